// A long list, a part at a time, so that ten thousand files do not freeze the page.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { text } from '../text.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '12px', color: tokens.colorNeutralForeground2 },
});

export interface Growing<L extends HTMLElement> {
  /** To be given to the element whose children are the entries; they need `tabIndex={-1}`. */
  readonly list: RefObject<L | null>;
  /** More entries are asked for: the focus goes to the first one that comes. */
  readonly asked: () => void;
}

/** `length` entries are shown now. */
export function useGrowing<L extends HTMLElement>(length: number): Growing<L> {
  const list = useRef<L>(null);
  const first = useRef<number | null>(null);
  useEffect(() => {
    if (first.current === null || length <= first.current) return;
    const entry = list.current?.children[first.current];
    first.current = null;
    if (entry instanceof HTMLElement) entry.focus();
  }, [length]);
  const asked = () => {
    first.current = length;
  };
  return { list, asked };
}

/** The first `step` entries of a list that is here as a whole, and more of them on demand. */
export function usePaged<T, L extends HTMLElement>(entries: readonly T[], step: number) {
  const [limit, setLimit] = useState(step);
  const shown = entries.slice(0, limit);
  const { list, asked } = useGrowing<L>(shown.length);
  const more = () => {
    asked();
    setLimit(limit + step);
  };
  return { shown, list, more, step };
}

export function ShowMore(props: { shown: number; all: number; step: number; more: () => void; testId?: string }) {
  const styles = useStyles();
  const rest = props.all - props.shown;
  if (rest <= 0) return null;
  return (
    <div className={styles.row}>
      <Button onClick={props.more} data-testid={props.testId ?? 'show-more'}>
        {text.ui.showMore(Math.min(props.step, rest), rest)}
      </Button>
      <span>{text.ui.shown(props.shown, props.all)}</span>
    </div>
  );
}
