// Long work: what is being done, how far it is, and a way to stop it.
import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import type { Progress } from '../../preload/contract/calls.ts';
import { text } from '../text.ts';

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '16px', minHeight: '32px' },
});

/** The stage without numbers, which for the ear would never end. */
export function spokenStage(progress: Progress | null, cancelling: boolean): string {
  if (cancelling) return text.ui.cancelling;
  if (!progress) return text.ui.working;
  return progress.seen ? text.ui.seen[progress.seen] : text.ui.stages[progress.stage];
}

/** What is being done now, in a few words. */
export function stageText(progress: Progress | null, cancelling: boolean): string {
  const stage = spokenStage(progress, cancelling);
  if (cancelling || !progress) return stage;
  if (progress.stage === 'waiting-for-sensor' && progress.total > 1)
    return `${stage} ${text.ui.secondsOf(progress.done, progress.total)}`;
  return progress.total > 1 ? `${stage} ${text.ui.progressOf(progress.done, progress.total)}` : stage;
}

export function Working(props: { progress: Progress | null; cancelling: boolean; onCancel: () => void }) {
  const styles = useStyles();
  const { progress, cancelling } = props;
  const label = stageText(progress, cancelling);
  const measured = progress && progress.total > 1;
  return (
    <div className={styles.box} data-testid="progress">
      <div className={styles.row}>
        <span>{label}</span>
        <Button onClick={props.onCancel} disabledFocusable={cancelling} data-testid="cancel">
          {text.ui.cancel}
        </Button>
      </div>
      <ProgressBar
        aria-label={label}
        thickness="large"
        {...(measured ? { value: progress.done, max: progress.total } : {})}
      />
    </div>
  );
}
