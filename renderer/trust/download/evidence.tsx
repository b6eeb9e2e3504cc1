// What a look at a sensor shows: its certificates as sent, what is to be known about them, their dates, the connection.
import { makeStyles, tokens } from '@fluentui/react-components';
import { commonName, harmless } from '../../../assets/text/facts.ts';
import type { ChainNote, DownloadView } from '../../../preload/contract/trust-journey.ts';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { ChainPicture } from '../../parts/chain-picture.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fold } from '../../parts/fold.tsx';
import { ToneIcon } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ValidityBar } from '../../parts/validity-bar.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  notes: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  note: { display: 'flex', gap: '12px', overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
});

const words = text.trust.download;
/** Clocks that agree to within this many seconds are said to agree. */
const sameClock = 60;

function clockText({ clock }: DownloadView): string {
  if (!clock) return words.clockUnknown;
  const difference = Math.abs(clock.skewSeconds) <= sameClock ? words.clockSame : words.clockDiffers(clock.skewSeconds);
  return `${text.format.dateTime(clock.server)}. ${difference}.`;
}

/** The issuer that should have come next, if the last certificate sent was not a root. */
const missingIssuer = (view: DownloadView): string | null => {
  const last = view.chain.at(-1)?.item;
  return last && !last.selfSigned && last.subject !== last.issuer ? last.issuer : null;
};

/** What needs attention comes first. */
const notesInOrder = ({ notes }: DownloadView): ChainNote[] => [
  ...notes.filter((note) => !harmless.has(note)),
  ...notes.filter((note) => harmless.has(note)),
];

function Notes({ view }: { view: DownloadView }) {
  const styles = useStyles();
  return (
    <ul className={styles.notes}>
      {notesInOrder(view).map((note) => {
        const { title, text: explanation } = text.trust.chainNotes[note](view);
        return (
          <li key={note} className={styles.note}>
            <ToneIcon tone={harmless.has(note) ? 'neutral' : 'warning'} />
            <span>
              <strong className={styles.title}>{title}.</strong> {explanation}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function DownloadEvidence({ view, proxy }: { view: DownloadView; proxy: string | null }) {
  return (
    <>
      <Panel title={view.chainAsSent ? words.asSent : words.notAsSent}>
        <ChainPicture
          chain={view.chain}
          missing={missingIssuer(view)}
          label={view.chainAsSent ? words.asSent : words.notAsSent}
        />
      </Panel>
      {view.notes.length > 0 && (
        <Panel title={words.attention}>
          <Notes view={view} />
        </Panel>
      )}
      <Panel title={words.validity}>
        <ValidityBar spans={view.chain.map(({ item }) => ({ ...item, name: commonName(item) }))} />
      </Panel>
      <Panel title={words.connection}>
        <FactsList
          facts={[
            { term: words.facts.remote, value: view.remoteAddress ?? words.throughProxy(proxy ?? '') },
            { term: words.facts.tls, value: `${view.protocol}, ${view.cipher}` },
            { term: words.facts.clock, value: clockText(view) },
            { term: words.facts.sni, value: text.trust.sniNotes[view.sni] },
            { term: words.facts.at, value: text.format.dateTime(view.at) },
          ]}
        />
      </Panel>
      {view.chain.map(({ item }) => (
        <Fold key={item.fingerprints.sha256} title={words.details(commonName(item))}>
          <CertificateDetails item={item} />
        </Fold>
      ))}
    </>
  );
}
