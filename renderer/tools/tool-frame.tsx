// The frame of a tool: its question, what it is good for, its content, and a foot with the way back and the one
// primary button. The root pages have no foot.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import type { ReactNode } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { useEscape } from '../parts/use-keys.ts';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, [short]: { height: 'auto' } },
  // Else what is for screen readers only would stick out of the window, which would scroll as well.
  scroll: { position: 'relative', flexGrow: 1, minHeight: 0, overflowY: 'auto', [short]: { overflowY: 'visible' } },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    maxWidth: '920px',
    margin: '0 auto',
    padding: '20px 36px 40px',
    [short]: { padding: '12px 16px 24px' },
  },
  help: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty', maxWidth: '75ch' },
  foot: {
    flexShrink: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '8px',
    maxWidth: '920px',
    margin: '0 auto',
    padding: '12px 36px',
    [short]: { padding: '12px 16px' },
  },
  back: { marginRight: 'auto' },
});

export function ToolFrame(props: {
  title: ReactNode;
  help?: ReactNode;
  /** Above the title, as the choice between the root pages. */
  head?: ReactNode;
  takeFocus?: boolean;
  back?: { readonly label: string; readonly run: () => void };
  /** Something was typed here that would be lost: Escape does not go back. */
  unsaved?: boolean;
  foot?: ReactNode;
  busy?: boolean;
  children: ReactNode;
  testId: string;
}) {
  const styles = useStyles();
  const { back } = props;
  useEscape(back && !props.unsaved && !props.busy ? back.run : null);
  return (
    <div className={styles.frame} data-testid={props.testId} aria-busy={props.busy === true}>
      <div className={styles.scroll}>
        <div className={styles.content}>
          {props.head}
          <PageTitle takeFocus={props.takeFocus ?? true}>{props.title}</PageTitle>
          {props.help && <p className={styles.help}>{props.help}</p>}
          {props.children}
        </div>
      </div>
      {(back || props.foot) && (
        <div className={styles.foot}>
          <div className={styles.buttons}>
            {back && (
              <Button
                className={styles.back}
                icon={<ArrowLeft20Regular />}
                onClick={back.run}
                data-testid="back-to-files"
              >
                {back.label}
              </Button>
            )}
            {props.foot}
          </div>
        </div>
      )}
    </div>
  );
}
