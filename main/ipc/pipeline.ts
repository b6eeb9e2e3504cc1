// The one way in for every call: argument schema, handler, answer schema, envelope. It knows nothing of Electron.
// A throw is a bug: it is logged under a reference and arrives as `internal`, without its text.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { errorSchema } from '../../preload/contract/errors.ts';
import { fail, type Result } from '../../preload/contract/result.ts';

export type LogBug = (reference: string, where: string, problem: unknown) => void;

type Call = { argument: z.ZodType; answer: z.ZodType };

/** Where and how an argument misses its schema, in words that name no value of it. */
function describeProblem(error: z.ZodError): { where: string; problem: string } {
  const first = error.issues[0];
  return { where: first?.path.map(String).join('.').slice(0, 200) || '(argument)', problem: first?.code ?? 'invalid' };
}

/**
 * Runs one call. `argument` is untrusted. The answer is `bad-request` for an argument that misses the schema, the
 * handler's own Result otherwise, and `internal` where the handler threw or broke its promise about the answer.
 */
export async function runCall<A, R>(
  name: string,
  call: Call,
  argument: unknown,
  handler: (argument: A) => Promise<Result<R>>,
  logBug: LogBug,
): Promise<Result<R>> {
  const bug = (problem: unknown) => {
    const reference = randomUUID().slice(0, 8);
    logBug(reference, name, problem);
    return fail('internal', { reference });
  };
  try {
    const parsed = call.argument.safeParse(argument);
    if (!parsed.success) return fail('bad-request', describeProblem(parsed.error));
    const result = await handler(parsed.data as A);
    if (!result.ok) {
      const error = errorSchema.safeParse(result.error);
      return error.success ? { ok: false, error: error.data } : bug(error.error);
    }
    const answer = call.answer.safeParse(result.value);
    return answer.success ? { ok: true, value: answer.data as R } : bug(answer.error);
  } catch (problem) {
    return bug(problem);
  }
}
