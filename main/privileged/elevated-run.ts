// One run of the elevated child, seen from the user's side: stage the request, open the endpoint for the answer, ask
// for rights, give the word to go, wait. It never acts itself and believes no answer without the run's nonce.
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../preload/contract/errors.ts';
import { fail } from '../../preload/contract/result.ts';
import { type AnswerEnd, openAnswerEnd } from './answer.ts';
import type { Operation } from './operations.ts';
import { makeRunFolder, type Staged, stageRequest } from './staging.ts';

export type ElevateOptions = {
  signal?: AbortSignal;
  onStage?: (stage: 'waiting-for-rights' | 'writing') => void;
};
/** Null: the child says that it is done. The caller looks at the world whatever is said. */
export type Elevate = (operations: readonly Operation[], options: ElevateOptions) => Promise<AppError | null>;

/** How the child ended: its exit status, or why there was none. */
export type Ended = { status: number | null } | { error: AppError };
/**
 * Starts ourselves with rights and these arguments; resolves when that has ended. After `signal` it tries to end it
 * (the prompt for rights goes away) or just stops waiting where the system does not let us.
 */
export type Launch = (args: readonly string[], signal: AbortSignal) => Promise<Ended>;

export const childFlag = '--privileged';
/** Exit statuses of the child; 1, 126 and 127 are left to sudo and pkexec, who use them for themselves. */
export const childStatus = { done: 0, refused: 2, rightsMissing: 3, bug: 70 } as const;

export type ElevatedRun = {
  launch: Launch;
  /** Absolute path of an existing folder that the administrator can read too: not on a network drive. */
  stagingDir: string;
  /** Milliseconds for a person to answer the prompt for rights. */
  promptTimeout?: number;
  /** Milliseconds for the work itself, after rights were given. */
  workTimeout?: number;
};

type Stop = { reason: 'cancelled' | 'timeout' | null };

/** Makes the door's way to rights out of a way to start ourselves with them. */
export function elevatedRun({
  launch,
  stagingDir,
  promptTimeout = 300_000,
  workTimeout = 120_000,
}: ElevatedRun): Elevate {
  return async (operations, { signal, onStage }) => {
    const stopping = new AbortController();
    const stop: Stop = { reason: null };
    const give = (reason: 'cancelled' | 'timeout') => {
      stop.reason ??= reason;
      stopping.abort();
    };
    const cancel = () => give('cancelled');
    let timer = setTimeout(() => give('timeout'), promptTimeout);
    signal?.addEventListener('abort', cancel, { once: true });

    const onReady = async (staged: Staged): Promise<boolean> => {
      // From here on nobody can use the request again, and it is too late to cancel: the work takes a moment, and to
      // look away while it is done would be to guess how it ends.
      await rm(staged.file);
      signal?.removeEventListener('abort', cancel);
      if (stop.reason) return false;
      clearTimeout(timer);
      timer = setTimeout(() => give('timeout'), workTimeout);
      onStage?.('writing');
      return true;
    };
    let prepared: Prepared | undefined;
    try {
      prepared = await prepare(stagingDir, operations, onReady);
      stopping.signal.addEventListener('abort', prepared.end.close, { once: true });
      if (signal?.aborted) cancel();
      else onStage?.('waiting-for-rights');
      return await outcome(launch, prepared, stopping, stop);
    } catch (error) {
      if (prepared || !(error instanceof Error && 'code' in error)) throw error;
      return fail('write-failed', { file: basename(stagingDir), detail: String(error.code) }).error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      await prepared?.remove();
    }
  };
}

type Prepared = { staged: Staged; end: AnswerEnd; remove(): Promise<void> };

/** The request in its folder and the endpoint beside it; nothing of them is left where one of them fails. */
async function prepare(
  stagingDir: string,
  operations: readonly Operation[],
  onReady: (staged: Staged) => Promise<boolean>,
): Promise<Prepared> {
  const run = await makeRunFolder(stagingDir);
  try {
    const staged = await stageRequest(run.folder, operations);
    const end = await openAnswerEnd(run.folder, staged.nonce, () => onReady(staged));
    const remove = async () => {
      end.close();
      await run.remove();
    };
    return { staged, end, remove };
  } catch (error) {
    await run.remove();
    throw error;
  }
}

/** Milliseconds between the end of the talk and the end of the child, whichever is first. */
const patience = 2000;
const unwaited = { ref: false };

async function outcome(
  launch: Launch,
  { staged, end }: Prepared,
  stopping: AbortController,
  stop: Stop,
): Promise<AppError | null> {
  const ended = stop.reason
    ? Promise.resolve<Ended>({ status: null })
    : launch([childFlag, staged.file, staged.sha256, end.endpoint], stopping.signal);
  // What the child said is here when it has ended. A stranger may hold the line for as long as they like.
  const rest = ended.then(() => (end.taken() ? Promise.race([end.answer, sleep(patience, null, unwaited)]) : null));
  const answer = await Promise.race([end.answer, rest]);
  if (answer) return answer.error;
  // A stranger on the line, or a child that died: its status follows at once, or the prompt for rights is withdrawn.
  const withdrawing = setTimeout(() => stopping.abort(), patience);
  const how = await ended;
  clearTimeout(withdrawing);
  if (stop.reason === 'cancelled') return fail('cancelled', {}).error;
  if (stop.reason === 'timeout') return fail('child-failed', { detail: 'timeout' }).error;
  return 'error' in how ? how.error : errorOfStatus(how.status);
}

/** Nothing but the child's status is known: it gave no answer, so even "done" is not believed. */
function errorOfStatus(status: number | null): AppError {
  if (status === childStatus.rightsMissing) return fail('rights-missing', { target: '' }).error;
  if (status === childStatus.refused) return fail('child-failed', { detail: 'request-refused' }).error;
  return fail('child-failed', { detail: status === null ? 'no-status' : `status-${status}` }).error;
}
