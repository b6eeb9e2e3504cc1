// A card of Home for what is no journey: what it is, what it is good for, and a button that opens it.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

const useStyles = makeStyles({
  tool: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '6px',
    padding: '20px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    minWidth: 0,
  },
  icon: { color: tokens.colorBrandForeground1, flexShrink: 0, display: 'flex' },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  button: { marginTop: 'auto' },
});

export function ToolCard(props: {
  id: string;
  icon: ReactElement;
  title: string;
  text: string;
  button: string;
  open: () => void;
  testId: string;
  /** What stands there now. */
  children?: ReactNode;
}) {
  const styles = useStyles();
  const id = `${props.id}-card`;
  return (
    <section className={styles.tool} aria-labelledby={id}>
      <span className={styles.icon}>{props.icon}</span>
      <h2 id={id} className={styles.heading}>
        {props.title}
      </h2>
      <p className={styles.note}>{props.text}</p>
      {props.children}
      <Button className={styles.button} onClick={props.open} aria-describedby={id} data-testid={props.testId}>
        {props.button}
      </Button>
    </section>
  );
}
