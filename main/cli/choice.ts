// Options that take one of a few words.
import { cli } from '../../assets/text/en/cli.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';

export type Chosen<T> = { ok: true; value: T | undefined } | { ok: false; outcome: Outcome };

/** The word that was given, undefined where the option was not; anything else is wrong use. */
export function choice<T extends string>(call: Call, option: string, choices: readonly T[]): Chosen<T> {
  const given = call.text(option);
  if (given === undefined) return { ok: true, value: undefined };
  const found = choices.find((each) => each === given);
  if (found !== undefined) return { ok: true, value: found };
  return { ok: false, outcome: wrongUse(cli.wrong.oneOf(`--${option}`, given, choices), '') };
}

/** A passphrase out of the environment, by the option that names the variable. */
export function passphraseOf(call: Call, option: string): Chosen<string> {
  const name = call.text(option);
  if (name === undefined) return { ok: true, value: undefined };
  const value = call.io.env[name];
  if (value !== undefined) return { ok: true, value };
  return { ok: false, outcome: wrongUse(cli.wrong.variable(name), cli.wrong.variableHint) };
}
