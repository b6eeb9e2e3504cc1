// Keys that work anywhere on a page. They hear the key before the page does, so that an open dialog is still there to be
// seen, and keeps its Escape to itself.
import { useEffect, useRef } from 'react';

const dialog = '[role="dialog"], [role="alertdialog"]';
const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="combobox"], [role="listbox"]';

function useKey(run: (() => void) | null, isMeant: (event: KeyboardEvent) => boolean): void {
  const latest = useRef({ run, isMeant });
  latest.current = { run, isMeant };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { run: act, isMeant: meant } = latest.current;
      if (!act || !meant(event) || document.querySelector(dialog)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}

/** Escape goes back; not out of a text field, where it is often pressed to undo what was typed. Null: it does nothing. */
export const useEscape = (run: (() => void) | null): void =>
  useKey(run, (event) => event.key === 'Escape' && !(event.target as Element | null)?.closest?.(typing));

/** Ctrl+O, or Command+O. Null: it does nothing. */
export const useOpenKey = (run: (() => void) | null): void =>
  useKey(
    run,
    (event) => event.key.toLowerCase() === 'o' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey,
  );
