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
import { Breakable } from './breakable.tsx';

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
    '& svg': { color: tokens.colorStatusDangerForeground1 },
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

export interface ChainBox {
  /** Tells the boxes apart, as a fingerprint does. */
  readonly id: string;
  readonly role: string;
  readonly name: string;
  readonly note: string;
  /** This certificate is to blame; what for, in a word or two. */
  readonly blame?: string;
}

export function ChainBoxes(props: {
  boxes: readonly ChainBox[];
  missing: { readonly role: string; readonly name: string } | null;
  label: string;
}) {
  const styles = useStyles();
  const { boxes, missing } = props;
  return (
    <ol className={styles.list} aria-label={props.label}>
      {boxes.map(({ id, role, name, note, blame }, index) => (
        <li key={id} className={styles.entry}>
          <div className={mergeClasses(styles.box, blame !== undefined && styles.culprit)}>
            <span className={styles.role}>
              <Certificate20Regular />
              {role}
            </span>
            <span className={styles.name}>
              <Breakable>{name}</Breakable>
            </span>
            {note !== '' && <span className={styles.note}>{note}</span>}
            {blame !== undefined && (
              <span className={styles.blame}>
                <ErrorCircle16Filled className={styles.arrow} />
                {blame}
              </span>
            )}
          </div>
          {(index < boxes.length - 1 || missing !== null) && <ArrowRight20Regular className={styles.arrow} />}
        </li>
      ))}
      {missing !== null && (
        <li className={styles.entry}>
          <div className={mergeClasses(styles.box, styles.missing)}>
            <span className={styles.role}>
              <DocumentQuestionMark20Regular />
              {missing.role}
            </span>
            <span className={styles.name}>
              <Breakable>{missing.name}</Breakable>
            </span>
          </div>
        </li>
      )}
    </ol>
  );
}

type Member = Pick<ChainMember, 'item' | 'role'>;

/** One certificate as a box; `roles` are what the roles are called. */
export const boxOf = ({ item, role }: Member, roles: Record<Role, string>): ChainBox => ({
  id: item.fingerprints.sha256,
  role: roles[role],
  name: commonName(item),
  note: item.selfSigned
    ? text.trust.certificate.selfSigned
    : `${text.trust.download.issuedBy} ${shortName(item.issuer)}`,
});

export function ChainPicture(props: {
  chain: readonly Member[];
  missing: string | null;
  label: string;
  /** What the roles and the missing one are called; without them, as in a sensor's journey. */
  roleLabels?: Record<Role, string>;
  missingLabel?: string;
}) {
  const roles = props.roleLabels ?? text.trust.roleLabels;
  const role = props.missingLabel ?? text.trust.download.notSent;
  return (
    <ChainBoxes
      boxes={props.chain.map((member) => boxOf(member, roles))}
      missing={props.missing === null ? null : { role, name: shortName(props.missing) }}
      label={props.label}
    />
  );
}
