// The certificates in their order: what is no longer needed stands first, what is gone is folded away below.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import { type ReactNode, useId } from 'react';
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
  readonly onRemoveAll: (entries: readonly Trusted[]) => void;
  readonly onLeave: (entry: Trusted) => void;
  readonly onJourney: (id: string) => void;
}

/** How many cards are drawn at once: somebody may have trusted hundreds of sensors. */
const step = 20;

type CardsProps = Omit<Common, 'onRemoveAll'> & { readonly entries: readonly Trusted[] };

function Cards({ entries, view, busy, onRemove, onLeave, onJourney }: CardsProps) {
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

function Group({ title, testId, all, ...rest }: CardsProps & { title: string; testId: string; all?: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  if (rest.entries.length === 0) return null;
  return (
    <section className={styles.group} aria-labelledby={id} data-testid={testId}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      {all}
      <Cards {...rest} />
    </section>
  );
}

export function CertificateList(props: Common) {
  const styles = useStyles();
  const { onRemoveAll, ...rest } = props;
  const { removable, kept, undecided, gone } = groupsOf(rest.view);
  // What could not be read cannot be taken out.
  const all = removable.filter(({ there }) => there === true);
  return (
    <>
      <Group
        {...rest}
        title={words.removable}
        testId="group-removable"
        entries={removable}
        all={
          all.length > 1 && (
            <div>
              <Button
                {...(all.some(({ needsRights }) => needsRights) ? { icon: <ShieldKeyhole20Regular /> } : {})}
                onClick={() => onRemoveAll(all)}
                disabledFocusable={rest.busy}
                data-testid="remove-all"
              >
                {words.removeAll(all.length)}
              </Button>
            </div>
          )
        }
      />
      <Group {...rest} title={words.undecided} testId="group-undecided" entries={undecided} />
      <Group {...rest} title={words.kept} testId="group-kept" entries={kept} />
      {gone.length > 0 && (
        <Fold title={words.gone(gone.length)} testId="gone" lazy>
          <p className={styles.note}>{words.goneText}</p>
          <Cards {...rest} entries={gone} />
        </Fold>
      )}
    </>
  );
}
