// What stays wrong with the sensor's certificate although the browser opens it without a warning, as a weak key: a
// good verdict must not make it forgotten.
import type { ChainNote, DownloadView } from '../../preload/contract/trust-journey.ts';
import { Notice } from '../parts/notice.tsx';
import { text } from '../text.ts';

const lasting: readonly ChainNote[] = ['weak-key', 'weak-signature', 'old-tls', 'expires-soon'];

export function LastingNotes({ view }: { view: DownloadView | null }) {
  if (!view) return null;
  return lasting
    .filter((note) => view.notes.includes(note))
    .map((note) => {
      const { title, text: explanation } = text.trust.chainNotes[note](view);
      return (
        <Notice key={note} tone="warning" title={title} testId={`lasting-${note}`}>
          {explanation}
        </Notice>
      );
    });
}
