// Something that unfolds: long evidence and rare choices. The browser's own `details`, so keyboard and search work.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactNode, useEffect, useRef, useState } from 'react';

const useStyles = makeStyles({
  fold: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
  },
  plain: { borderRadius: tokens.borderRadiusMedium },
  // One of several in a box of their own: a line between them instead of a border around each.
  row: {
    border: '0 solid transparent',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: 0,
    ':first-child': { borderTopStyle: 'none' },
  },
  // Beside words of its own: no box at all.
  quiet: { border: '0 solid transparent', backgroundColor: 'transparent' },
  quietSummary: { minHeight: '32px', padding: '0 8px', marginLeft: '-8px' },
  quietBody: { padding: '4px 0 4px 24px' },
  summary: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: '44px',
    padding: '4px 16px',
    boxSizing: 'border-box',
    cursor: 'pointer',
    listStyleType: 'none',
    borderRadius: 'inherit',
    '::-webkit-details-marker': { display: 'none' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  rows: { overflow: 'hidden' },
  chevron: { flexShrink: 0 },
  turned: { transform: 'rotate(90deg)' },
  title: { minWidth: 0, overflowWrap: 'anywhere' },
  body: { padding: '4px 20px 16px', display: 'flex', flexDirection: 'column', gap: '12px' },
});

export function Fold(props: {
  title: ReactNode;
  children: ReactNode;
  /** Unfolds it when it becomes true; folding is left to people. */
  open?: boolean;
  inset?: boolean;
  /** Without a border: it stands in a box already. */
  quiet?: boolean;
  /** It stands in a `FoldRows`. */
  row?: boolean;
  /** Draws what is inside only once it has been unfolded: for pages with very many folds. */
  lazy?: boolean;
  testId?: string;
}) {
  const styles = useStyles();
  const details = useRef<HTMLDetailsElement>(null);
  const open = props.open === true;
  const [isOpen, setIsOpen] = useState(open);
  const [seen, setSeen] = useState(open || !props.lazy);
  useEffect(() => {
    if (open && details.current) details.current.open = true;
  }, [open]);
  return (
    <details
      ref={details}
      className={mergeClasses(
        styles.fold,
        props.inset && styles.plain,
        props.row && styles.row,
        props.quiet && styles.quiet,
      )}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
        if (event.currentTarget.open) setSeen(true);
      }}
      data-testid={props.testId}
    >
      <summary className={mergeClasses(styles.summary, props.quiet && styles.quietSummary)}>
        <ChevronRight16Regular className={mergeClasses(styles.chevron, isOpen && styles.turned)} />
        <span className={styles.title}>{props.title}</span>
      </summary>
      <div className={mergeClasses(styles.body, props.quiet && styles.quietBody)}>{seen && props.children}</div>
    </details>
  );
}

/** A box around several folds. */
export function FoldRows({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.fold, styles.plain, styles.rows)}>{children}</div>;
}
