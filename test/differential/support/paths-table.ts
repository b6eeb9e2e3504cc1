// Where our verdict on a chain differs on purpose, and why.
import type { Disagreement } from './ledger.ts';

export const pathTable: readonly Disagreement[] = [];
