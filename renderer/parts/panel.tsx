// A card with a heading: the unit in which pages show what belongs together.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  panel: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: '16px 20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    minWidth: 0,
  },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export function Panel(props: {
  title?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  level?: 2 | 3;
  testId?: string;
  /** A link jumps to it: it can take the focus then. */
  id?: string;
}) {
  const styles = useStyles();
  const id = useId();
  const Heading = props.level === 3 ? 'h3' : 'h2';
  return (
    <section
      className={mergeClasses(styles.panel, props.className)}
      aria-labelledby={props.title === undefined ? undefined : id}
      {...(props.id === undefined ? {} : { id: props.id, tabIndex: -1 })}
      data-testid={props.testId}
    >
      {props.title !== undefined && (
        <Heading id={id} className={styles.heading}>
          {props.title}
        </Heading>
      )}
      {props.children}
    </section>
  );
}
