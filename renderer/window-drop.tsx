// Dropping files works anywhere on the window. Without this, a browser would leave the page for the dropped file. They go
// to the page that wants them (useDrop), else to the tools.
import { makeStyles, tokens } from '@fluentui/react-components';
import { DocumentAdd48Regular } from '@fluentui/react-icons/svg/document-add';
import { createContext, type RefObject, use, useEffect, useState } from 'react';
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

/** A page that wants what is dropped, and what it says while files are dragged over the window. */
export interface Drop {
  readonly take: (files: readonly File[]) => void;
  readonly says: string;
}

export const DropContext = createContext<RefObject<Drop | null>>({ current: null });

/** Takes what is dropped while the component is there. `drop` must stay the same from one drawing to the next. */
export function useDrop(drop: Drop): void {
  const place = use(DropContext);
  useEffect(() => {
    place.current = drop;
    return () => {
      if (place.current === drop) place.current = null;
    };
  }, [place, drop]);
}

export function DropLayer({ onDrop }: { onDrop: (files: readonly File[]) => void }) {
  const styles = useStyles();
  const place = use(DropContext);
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
      if (files.length > 0) (place.current?.take ?? onDrop)(files);
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
  }, [onDrop, place]);
  if (!over) return null;
  return (
    <div className={styles.layer} aria-hidden="true" data-testid="drop-layer">
      <DocumentAdd48Regular className={styles.icon} />
      {place.current?.says ?? text.ui.dropFiles}
    </div>
  );
}
