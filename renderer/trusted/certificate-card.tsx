// One certificate that Certwright added: whose, since when, where, what it can do, whether it is still needed and why.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { useId } from 'react';
import { commonName } from '../../assets/text/facts.ts';
import type { TrustNote } from '../../preload/contract/trust-note.ts';
import type { Need, Trusted } from '../../preload/contract/trusted.ts';
import { Breakable } from '../parts/breakable.tsx';
import { CertificateDetails } from '../parts/certificate-details.tsx';
import { CopyableHash } from '../parts/copyable-hash.tsx';
import { FactsList } from '../parts/facts-list.tsx';
import { Fold } from '../parts/fold.tsx';
import { Notice } from '../parts/notice.tsx';
import { text } from '../text.ts';
import { trustedText as words } from './trusted-text.ts';

const useStyles = makeStyles({
  card: {
    outlineStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '16px 20px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    minWidth: 0,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px 16px' },
  titles: { flex: '1 1 260px', minWidth: 0, display: 'flex', gap: '12px' },
  icon: { flexShrink: 0, marginTop: '2px', color: tokens.colorBrandForeground1 },
  words: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere', textWrap: 'pretty' },
  need: { display: 'inline-flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  advice: { margin: 0, fontWeight: tokens.fontWeightSemibold, textWrap: 'pretty' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
});

const readersOf = ({ readers }: Trusted): string[] => readers.map((reader) => text.trust.clients[reader]);

function NeedLabel({ need }: { need: Need }) {
  const styles = useStyles();
  const tone = { serves: styles.good, replaced: styles.warning, expired: styles.warning, unknown: styles.quiet }[need];
  const Icon = {
    serves: CheckmarkCircle16Filled,
    replaced: Warning16Filled,
    expired: Warning16Filled,
    unknown: QuestionCircle16Regular,
  }[need];
  return (
    <span className={mergeClasses(styles.need, tone)}>
      <Icon />
      {words.needs[need]}
    </span>
  );
}

function Facts({ entry, readAt }: { entry: Trusted; readAt: string }) {
  const { facts } = words;
  const { others = [] } = entry;
  const there = entry.there === null ? words.thereUnknown : entry.there ? words.there(readAt) : words.notThere;
  return (
    <FactsList
      facts={[
        { term: facts.sensor, value: entry.sensor ? <Breakable>{entry.sensor}</Breakable> : words.sensorUnknown },
        ...(others.length > 0 ? [{ term: facts.others, value: words.list(others) }] : []),
        { term: facts.since, value: entry.addedAt ? text.format.date(entry.addedAt) : words.sinceUnknown },
        { term: facts.where, value: `${words.stores[entry.store]}: ${entry.location}` },
        { term: facts.readers, value: words.list(readersOf(entry)) },
        { term: facts.there, value: there },
        { term: facts.role, value: words.roles[entry.role] },
        {
          term: facts.thumbprint,
          value: <CopyableHash hex={entry.sha256} what={facts.thumbprint} />,
        },
      ]}
    />
  );
}

export function CertificateCard(props: {
  entry: Trusted;
  notes: readonly TrustNote[];
  readAt: string;
  busy: boolean;
  onRemove: () => void;
  /** Takes off the list what is not there any more. */
  onLeave: () => void;
  onJourney: ((id: string) => void) | undefined;
}) {
  const styles = useStyles();
  const id = useId();
  const { entry, busy, onJourney } = props;
  const { item, need, there, journey } = entry;
  const name = commonName(item);
  const isGone = there === false;
  // What is gone stands in a fold of its own, under no heading.
  const Heading = isGone ? 'h2' : 'h3';
  return (
    <li className={styles.card} tabIndex={-1} aria-labelledby={id} data-testid={`trusted-${isGone ? 'gone' : need}`}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <Certificate20Regular className={styles.icon} />
          <div className={styles.words}>
            <Heading id={id} className={styles.name}>
              <Breakable>{name}</Breakable>
            </Heading>
            {item.subject !== name && <p className={styles.note}>{item.subject}</p>}
          </div>
        </div>
        {!isGone && <NeedLabel need={need} />}
      </div>
      {!isGone && <p className={styles.note}>{words.why(entry)}</p>}
      {!isGone && (need === 'replaced' || need === 'expired') && (
        <p className={styles.advice}>{words.recommendation(entry)}</p>
      )}
      {props.notes.map((note) => {
        const { title, text: explanation } = words.note(note);
        return (
          <Notice key={note.kind} tone="warning" title={title} testId={`note-${note.kind}`}>
            {explanation}
          </Notice>
        );
      })}
      <Facts entry={entry} readAt={props.readAt} />
      <div className={styles.row}>
        {there === true && (
          <Button
            {...(entry.needsRights ? { icon: <ShieldKeyhole20Regular /> } : { icon: <Delete20Regular /> })}
            aria-label={words.removeWhat(name, entry.location)}
            onClick={props.onRemove}
            disabledFocusable={busy}
            data-testid="remove"
          >
            {words.remove}
          </Button>
        )}
        {isGone && (
          <Button
            aria-label={words.leaveWhat(name)}
            onClick={props.onLeave}
            disabledFocusable={busy}
            data-testid="leave"
          >
            {words.leave}
          </Button>
        )}
        {journey && onJourney && (
          <Button
            appearance="subtle"
            aria-label={words.journeyOf(name)}
            onClick={() => onJourney(journey)}
            data-testid="open-its-journey"
          >
            {words.journey}
          </Button>
        )}
        {there === true && need === 'serves' && (
          <span className={styles.note}>{words.stillUsed(readersOf(entry), entry)}</span>
        )}
      </div>
      <Fold title={words.details} inset lazy testId="details">
        <CertificateDetails item={item} />
      </Fold>
    </li>
  );
}
