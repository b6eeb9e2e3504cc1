// What the sensor shows now, or why it was not reached: one may go on either way.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { commonName, shortName } from '../../../assets/text/facts.ts';
import type { SensorView } from '../../../preload/contract/deploy-journey.ts';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ValidityBar } from '../../parts/validity-bar.tsx';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '8px 16px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = deployText.sensor;

export function ServedNow({ view, look, busy }: { view: SensorView; look: () => void; busy: boolean }) {
  const styles = useStyles();
  const { now, problem } = view;
  const button = (
    <Button size="small" icon={<ArrowSync20Regular />} onClick={look} disabledFocusable={busy} data-testid="look">
      {words.look}
    </Button>
  );
  if (!now) {
    return problem ? (
      <ErrorView error={problem} quiet todo={words.unreachedText} actions={button} />
    ) : (
      <div>{button}</div>
    );
  }
  const { leaf } = now;
  return (
    <>
      <Panel title={words.now} testId="served-now">
        <ValidityBar
          spans={[{ ...leaf, name: words.shown(commonName(leaf), leaf.selfSigned ? null : shortName(leaf.issuer)) }]}
        />
        <div className={styles.head}>
          <span className={styles.note}>{words.nowAt(now.at)}</span>
          {button}
        </div>
      </Panel>
      <Fold title={words.details} lazy>
        <CertificateDetails item={leaf} />
      </Fold>
    </>
  );
}
