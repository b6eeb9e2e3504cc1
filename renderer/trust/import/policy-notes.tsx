// What decides beside the stores, told before an import that it would make useless.
import type { TrustNote } from '../../../preload/contract/trust-note.ts';
import { Notice } from '../../parts/notice.tsx';
import { text } from '../../text.ts';

export function PolicyNotes({ notes }: { notes: readonly TrustNote[] }) {
  return notes.map((note) => {
    const { title, text: explanation } = text.trust.policyNote(note);
    return (
      <Notice
        key={title}
        // What policy brings is there, and serves as well.
        tone={note.kind === 'pushed' ? 'neutral' : 'warning'}
        title={title}
        testId={`note-${note.kind}`}
      >
        {explanation}
      </Notice>
    );
  });
}
