// The window: its head, and below it the page that is shown. Knows where it is and how it looks, and nothing else.
import { Button, FluentProvider, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { ShieldCheckmark24Filled } from '@fluentui/react-icons/svg/shield-checkmark';
import { lazy, Suspense, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Journey, Settings } from '../preload/contract/calls.ts';
import type { AppError } from '../preload/contract/errors.ts';
import { call, useLoaded } from './bridge.ts';
import { HomePage } from './home/home-page.tsx';
import { JourneyPage, loadJourneys } from './journey/journey-page.tsx';
import { ToActivity } from './journey/to-activity.ts';
import { atHome, navigate, type ToolsPart } from './navigation.ts';
import { Crash } from './parts/crash.tsx';
import { useEscape, useOpenKey } from './parts/use-keys.ts';
import { SettingsPage } from './settings/settings-page.tsx';
import { text } from './text.ts';
import { useTheme } from './theme.ts';
import type { Dropped } from './tools/tools-page.tsx';
import { type Drop, DropContext, DropLayer } from './window-drop.tsx';

// Home must be painted fast; most starts need no tools.
const loadTools = () => import('./tools/tools-page.tsx');
const ToolsPage = lazy(() => loadTools().then(({ ToolsPage }) => ({ default: ToolsPage })));
const TroubleshootPage = lazy(() =>
  import('./troubleshoot/troubleshoot-page.tsx').then(({ TroubleshootPage }) => ({ default: TroubleshootPage })),
);
const ActivityPage = lazy(() =>
  import('./activity/activity-page.tsx').then(({ ActivityPage }) => ({ default: ActivityPage })),
);
const BackupsPage = lazy(() =>
  import('./activity/backups/backups-page.tsx').then(({ BackupsPage }) => ({ default: BackupsPage })),
);
const TrustedPage = lazy(() =>
  import('./trusted/trusted-page.tsx').then(({ TrustedPage }) => ({ default: TrustedPage })),
);

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  window: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
    [short]: { height: 'auto', minHeight: '100%' },
  },
  head: { display: 'flex', alignItems: 'center', gap: '4px', padding: '6px 12px', minHeight: '36px', flexShrink: 0 },
  brand: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '10px',
    padding: '0 10px',
    fontWeight: tokens.fontWeightSemibold,
  },
  mark: { color: tokens.colorBrandForeground1 },
  space: { flexGrow: 1 },
  page: { flexGrow: 1, minHeight: 0 },
  waiting: { padding: '48px' },
});

export function App() {
  const [navigation, move] = useReducer(navigate, atHome);
  const info = useLoaded('app.info').loaded;
  const settings = useLoaded('settings.read');
  const wish = settings.loaded.status === 'ready' ? settings.loaded.value : null;
  const theme = useTheme(wish?.theme ?? 'system');
  const [refused, setRefused] = useState<AppError | null>(null);
  // Told once a session: main keeps telling them until it is started again.
  const [dismissed, setDismissed] = useState<readonly AppError[]>([]);
  const known = info.status === 'ready' ? info.value : null;
  const leave = useCallback(() => move({ to: 'home' }), []);
  const write = async (change: Partial<Settings>) => {
    const result = await call('settings.write', change);
    setRefused(result.ok ? null : result.error);
    if (result.ok) settings.put(result.value);
  };
  return (
    <FluentProvider theme={theme}>
      <Window
        navigation={navigation}
        move={move}
        leave={leave}
        info={known}
        settings={wish}
        troubles={known?.troubles.filter((trouble) => !dismissed.includes(trouble)) ?? []}
        dismiss={(trouble) => setDismissed([...dismissed, trouble])}
        refused={refused}
        write={(change) => void write(change)}
      />
    </FluentProvider>
  );
}

type Navigation = ReturnType<typeof navigate>;

