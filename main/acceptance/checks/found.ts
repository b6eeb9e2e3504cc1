// What a check hands back: a code with its facts, what it is about, and how it is to be read. The rule adds the rest.
import type { PrecheckCode, PrecheckFacts, PrecheckFinding, Remedy } from '../../../preload/contract/precheck.ts';
import type { Gathered } from '../gather.ts';
import type { Profile } from '../profile-schema.ts';
import type { TestKind, TestOf } from '../rule-tests.ts';

type Part = PrecheckFinding['part'];

export type Found = {
  [C in PrecheckCode]: {
    code: C;
    facts: PrecheckFacts[C];
    part: Part;
    file: string | null;
    /** Where the usual one of the code does not fit. */
    remedy?: Remedy;
  };
}[PrecheckCode];

/** Makes one; the compiler knows which facts belong to which code. */
export const found = <C extends PrecheckCode>(
  code: C,
  facts: PrecheckFacts[C],
  part: Part,
  file: string | null,
  remedy?: Remedy,
): Found => ({ code, facts, part, file, ...(remedy === undefined ? {} : { remedy }) }) as Found;

/** What breaks a rule of this kind; nothing where it is kept, and nothing where what it reads is not there. */
export type Check<K extends TestKind> = (test: TestOf<K>, of: Gathered, profile: Profile) => readonly Found[];
export type Checks<K extends TestKind> = { readonly [T in K]: Check<T> };

/** Names that a finding shows: nobody reads hundreds. */
export const some = (names: readonly string[]): string[] => names.slice(0, 20);
