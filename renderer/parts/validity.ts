// Where a certificate's validity lies on a time line. Pure; times are ISO 8601, positions are percent of the line.
import type { Tone } from '../journey/journey-state.ts';

export interface Span {
  readonly notBefore: string;
  readonly notAfter: string;
}

export type Phase = 'future' | 'valid' | 'soon' | 'expired';

/** From here on the end is worth a word: thirty days, as in the notes. */
const soon = 30 * 86_400_000;

/** The phase at `now` (ms), and the seconds to the moment that matters: the start, the end, or since the end. */
export function phaseOf(span: Span, now: number): { phase: Phase; seconds: number } {
  const from = Date.parse(span.notBefore);
  const to = Date.parse(span.notAfter);
  if (now < from) return { phase: 'future', seconds: (from - now) / 1_000 };
  if (now > to) return { phase: 'expired', seconds: (now - to) / 1_000 };
  return { phase: to - now < soon ? 'soon' : 'valid', seconds: (to - now) / 1_000 };
}

export const phaseTone: Record<Phase, Tone> = { future: 'danger', valid: 'good', soon: 'warning', expired: 'danger' };

export interface TimeLine {
  /** Percent at which today stands. */
  readonly now: number;
  readonly bars: readonly { readonly start: number; readonly width: number }[];
}

/** All spans and today on one line, with a little room at both ends. */
export function timeLine(spans: readonly Span[], now: number): TimeLine {
  const starts = spans.map((span) => Date.parse(span.notBefore));
  const ends = spans.map((span) => Date.parse(span.notAfter));
  const first = Math.min(now, ...starts);
  const last = Math.max(now, ...ends);
  const room = (last - first || 1) * 0.04;
  const length = last - first + 2 * room || 1;
  const at = (moment: number) => ((moment - first + room) / length) * 100;
  return {
    now: at(now),
    bars: spans.map((_, index) => {
      const start = at(starts[index] ?? now);
      // A validity of a day on a line of decades must still be seen.
      return { start, width: Math.max(at(ends[index] ?? now) - start, 0.8) };
    }),
  };
}
