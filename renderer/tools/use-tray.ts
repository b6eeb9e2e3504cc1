// The tray over the bridge: what is on it, and what people do with it. There is one tray, in main; this is its picture.
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Result } from '../../preload/contract/result.ts';
import type { Tray } from '../../preload/contract/tools.ts';
import { call, dropFiles } from '../bridge.ts';
import type { TaskState } from './task-state.ts';
import { useTask } from './use-task.ts';

/** `file` is the id of the file that the work is about. */
export interface TrayWork {
  readonly what: 'look' | 'waiting' | 'choose' | 'drop' | 'paste' | 'unlock' | 'remove' | 'clear';
  readonly file: number | null;
}

export interface TrayTools extends TaskState<TrayWork, Tray> {
  readonly choose: () => void;
  readonly paste: () => void;
  readonly drop: (files: readonly File[]) => void;
  /** True: it is open now. */
  readonly unlock: (file: number, passphrase: string) => Promise<boolean>;
  readonly remove: (file: number) => void;
  readonly clear: () => void;
  /** Puts the waiting request for this key beside the files. Null: there is none, or it failed. */
  readonly addWaiting: (keySha256: string) => Promise<Tray | null>;
  /** Shows more of the sets, left-over objects and files. */
  readonly more: () => void;
  readonly cancel: () => void;
}

const whole = (what: Exclude<TrayWork['what'], 'unlock' | 'remove'>): TrayWork => ({ what, file: null });

/** So many sets, left-over objects and files main shows, if no more are asked for; and no more than this at once. */
export const trayPage = 50;
const most = 1000;

/** Each try takes long on purpose: that is how passphrases are guarded. */
const mostTries = 20;

/** Fewer are shown than were asked for, though there are more. */
const isCut = ({ sets, odd, files, counts }: Tray, show: number): boolean =>
  sets.length < Math.min(show, counts.sets) ||
  odd.length < Math.min(show, counts.odd) ||
  files.length < Math.min(show, counts.files);

/** Opens a file. What opened it is tried on the other locked ones too; that it does not fit there is no error. */
async function unlockAll(task: string, file: number, passphrase: string): Promise<Result<Tray>> {
  const opened = await call('tools.unlock', { task, file, passphrase });
  if (!opened.ok || opened.value.files.some(({ id, locked }) => id === file && locked)) return opened;
  let last = opened;
  for (const other of opened.value.files.filter(({ locked }) => locked).slice(0, mostTries)) {
    const tried = await call('tools.unlock', { task, file: other.id, passphrase });
    if (tried.ok) last = tried;
    else if (tried.error.code === 'cancelled') break;
  }
  return last;
}

export function useTray(): TrayTools {
  const { state, run: start, isBusy, cancel, looked } = useTask<TrayWork, Tray>();
  /** Dropped while other work was running; their turn comes when it ends. */
  const waiting = useRef<File[]>([]);

  const run = useCallback<typeof start>(
    async (what, ask) => {
      const result = await start(what, ask);
      const next = result === null || isBusy() ? [] : waiting.current.splice(0);
      if (next.length > 0) void run(whole('drop'), (task) => dropFiles(task, next, { kind: 'tray' }));
      return result;
    },
    [start, isBusy],
  );
  const drop = useCallback(
    (files: readonly File[]) => {
      if (isBusy()) waiting.current.push(...files);
      else void run(whole('drop'), (task) => dropFiles(task, files, { kind: 'tray' }));
    },
    [run, isBusy],
  );
  const show = useRef(trayPage);
  useEffect(() => void run(whole('look'), () => call('tools.tray', { show: show.current })), [run]);

  // Part of the work may have been done before it failed. And other calls answer with one page, however many are shown.
  const { failure, value } = state;
  const stale = failure ? failure.what.what !== 'look' : value !== null && isCut(value, show.current);
  useEffect(() => {
    if (!stale || failure?.what.what === 'look') return;
    void call('tools.tray', { show: show.current }).then((again) => again.ok && looked(again.value));
  }, [stale, failure, looked]);

  return useMemo(
    () => ({
      ...state,
      choose: () => void run(whole('choose'), (task) => call('tools.choose', { task })),
      paste: () => void run(whole('paste'), (task) => call('tools.paste', { task })),
      drop,
      unlock: async (file, passphrase) => {
        const result = await run({ what: 'unlock', file }, (task) => unlockAll(task, file, passphrase));
        return result?.ok === true && result.value.files.some(({ id, locked }) => id === file && !locked);
      },
      remove: (file) => void run({ what: 'remove', file }, () => call('tools.remove', { file })),
      clear: () => void run(whole('clear'), () => call('tools.clear', {})),
      addWaiting: async (keySha256) => {
        const result = await run(whole('waiting'), async () => {
          const waiting = await call('tools.waiting', {});
          if (!waiting.ok) return waiting;
          const request = waiting.value.find((each) => each.keySha256 === keySha256);
          return call('tools.addWaiting', { id: request?.id ?? '' });
        });
        return result?.ok ? result.value : null;
      },
      more: () => {
        show.current = Math.min(show.current + trayPage, most);
        void run(whole('look'), () => call('tools.tray', { show: show.current }));
      },
      cancel,
    }),
    [state, run, drop, cancel],
  );
}
