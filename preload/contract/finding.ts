// What a check found out, as data: each finding has an identifier of a closed list, which fixes its state, and the facts
// that its words need. The words live in assets/text, once per language.
import { z } from 'zod';

/** `not-checked` is never good: it could not be found out here. */
export const findingStateSchema = z.enum(['good', 'bad', 'warn', 'not-checked']);
export type FindingState = z.infer<typeof findingStateSchema>;

/** One row of a list of findings. */
export const finding = <S extends FindingState, F extends z.ZodObject>(state: S, facts: F) => ({ state, facts });

export type FindingTable = Readonly<Record<string, { state: FindingState; facts: z.ZodObject }>>;
export type FactsOf<T extends FindingTable, I extends keyof T> = z.infer<T[I]['facts']>;
export type FindingOf<T extends FindingTable> = {
  [I in keyof T & string]: { id: I; state: T[I]['state']; facts: FactsOf<T, I> };
}[keyof T & string];

/** The schema of any finding of the table. */
export const findingSchemaOf = <T extends FindingTable>(table: T): z.ZodType<FindingOf<T>> => {
  const variants = Object.entries(table).map(([id, { state, facts }]) =>
    z.strictObject({ id: z.literal(id), state: z.literal(state), facts }),
  );
  return z.discriminatedUnion('id', variants as unknown as [(typeof variants)[number]]) as never;
};

/** Makes a finding of the table; the compiler knows which facts belong to which identifier. */
export const findingMaker =
  <T extends FindingTable>(table: T) =>
  <I extends keyof T & string>(id: I, facts: FactsOf<T, I>): FindingOf<T> =>
    ({ id, state: (table[id] as T[I]).state, facts }) as FindingOf<T>;
