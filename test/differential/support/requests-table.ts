// Where we disagree with openssl about requests on purpose, and why.
import type { Disagreement } from './ledger.ts';

export const requestTable: readonly Disagreement[] = [];