function Window(props: {
  navigation: Navigation;
  move: (to: Parameters<typeof navigate>[1]) => void;
  leave: () => void;
  info: Parameters<typeof SettingsPage>[0]['info'];
  settings: Settings | null;
  troubles: readonly AppError[];
  dismiss: (trouble: AppError) => void;
  refused: AppError | null;
  write: (change: Partial<Settings>) => void;
}) {
  const styles = useStyles();
  const { move, leave } = props;
  const { place, moves, before } = props.navigation;
  const [dropped, setDropped] = useState<Dropped | null>(null);
  const drop = useCallback(
    (files: Dropped['files']) => {
      setDropped({ files });
      move({ to: 'tools', part: 'files' });
    },
    [move],
  );
  // A journey is not left by a key; and what is being typed in the settings is nothing that could be lost.
  useOpenKey(place.page === 'home' || place.page === 'tools' ? () => drop('choose') : null);
  useEscape(place.page === 'settings' ? () => move({ to: 'back' }) : null);
  const started = useCallback((journey: Journey) => move({ to: 'new-journey', journey }), [move]);
  const isBack = place.page === 'settings' || before.page !== 'home';
  const open = (part: ToolsPart) => {
    setDropped(null);
    move({ to: 'tools', part });
  };
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadJourneys().then(loadTools));
    return () => cancelIdleCallback(idle);
  }, []);
  const dropPlace = useRef<Drop | null>(null);
  // What the start found out about a crash is told on Home until it is dismissed; Activity keeps telling it.
  const [toldOfRepair, setToldOfRepair] = useState(false);
  const openJourney = useCallback((id: string) => move({ to: 'journey', id }), [move]);
  const openActivity = useCallback(() => move({ to: 'activity' }), [move]);
  return (
    <DropContext value={dropPlace}>
      <div className={styles.window}>
        <DropLayer onDrop={drop} />
        <header className={styles.head}>
          {place.page !== 'home' && (
            <Button
              appearance="subtle"
              icon={<ArrowLeft20Regular />}
              onClick={() => move({ to: isBack ? 'back' : 'home' })}
              data-testid="go-home"
            >
              {isBack ? text.ui.back : text.ui.home}
            </Button>
          )}
          <span className={styles.brand}>
            <ShieldCheckmark24Filled className={styles.mark} />
            {text.ui.appName}
          </span>
          <div className={styles.space} />
          {place.page !== 'settings' && (
            <Button
              appearance="subtle"
              icon={<Settings20Regular />}
              onClick={() => move({ to: 'settings' })}
              data-testid="open-settings"
            >
              {text.ui.settings.title}
            </Button>
          )}
        </header>
        <div className={styles.page}>
          <Crash>
            <Suspense fallback={<Spinner className={styles.waiting} label={text.ui.working} />}>
              {place.page === 'home' && (
                <HomePage
                  takeFocus={moves > 0}
                  troubles={props.troubles}
                  dismiss={props.dismiss}
                  toldOfRepair={toldOfRepair}
                  dismissRepair={() => setToldOfRepair(true)}
                  onOpen={openJourney}
                  onTools={open}
                  onTroubleshoot={() => move({ to: 'troubleshoot' })}
                  onComputer={(page) => move({ to: page })}
                  onStarted={started}
                />
              )}
              {place.page === 'journey' && (
                <ToActivity value={openActivity}>
                  <JourneyPage
                    key={place.id}
                    id={place.id}
                    fresh={place.fresh}
                    platform={props.info?.platform ?? 'win32'}
                    leave={leave}
                    onStarted={started}
                  />
                </ToActivity>
              )}
              {place.page === 'tools' && <ToolsPage part={place.part} dropped={dropped} />}
              {place.page === 'troubleshoot' && <TroubleshootPage onTools={open} onStarted={started} />}
              {place.page === 'activity' && (
                <ActivityPage onJourney={openJourney} onBackups={() => move({ to: 'backups' })} leave={leave} />
              )}
              {place.page === 'backups' && <BackupsPage onActivity={openActivity} />}
              {place.page === 'trusted' && (
                <TrustedPage
                  platform={props.info?.platform ?? 'win32'}
                  onStarted={started}
                  onOpen={openJourney}
                  onActivity={openActivity}
                />
              )}
              {place.page === 'settings' && (
                <SettingsPage settings={props.settings} info={props.info} refused={props.refused} write={props.write} />
              )}
            </Suspense>
          </Crash>
        </div>
      </div>
    </DropContext>
  );
}
