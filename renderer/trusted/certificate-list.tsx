// The certificates in their order: what is no longer needed stands first, what is gone is folded away below.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Trusted, TrustedView } from '../../preload/contract/trusted.ts';
import { Fold } from '../parts/fold.tsx';
import { ShowMore, usePaged } from '../parts/show-more.tsx';
import { CertificateCard } from './certificate-card.tsx';
import { groupsOf, keyOf, notesOf } from './trusted-model.ts';
import { trustedText as words } from './trusted-text.ts';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', gap: '12px' },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

interface Common {
  readonly view: TrustedView;
  readonly busy: boolean;
  readonly onRemove: (entry: Trusted) => void;
  readonly onLeave: (entry: Trusted) => void;
  readonly onJourney: (id: string) => void;
}

/** How many cards are drawn at once: somebody may have trusted hundreds of sensors. */
const step = 20;

function Cards({ entries, view, busy, onRemove, onLeave, onJourney }: Common & { entries: readonly Trusted[] }) {
  const styles = useStyles();
  const paged = usePaged<Trusted, HTMLUListElement>(entries, step);
  return (
    <>
      <ul ref={paged.list} className={styles.list}>
        {paged.shown.map((entry) => (
          <CertificateCard
            key={keyOf(entry)}
            entry={entry}
            notes={notesOf(view.notes, entry)}
            readAt={view.readAt}
            busy={busy}
            onRemove={() => onRemove(entry)}
            onLeave={() => onLeave(entry)}
            onJourney={onJourney}
          />
        ))}
      </ul>
      <ShowMore shown={paged.shown.length} all={entries.length} step={paged.step} more={paged.more} />
    </>
  );
}

function Group({ title, testId, ...rest }: Common & { title: string; testId: string; entries: readonly Trusted[] }) {
  const styles = useStyles();
  const id = useId();
  if (rest.entries.length === 0) return null;
  return (
    <section className={styles.group} aria-labelledby={id} data-testid={testId}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      <Cards {...rest} />
    </section>
  );
}

export function CertificateList(props: Common) {
  const styles = useStyles();
  const { removable, kept, undecided, gone } = groupsOf(props.view);
  return (
    <>
      <Group {...props} title={words.removable} testId="group-removable" entries={removable} />
      <Group {...props} title={words.undecided} testId="group-undecided" entries={undecided} />
      <Group {...props} title={words.kept} testId="group-kept" entries={kept} />
      {gone.length > 0 && (
        <Fold title={words.gone(gone.length)} testId="gone" lazy>
          <p className={styles.note}>{words.goneText}</p>
          <Cards {...props} entries={gone} />
        </Fold>
      )}
    </>
  );
}
