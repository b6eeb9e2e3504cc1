// The two ways to the files, side by side.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentFolder32Regular } from '@fluentui/react-icons/svg/document-folder';
import { DocumentSignature32Regular } from '@fluentui/react-icons/svg/document-signature';
import type { ReactElement } from 'react';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  cards: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))', gap: '16px' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '6px',
    padding: '20px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
  },
  icon: { color: tokens.colorBrandForeground1 },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: { margin: '0 0 8px', color: tokens.colorNeutralForeground2 },
  button: { marginTop: 'auto' },
});

const words = deployText.request;
type Way = 'new' | 'have';

export function WayCards({ choose, busy }: { choose: (way: Way) => void; busy: boolean }) {
  const styles = useStyles();
  const card = (way: Way, icon: ReactElement, title: string, text: string, button: string) => (
    <section className={styles.card} aria-labelledby={`way-${way}`}>
      <span className={styles.icon}>{icon}</span>
      <h2 id={`way-${way}`} className={styles.heading}>
        {title}
      </h2>
      <p className={styles.note}>{text}</p>
      <Button
        className={styles.button}
        appearance="primary"
        onClick={() => choose(way)}
        disabledFocusable={busy}
        aria-describedby={`way-${way}`}
        data-testid={`choose-${way}`}
      >
        {button}
      </Button>
    </section>
  );
  return (
    <div className={styles.cards}>
      {card('new', <DocumentSignature32Regular />, words.newTitle, words.newText, words.newButton)}
      {card('have', <DocumentFolder32Regular />, words.haveTitle, words.haveText, words.haveButton)}
    </div>
  );
}
