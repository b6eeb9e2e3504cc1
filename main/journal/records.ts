// The journal's records as lines of JSON, each ending with a hash over itself and the hash before it.
// The chain shows damage and careless edits; with no key in it, it is no proof against somebody who recomputes it.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { errorSchema } from '../../preload/contract/errors.ts';
import { describedSchema, operationSchema } from '../privileged/operations.ts';

/**
 * `nothing`: it was right already. `half`: stopped in the middle, and what lies there needs rights to be taken away.
 * `left`: somebody changed it since, and the person let theirs stand.
 */
export const outcomeSchema = z.enum(['done', 'nothing', 'failed', 'half', 'undone', 'left']);
export type Outcome = z.infer<typeof outcomeSchema>;

const common = { version: z.literal(1), at: z.string() };
const recordSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('begin'),
    ...common,
    id: z.string(),
    /** Process that will act; repair leaves the intents of a running one alone. */
    process: z.number().int(),
    journey: z.string(),
    /** The sensor for which it is done, as host:port. Records of 0.1.0 have none. */
    sensor: z.string().nullable().optional(),
    operation: operationSchema,
    /** Null where there is no way back. */
    inverse: operationSchema.nullable(),
    what: describedSchema,
  }),
  z.strictObject({
    type: z.literal('finish'),
    ...common,
    id: z.string(),
    outcome: outcomeSchema,
    error: errorSchema.nullable(),
    /** Another program wrote between the intent and the act: the hashes of the hosts file in the intent are not right. */
    hashesUnknown: z.literal(true).optional(),
  }),
  /** The inverse of `id` is about to be carried out. */
  z.strictObject({ type: z.literal('undo'), ...common, id: z.string(), process: z.number().int() }),
  /** What stood behind the last whole record after a crash, base64. */
  z.strictObject({ type: z.literal('torn'), ...common, rest: z.string() }),
]);
export type JournalRecord = z.infer<typeof recordSchema>;

/** The hash that the first record is chained to. */
export const chainStart = '0'.repeat(64);

// The hash is over bytes, not over decoded text: two byte sequences may decode to the same characters.
const seal = (previous: string, text: Uint8Array): string =>
  createHash('sha256').update(previous).update('\n').update(text).digest('hex').toUpperCase();

const ending = (hash: string): string => `,"hash":"${hash}"}`;
const endingLength = ending(chainStart).length;

/**
 * The record as a line with its line end, and the hash for the next one. Throws where it is not as the schema has it:
 * nothing that has no place in it, such as a secret that somebody hands along, gets onto the disk.
 */
export function printRecord(record: JournalRecord, previous: string): { line: string; hash: string } {
  const text = JSON.stringify(recordSchema.parse(record)).slice(0, -1);
  const hash = seal(previous, Buffer.from(text));
  return { line: `${text}${ending(hash)}\n`, hash };
}

function readRecord(line: Buffer, previous: string): { record: JournalRecord; hash: string } | null {
  const text = line.subarray(0, Math.max(0, line.length - endingLength));
  const hash = seal(previous, text);
  if (line.subarray(text.length).toString('latin1') !== ending(hash)) return null;
  const record = recordSchema.safeParse(JSON.parse(`${text.toString('utf8')}}`));
  return record.success ? { record: record.data, hash } : null;
}

export type Chain = {
  records: JournalRecord[];
  /** Hash of the last record. */
  hash: string;
  /** Bytes of the whole records, with the line ends that they have. */
  length: number;
  /** False where only the line end of the last record is missing. */
  endsInLine: boolean;
  /** What a crash left behind the last whole record. */
  rest: Buffer;
  /** Number (from 1) of the first damaged record; null where there is none. */
  damagedAt: number | null;
};

/** Reads a journal. A last record that was not written to its end is `rest`, not damage. */
export function readChain(bytes: Buffer): Chain {
  const start = { records: [], hash: chainStart, length: 0, endsInLine: true };
  const chain: Chain = { ...start, rest: Buffer.alloc(0), damagedAt: null };
  while (chain.length < bytes.length) {
    const feed = bytes.indexOf(10, chain.length);
    const line = bytes.subarray(chain.length, feed === -1 ? bytes.length : feed);
    const read = readRecord(line, chain.hash);
    if (read) {
      chain.records.push(read.record);
      chain.hash = read.hash;
      chain.endsInLine = feed !== -1;
      chain.length = feed === -1 ? bytes.length : feed + 1;
      continue;
    }
    // A file system may have made the file longer before its last pages were written: they are zeros then.
    const isTail = feed === -1 || (feed === bytes.length - 1 && line.includes(0));
    if (isTail) chain.rest = bytes.subarray(chain.length);
    else chain.damagedAt = chain.records.length + 1;
    break;
  }
  return chain;
}
