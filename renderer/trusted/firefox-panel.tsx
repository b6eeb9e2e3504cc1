// Firefox has a store of its own: whether it uses this computer's as well, and how to switch that on.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { FirefoxStep } from '../../assets/text/en/trusted-firefox.ts';
import type { AppInfo } from '../../preload/contract/calls.ts';
import type { Firefox } from '../../preload/contract/trusted.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { Fold } from '../parts/fold.tsx';
import { ToneIcon } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { trustedText } from './trusted-text.ts';

const useStyles = makeStyles({
  answer: { display: 'flex', gap: '12px' },
  text: { margin: 0, textWrap: 'pretty' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  steps: { margin: 0, paddingLeft: '22px', display: 'flex', flexDirection: 'column', gap: '10px' },
  command: { marginTop: '6px' },
});

const words = trustedText.firefox;

function Steps({ steps }: { steps: readonly FirefoxStep[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.steps}>
      {steps.map(({ text, command }) => (
        <li key={text}>
          {text}
          {command !== undefined && (
            <div className={styles.command}>
              <CodeBlock value={command} what={words.copyWhat} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

export function FirefoxPanel({ firefox, platform }: { firefox: Firefox; platform: AppInfo['platform'] }) {
  const styles = useStyles();
  const { found, uses, locked } = firefox;
  const isOn = uses === 'yes' || uses === 'yes-by-default';
  const older = words.olderSteps(platform);
  return (
    <Panel title={words.title} testId="firefox">
      <div className={styles.answer}>
        <ToneIcon tone={!found || uses === 'unknown' ? 'neutral' : isOn ? 'good' : 'warning'} />
        <p className={styles.text} data-testid="firefox-answer">
          {words.answer(firefox)}
        </p>
      </div>
      {found && <p className={styles.note}>{words.self}</p>}
      {/* Where a policy locks it, only whoever manages that can change it: here nobody is told to work against it. */}
      {found && !isOn && !locked && (
        <>
          <Fold title={platform === 'linux' ? words.howLinux : words.how} inset testId="firefox-how">
            <Steps steps={words.steps(platform)} />
          </Fold>
          {older.length > 0 && (
            <Fold title={words.older} inset testId="firefox-older">
              <Steps steps={older} />
            </Fold>
          )}
          <Fold title={words.policy} inset testId="firefox-policy">
            <Steps steps={words.policySteps(platform)} />
          </Fold>
        </>
      )}
    </Panel>
  );
}
