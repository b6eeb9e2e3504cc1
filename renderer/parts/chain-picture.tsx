// The chain as boxes, the sensor's certificate first, each leading to the one that issued it; what was not sent is a
// dashed box. A list underneath, so that it reads in order.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { DocumentQuestionMark20Regular } from '@fluentui/react-icons/svg/document-question-mark';
import { commonName, shortName } from '../../assets/text/facts.ts';
import type { ChainMember } from '../../preload/contract/trust-journey.ts';
import { text } from '../text.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'stretch',
    gap: '8px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  entry: { display: 'flex', alignItems: 'center', gap: '8px', flex: '1 1 190px', maxWidth: '300px', minWidth: 0 },
  box: {
    flexGrow: 1,
    minWidth: 0,
    height: '100%',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  missing: { border: `1px dashed ${tokens.colorNeutralStroke1}`, backgroundColor: 'transparent' },
  role: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  note: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  arrow: { flexShrink: 0 },
});

export function ChainPicture(props: { chain: readonly ChainMember[]; missing: string | null; label: string }) {
  const styles = useStyles();
  const words = text.trust;
  return (
    <ol className={styles.list} aria-label={props.label}>
      {props.chain.map(({ item, role }, index) => (
        <li key={item.fingerprints.sha256} className={styles.entry}>
          <div className={styles.box}>
            <span className={styles.role}>
              <Certificate20Regular />
              {words.roleLabels[role]}
            </span>
            <span className={styles.name}>{commonName(item)}</span>
            <span className={styles.note}>
              {item.selfSigned ? words.certificate.selfSigned : `${words.download.issuedBy} ${shortName(item.issuer)}`}
            </span>
          </div>
          {(index < props.chain.length - 1 || props.missing !== null) && (
            <ArrowRight20Regular className={styles.arrow} />
          )}
        </li>
      ))}
      {props.missing !== null && (
        <li className={styles.entry}>
          <div className={mergeClasses(styles.box, styles.missing)}>
            <span className={styles.role}>
              <DocumentQuestionMark20Regular />
              {words.download.notSent}
            </span>
            <span className={styles.name}>{shortName(props.missing)}</span>
          </div>
        </li>
      )}
    </ol>
  );
}
