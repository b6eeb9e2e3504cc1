// What the descriptions of the readers have in common: what must hold of an answer, and the shape of a description.
import { DerError } from '../../main/pki/asn1/der.ts';
import { type AppError, errorFacts } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';
import { splitElements } from './mutate-der.ts';
import type { Seeds } from './seeds.ts';

export type Reader = {
  name: string;
  seeds: (seeds: Seeds) => readonly (Uint8Array | string)[];
  /** Throws when something is wrong; may be asynchronous. */
  run: (input: Uint8Array) => unknown;
  /** The longest input that its callers let through, in bytes; a few megabytes where nothing is said. */
  longest?: number;
  /** Computing longer than this is a finding, in milliseconds; a second where nothing is said. */
  slowest?: number;
  /** Lets every signature pass, so that what lies behind one is reached. */
  acceptSignatures?: true;
  /** Left out of a run of all readers. */
  planted?: true;
};

/** For readers whose answers are quickly checked: the largest file that is read at all. */
export const wholeFile = { longest: 32 * 1024 * 1024 } as const;

/** Opening what is encrypted may take as long as work.ts allows: its budget is about two seconds. */
export const withPassphrase = { slowest: 4000 } as const;

class Broken extends Error {
  override name = 'Broken';
}

export const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Broken(what);
};
export const same = (a: unknown, b: unknown, what: string): void => {
  const [one, two] = [JSON.stringify(a), JSON.stringify(b)];
  if (one !== two) throw new Broken(`${what}\n  ${one}\n  ${two}`);
};
export const sameBytes = (a: Uint8Array, b: Uint8Array, what: string): void => must(Buffer.compare(a, b) === 0, what);

export const utf8 = (input: Uint8Array): string => Buffer.from(input).toString('utf8');

/** An expected failure has the facts that its code promises. */
export const checkError = ({ code, facts }: AppError): void => void errorFacts[code].parse(facts);
export const checked = <T>(result: Result<T>): T | undefined => {
  if (result.ok) return result.value;
  checkError(result.error);
  return undefined;
};

/** What the readers of asn1/ throw is expected; undefined then. */
export const unlessMalformed = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
};

/** The elements of an input that is a series of them. */
export const elements = (input: Uint8Array): Uint8Array[] => (splitElements(input) ?? []).map(({ whole }) => whole);

/** One after the other. */
export const joined = (ders: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(ders));

/** What stands for bytes in comparisons of lists. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
