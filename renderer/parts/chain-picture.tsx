// The chain as boxes, the sensor's certificate first, each leading to the one that issued it; what was not sent is a
// dashed box. A list underneath, so that it reads in order.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { DocumentQuestionMark20Regular } from '@fluentui/react-icons/svg/document-question-mark';
import { ErrorCircle16Filled } from '@fluentui/react-icons/svg/error-circle';
import { commonName, shortName } from '../../assets/text/facts.ts';
import type { Role } from '../../preload/contract/item.ts';
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
  culprit: {
    border: `2px solid ${tokens.colorStatusDangerBorder2}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
  },
  blame: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorStatusDangerForeground1,
  },
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

export function ChainPicture(props: {
  chain: readonly Pick<ChainMember, 'item' | 'role'>[];
  missing: string | null;
  label: string;
  /** What the boxes and the missing one are called; without them, as in a sensor's journey. */
  roleLabels?: Record<Role, string>;
  missingLabel?: string;
  /** The certificate to blame (SHA-256), and what it is blamed for in a word or two. */
  culprit?: { readonly sha256: string; readonly label: string } | null;
}) {
  const styles = useStyles();
  const words = text.trust;
  const { culprit } = props;
  return (
    <ol className={styles.list} aria-label={props.label}>
      {props.chain.map(({ item, role }, index) => (
        <li key={item.fingerprints.sha256} className={styles.entry}>
          <div className={mergeClasses(styles.box, item.fingerprints.sha256 === culprit?.sha256 && styles.culprit)}>
            <span className={styles.role}>
              <Certificate20Regular />
              {(props.roleLabels ?? words.roleLabels)[role]}
            </span>
            <span className={styles.name}>{commonName(item)}</span>
            <span className={styles.note}>
              {item.selfSigned ? words.certificate.selfSigned : `${words.download.issuedBy} ${shortName(item.issuer)}`}
            </span>
            {item.fingerprints.sha256 === culprit?.sha256 && (
              <span className={styles.blame}>
                <ErrorCircle16Filled className={styles.arrow} />
                {culprit.label}
              </span>
            )}
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
              {props.missingLabel ?? words.download.notSent}
            </span>
            <span className={styles.name}>{shortName(props.missing)}</span>
          </div>
        </li>
      )}
    </ol>
  );
}
