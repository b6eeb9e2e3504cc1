// The Lab: a CA that nobody knows signs the request, for a test bench only. Its certificate has no address of a
// revocation list, so a sensor that checks certificates would refuse it; that is said, and a button helps.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Beaker20Regular } from '@fluentui/react-icons/svg/beaker';
import { Fold } from '../../parts/fold.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';

const useStyles = makeStyles({ note: { margin: 0, color: tokens.colorNeutralForeground2 } });

const words = deployText.request;

export function LabValidation() {
  const { journey, run, state } = useDeploy();
  if (journey.sensor?.validation === false) return <span>{words.labValidationIsOff}</span>;
  return (
    <>
      <span>{words.labValidation}</span>
      <div>
        <Button
          onClick={() => run({ type: 'deploy-validation', validation: false })}
          disabledFocusable={state.running !== null}
          data-testid="lab-validation-off"
        >
          {words.labValidationOff}
        </Button>
      </div>
    </>
  );
}

export function LabFold({ sign, busy }: { sign: () => void; busy: boolean }) {
  const styles = useStyles();
  return (
    <Fold title={words.labFold} testId="lab">
      <p className={styles.note}>{words.labText}</p>
      <LabValidation />
      <div>
        <Button icon={<Beaker20Regular />} onClick={sign} disabledFocusable={busy} data-testid="lab-sign">
          {words.labButton}
        </Button>
      </div>
    </Fold>
  );
}
