// Why the browser warns and what to do about it: the same words wherever a journey cannot go on by itself.
import type { NameView } from '../../preload/contract/trust-journey.ts';
import { FactsList } from '../parts/facts-list.tsx';
import { text } from '../text.ts';

export function Advice({ view }: { view: NameView }) {
  const { why, todo } = text.trust.nameOutcomes[view.outcome](view);
  return (
    <FactsList
      facts={[
        { term: text.trust.name.why, value: why },
        { term: text.trust.name.todo, value: todo },
      ]}
    />
  );
}
