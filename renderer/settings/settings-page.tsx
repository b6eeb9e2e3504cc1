// Settings: how the app looks, what it keeps on this computer and what it never keeps, and which version it is.
import { Button, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { AppInfo, Settings } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { FactsList } from '../parts/facts-list.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Panel } from '../parts/panel.tsx';
import { text } from '../text.ts';
import { KeptRequests } from './kept-requests.tsx';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  // Else what is for screen readers only would stick out of the window, which would scroll as well.
  page: { position: 'relative', height: '100%', overflowY: 'auto', [short]: { height: 'auto', overflowY: 'visible' } },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    maxWidth: '920px',
    margin: '0 auto',
    padding: '28px 36px 40px',
    [short]: { padding: '16px' },
  },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex' },
});

const words = text.ui.settings;
const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

export function SettingsPage(props: {
  settings: Settings | null;
  info: AppInfo | null;
  refused: AppError | null;
  write: (change: Partial<Settings>) => void;
}) {
  const styles = useStyles();
  const { settings, info, write } = props;
  const scopes = info?.platform === 'win32' ? text.trust.scopes : text.trust.plainScopes;
  return (
    <main className={styles.page} data-testid="settings">
      <div className={styles.content}>
        <PageTitle takeFocus>{words.title}</PageTitle>
        {props.refused && <ErrorView error={props.refused} />}
        <Panel title={words.theme}>
          <RadioGroup
            aria-label={words.theme}
            value={settings?.theme ?? 'system'}
            onChange={(_, data) => write({ theme: data.value as Settings['theme'] })}
          >
            {themes.map((theme) => (
              <Radio key={theme} value={theme} label={words.themes[theme]} data-testid={`theme-${theme}`} />
            ))}
          </RadioGroup>
        </Panel>
        <Panel title={words.stored}>
          <ul className={styles.list}>
            {words.storedText.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className={styles.note}>{words.storedNever}</p>
          <KeptRequests />
          <FactsList
            facts={[
              { term: words.lastProxy, value: settings?.lastProxy ?? words.none },
              {
                term: words.lastScope,
                value: settings?.lastScope ? scopes[settings.lastScope].title : words.none,
              },
            ]}
          />
          {settings?.lastProxy && (
            <div className={styles.row}>
              <Button onClick={() => write({ lastProxy: null })}>{words.forgetProxy}</Button>
            </div>
          )}
        </Panel>
        <Panel title={words.about}>
          <span>
            {text.ui.appName}
            {info && `, ${words.version(info.version)}`}
          </span>
          {info && <span className={styles.note}>{words.engine(info.electron, info.chromium)}</span>}
          <span className={styles.note}>{words.licence}</span>
        </Panel>
      </div>
    </main>
  );
}
