// The findings of a pre-check in their groups: what refuses first, what is in order folded away.
import { makeStyles, tokens } from '@fluentui/react-components';
import { kitMends } from '../../../assets/text/facts.ts';
import type { Precheck, PrecheckFinding, Remedy } from '../../../preload/contract/precheck.ts';
import { Fold } from '../../parts/fold.tsx';
import { ShowMore, usePaged } from '../../parts/show-more.tsx';
import { deployText } from '../deploy-text.ts';
import { FindingCard } from './finding-card.tsx';
import { type Group, groupsOf } from './findings-model.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '10px' },
  heading: {
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  group: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = deployText.check;

interface Leading {
  /** Null outside a journey, where there are no steps to lead to. */
  readonly remedy: ((remedy: Remedy) => void) | null;
  readonly busy: boolean;
}

function FindingGroup({ group, remedy, busy, mended }: Leading & { group: Group; mended: boolean }) {
  const styles = useStyles();
  const { severity, findings } = group;
  const paged = usePaged<PrecheckFinding, HTMLUListElement>(findings, 20);
  const { title, text } = severity === 'fail' && mended ? words.mended : words.groups[severity];
  const first = findings.findIndex((finding) => words.remedies[finding.remedy] !== null);
  const cards = (
    <>
      <ul className={styles.list} ref={paged.list}>
        {paged.shown.map((finding, index) => (
          <FindingCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule may be broken more than once, and findings never move
            key={`${finding.rule} ${index}`}
            finding={finding}
            leads={severity === 'fail' && !mended && index === first}
            remedy={remedy}
            busy={busy}
          />
        ))}
      </ul>
      <ShowMore shown={paged.shown.length} all={findings.length} step={paged.step} more={paged.more} />
    </>
  );
  if (severity === 'info') {
    return (
      <Fold title={`${title} (${findings.length})`} lazy testId="group-info">
        {cards}
      </Fold>
    );
  }
  return (
    <section className={styles.group} aria-labelledby={`group-${severity}`} data-testid={`group-${severity}`}>
      <h2 id={`group-${severity}`} className={styles.heading}>
        {title}
      </h2>
      {text !== '' && <p className={styles.note}>{text}</p>}
      {cards}
    </section>
  );
}

export function Findings({ precheck, remedy, busy }: Leading & { precheck: Precheck }) {
  const styles = useStyles();
  if (precheck.findings.length === 0) return <p className={styles.note}>{words.nothing}</p>;
  // Outside a journey no kit is made.
  const mended = remedy !== null && kitMends(precheck);
  return groupsOf(precheck.findings).map((group) => (
    <FindingGroup key={`${precheck.at} ${group.severity}`} group={group} remedy={remedy} busy={busy} mended={mended} />
  ));
}
