// The one envelope: expected failures are returned, bugs are thrown.
import type { AppError, ErrorCode, ErrorFacts } from './errors.ts';

export type Ok<T> = { ok: true; value: T };
export type Failure = { ok: false; error: AppError };
export type Result<T> = Ok<T> | Failure;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** A failure with its facts; the compiler knows which facts belong to which code. */
export const fail = <C extends ErrorCode>(code: C, facts: ErrorFacts[C]): Failure => ({
  ok: false,
  error: { code, facts } as AppError,
});
