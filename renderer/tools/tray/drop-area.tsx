// Where files come in: large while there is nothing, a row of buttons once there is. Dropping works on the whole
// window (app.tsx), so the area needs to catch nothing itself.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ClipboardPaste20Regular } from '@fluentui/react-icons/svg/clipboard-paste';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { DocumentAdd20Regular, DocumentAdd48Regular } from '@fluentui/react-icons/svg/document-add';
import { LockClosed16Regular } from '@fluentui/react-icons/svg/lock-closed';
import { toolsText } from '../tools-text.ts';
import type { TrayTools } from '../use-tray.ts';

const useStyles = makeStyles({
  area: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '40px 24px',
    textAlign: 'center',
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: { color: tokens.colorBrandForeground1 },
  drop: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '60ch', textWrap: 'balance' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  middle: { justifyContent: 'center', marginTop: '8px' },
  end: { marginLeft: 'auto' },
  summary: { color: tokens.colorNeutralForeground2, padding: '0 8px' },
  local: {
    display: 'inline-flex',
    gap: '6px',
    alignItems: 'center',
    margin: 0,
    color: tokens.colorNeutralForeground2,
    '& svg': { flexShrink: 0 },
  },
});

const words = toolsText.tray;

export function LocalLine() {
  const styles = useStyles();
  return (
    <p className={styles.local}>
      <LockClosed16Regular />
      {words.local}
    </p>
  );
}

export function DropArea({ tools }: { tools: TrayTools }) {
  const styles = useStyles();
  const busy = tools.running !== null;
  return (
    <section className={styles.area} aria-label={words.drop} data-testid="drop-area">
      <DocumentAdd48Regular className={styles.icon} />
      <span className={styles.drop}>{words.drop}</span>
      <p className={styles.note}>{words.dropKinds}</p>
      <div className={`${styles.row} ${styles.middle}`}>
        <Button appearance="primary" onClick={tools.choose} disabledFocusable={busy} data-testid="choose">
          {words.choose}
        </Button>
        <Button icon={<ClipboardPaste20Regular />} onClick={tools.paste} disabledFocusable={busy} data-testid="paste">
          {words.paste}
        </Button>
      </div>
    </section>
  );
}

/** The same, once there are files. */
export function AddRow({ tools, summary }: { tools: TrayTools; summary: string }) {
  const styles = useStyles();
  const busy = tools.running !== null;
  return (
    <div className={styles.row}>
      <Button icon={<DocumentAdd20Regular />} onClick={tools.choose} disabledFocusable={busy} data-testid="choose">
        {words.add}
      </Button>
      <Button icon={<ClipboardPaste20Regular />} onClick={tools.paste} disabledFocusable={busy} data-testid="paste">
        {words.paste}
      </Button>
      <span className={styles.summary} data-testid="summary">
        {summary}
      </span>
      <Button
        className={styles.end}
        appearance="subtle"
        icon={<Dismiss20Regular />}
        onClick={tools.clear}
        disabledFocusable={busy}
        data-testid="clear"
      >
        {words.clear}
      </Button>
    </div>
  );
}
