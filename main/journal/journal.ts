// The journal: every change with its inverse, on disk before it is done, and how it ended, on disk after.
// Append-only, safe against crashes and against a second process that writes at the same time. It acts on nothing.
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { AppError } from '../../preload/contract/errors.ts';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { codeOf } from '../files/error-code.ts';
import { isRunning, sweepLocks, withLock } from '../files/lock.ts';
import { notWritable } from '../files/not-writable.ts';
import { syncFolder } from '../files/sync-folder.ts';
import type { Described, Operation } from '../privileged/operations.ts';
import { type Chain, type JournalRecord, type Outcome, printRecord, readChain } from './records.ts';

export type Intent = {
  /** Id of the journey that the change belongs to. */
  journey: string;
  /** The sensor for which it is done, as host:port; null where that is not known. */
  sensor: string | null;
  operation: Operation;
  /** Null where there is no way back. */
  inverse: Operation | null;
  what: Described;
};

export type Entry = Intent & {
  id: string;
  /** ISO 8601, when the intent was written. */
  at: string;
  /** `begun` and `undoing`: the outcome is not known (yet). */
  state: 'begun' | 'undoing' | Outcome;
  error: AppError | null;
  /** When the state was written. */
  changedAt: string;
  /** The process that wrote the last intent. */
  process: number;
};

export type Journal = {
  readonly file: string;
  /** Bytes behind the last whole record that a crash had left when the journal was opened; kept in a record now. */
  readonly torn: number;
  /** Writes intents, down to the disk. Answers with their ids, in order. Only then may the changes be made. */
  begin(intents: readonly Intent[]): Promise<Result<string[]>>;
  /** Writes the intent to take changes back. */
  beginUndo(ids: readonly string[]): Promise<Result<void>>;
  /** Writes how it ended. A later outcome of the same change replaces an earlier one. */
  finish(outcomes: readonly Finish[]): Promise<Result<void>>;
  /** As of the last write or `refresh`, oldest first. */
  entries(): Entry[];
  forJourney(journey: string): Entry[];
  /** Intents without an outcome whose process is gone: what a crash left. */
  unfinished(): Entry[];
  /** Reads what another process has written meanwhile. */
  refresh(): Promise<Result<void>>;
};

export type Finish = {
  id: string;
  outcome: Outcome;
  error?: AppError;
  /** The hashes of the hosts file in the intent did not come true. */
  hashesUnknown?: true;
};

/** Milliseconds after which an intent counts as left over even if a process has its number: nobody waits that long. */
const longestAct = 60 * 60 * 1000;

/**
 * Opens the journal, or makes an empty one. `store-data-damaged` where a record in it was changed: the file is left
 * as it is and nothing is appended; `file` is its absolute path, as somebody has to find it. `file-unreadable`,
 * `not-writable`, `write-failed` from the file system.
 */
export async function openJournal(file: string, { now }: { now(): Date }): Promise<Result<Journal>> {
  let current: Entry[] = [];

  const notWritten = async (error: unknown): Promise<Failure> =>
    (await notWritable([dirname(file), file])) ?? fail('write-failed', { file: basename(file), detail: codeOf(error) });

  /** Under the lock: reads all, then appends what `make` answers, in one write and down to the disk. */
  const append = async (make: (at: string) => JournalRecord[]): Promise<Result<number>> => {
    try {
      return await withLock(`${file}.lock`, async () => {
        const handle = await open(file, 'a+', 0o600);
        try {
          const bytes = await handle.readFile();
          const chain = readChain(bytes);
          const damage = damageOf(chain, file);
          if (damage) return damage;
          const at = now().toISOString();
          const torn = chain.rest.length;
          const rest: JournalRecord[] = torn
            ? [{ version: 1, type: 'torn', at, rest: chain.rest.toString('base64') }]
            : [];
          const added = [...rest, ...make(at)];
          // Whoever stood still for long may have lost the lock: a record behind another one would be damage for good.
          if ((await stat(file)).size !== bytes.length) throw lostLock();
          if (torn) {
            // Windows puts nothing in the place of an open file.
            await handle.close();
            await putInPlace(
              file,
              Buffer.concat([bytes.subarray(0, chain.length), Buffer.from(printed(chain, added))]),
            );
          } else if (added.length > 0) {
            await handle.appendFile(printed(chain, added));
            await handle.sync();
          }
          current = entriesOf([...chain.records, ...added]);
          return ok(torn);
        } finally {
          await handle.close();
        }
      });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return notWritten(error);
    }
  };
  const appended = async (make: (at: string) => JournalRecord[]): Promise<Result<void>> => {
    const result = await append(make);
    return result.ok ? ok(undefined) : result;
  };

  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    return notWritten(error);
  }
  const opened = await append(() => []);
  if (!opened.ok) return opened;
  await syncFolder(dirname(file));
  sweepLocks(`${file}.lock`);

  return ok({
    file,
    torn: opened.value,
    begin: async (intents) => {
      const ids = intents.map(() => randomUUID());
      const written = await append((at) =>
        intents.map((intent, index) => ({
          version: 1,
          type: 'begin',
          at,
          id: ids[index] as string,
          process: process.pid,
          ...intent,
        })),
      );
      return written.ok ? ok(ids) : written;
    },
    beginUndo: (ids) => appended((at) => ids.map((id) => ({ version: 1, type: 'undo', at, id, process: process.pid }))),
    finish: (outcomes) =>
      appended((at) =>
        outcomes.map(({ id, outcome, error, ...more }) => ({
          version: 1,
          type: 'finish',
          at,
          id,
          outcome,
          error: error ?? null,
          ...more,
        })),
      ),
    entries: () => [...current],
    forJourney: (journey) => current.filter((entry) => entry.journey === journey),
    unfinished: () =>
      current.filter((entry) => {
        if (entry.state !== 'begun' && entry.state !== 'undoing') return false;
        const recent = Math.abs(now().getTime() - Date.parse(entry.changedAt)) < longestAct;
        return !(recent && entry.process !== process.pid && isRunning(entry.process));
      }),
    refresh: () => appended(() => []),
  });
}

const lostLock = () => Object.assign(new Error('another process has written meanwhile'), { code: 'EBUSY' });

function damageOf(chain: Chain, file: string): Failure | null {
  if (chain.damagedAt === null) return null;
  return fail('store-data-damaged', { file, detail: `record ${chain.damagedAt}` });
}

function printed(chain: Chain, records: readonly JournalRecord[]): string {
  let { hash } = chain;
  let text = chain.endsInLine ? '' : '\n';
  for (const record of records) {
    const { line, hash: next } = printRecord(record, hash);
    text += line;
    hash = next;
  }
  return text;
}

/** In one step: between a cut and the record of what was cut off, a crash would lose it. */
async function putInPlace(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await syncFolder(dirname(file));
}

function entriesOf(records: readonly JournalRecord[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const record of records) {
    if (record.type === 'torn') continue;
    if (record.type === 'begin') {
      const { version: _version, type: _type, sensor = null, ...intent } = record;
      entries.set(record.id, { ...intent, sensor, state: 'begun', error: null, changedAt: record.at });
      continue;
    }
    const entry = entries.get(record.id);
    if (!entry) continue;
    entry.changedAt = record.at;
    if (record.type === 'undo') Object.assign(entry, { state: 'undoing', process: record.process });
    else {
      Object.assign(entry, { state: record.outcome, error: record.error });
      if (record.hashesUnknown) entry.what = { ...entry.what, before: null, after: null };
    }
  }
  return [...entries.values()];
}
