// Dropping files works anywhere on the window. Without this, a browser would leave the page for the dropped file.
import { makeStyles, tokens } from '@fluentui/react-components';
import { DocumentAdd48Regular } from '@fluentui/react-icons/svg/document-add';
import { useEffect, useState } from 'react';
import { text } from './text.ts';

const useStyles = makeStyles({
  layer: {
    position: 'fixed',
    inset: '8px',
    zIndex: 1_000_000,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '12px',
    // The window itself stays the target of the drop.
    pointerEvents: 'none',
    border: `3px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    opacity: 0.96,
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { color: tokens.colorBrandForeground1 },
});

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

export function DropLayer({ onDrop }: { onDrop: (files: readonly File[]) => void }) {
  const styles = useStyles();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // A dragged file enters and leaves every element on its way; only the count tells when it leaves the window.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    };
    const move = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onDrop(files);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', move);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', move);
      window.removeEventListener('drop', drop);
    };
  }, [onDrop]);
  if (!over) return null;
  return (
    <div className={styles.layer} aria-hidden="true" data-testid="drop-layer">
      <DocumentAdd48Regular className={styles.icon} />
      {text.ui.dropFiles}
    </div>
  );
}
