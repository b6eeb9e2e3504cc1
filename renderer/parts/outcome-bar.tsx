// At the foot of what is seen of a long page, wherever it is scrolled to: the work that is under way with its progress and
// its cancel, why it failed, or what came of it.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { text } from '../text.ts';
import { ErrorView } from './error-view.tsx';
import { focusTitle } from './page-title.tsx';
import { Working } from './working.tsx';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: '12px',
    zIndex: 1,
    display: 'flex',
    alignItems: 'flex-start',
    gap: '8px',
    // What is longer scrolls in itself, so that something of the page stays to be seen.
    maxHeight: '60vh',
    overflowY: 'auto',
    padding: '8px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    // What is over at once does not flash.
    animationName: { from: { opacity: 0 }, to: { opacity: 1 } },
    animationDelay: '200ms',
    animationDuration: '100ms',
    animationFillMode: 'backwards',
  },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
});

export interface OutcomeBarProps {
  readonly running: { readonly progress: Progress | null; readonly cancelling: boolean } | null;
  readonly onCancel: () => void;
  readonly failure: AppError | null;
  /** What to do after this failure here, where that is something else than usual. */
  readonly todo?: string | undefined;
  /** What came of it, where it came to an end: a `Notice`. */
  readonly children?: ReactNode;
  /** Forgets the failure and the outcome. */
  readonly onClose: () => void;
}

/** What scrolls the bar's page: the page, or in a short window what is around it. */
function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let each = element?.parentElement; each; each = each.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(each).overflowY)) return each;
  return null;
}

function Bar({ running, onCancel, failure, todo, children, onClose }: OutcomeBarProps) {
  const styles = useStyles();
  const bar = useRef<HTMLElement>(null);
  const from = useRef<Element | null>(null);
  useEffect(() => {
    from.current = document.activeElement;
  }, []);
  // What is reached by keyboard is scrolled to above the bar, not behind it.
  useEffect(() => {
    const scroller = scrollerOf(bar.current);
    if (!scroller || !bar.current) return;
    const { current } = bar;
    const room = new ResizeObserver(() => {
      scroller.style.scrollPaddingBottom = `${current.offsetHeight + 24}px`;
    });
    room.observe(current);
    return () => {
      room.disconnect();
      scroller.style.scrollPaddingBottom = '';
    };
  }, []);
  const isRunning = running !== null;
  // What was pressed may be gone with what it took back. Here the page stays where it is scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each of them what had the focus may be gone
  useEffect(() => {
    if (document.activeElement === document.body) bar.current?.focus({ preventScroll: true });
  }, [isRunning, failure, children]);
  const close = () => {
    onClose();
    if (from.current instanceof HTMLElement && from.current.isConnected && from.current !== document.body)
      from.current.focus();
    else focusTitle();
  };
  return (
    <section
      ref={bar}
      className={styles.bar}
      tabIndex={-1}
      aria-label={isRunning ? text.ui.underWay : text.ui.outcome}
      data-testid="outcome-bar"
    >
      <div className={styles.words}>
        {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={onCancel} />}
        {!running && failure && <ErrorView error={failure} todo={todo} />}
        {!running && children}
      </div>
      {!running && (
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          onClick={close}
          aria-label={text.ui.close}
          data-testid="outcome-close"
        />
      )}
    </section>
  );
}

/** To be the last part of what scrolls. Nothing where there is nothing to tell. */
export function OutcomeBar(props: OutcomeBarProps) {
  const { running, failure, children } = props;
  const isEmpty =
    running === null && failure === null && (children === undefined || children === null || children === false);
  return isEmpty ? null : <Bar {...props} />;
}
