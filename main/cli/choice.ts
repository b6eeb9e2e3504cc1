// Options that take one of a few words.
import { cli } from '../../assets/text/en/cli.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';

export type Chosen<T> = { ok: true; value: T | undefined } | { ok: false; outcome: Outcome };

/** The word that was given, undefined where the option was not; anything else is wrong use. */
export function choice<T extends string>(
  call: Call,
  option: string,
  choices: readonly T[],
  refusal = (given: string) => cli.wrong.oneOf(`--${option}`, given, choices),
): Chosen<T> {
  const given = call.text(option);
  if (given === undefined) return { ok: true, value: undefined };
  const found = choices.find((each) => each === given);
  if (found !== undefined) return { ok: true, value: found };
  return { ok: false, outcome: wrongUse(refusal(given), cli.wrong.seeOptions) };
}

/**
 * The passphrase of a new file, by `--out-passphrase-env`. An empty one is refused: it would look like a lock and be
 * none. (To open a file it is allowed: a PFX can have been made with one.)
 */
export function newPassphraseOf(call: Call): Chosen<string> {
  const passphrase = passphraseOf(call, 'out-passphrase-env');
  if (!passphrase.ok || passphrase.value !== '') return passphrase;
  const name = call.text('out-passphrase-env') ?? '';
  return { ok: false, outcome: wrongUse(cli.wrong.emptyVariable(name), cli.wrong.emptyVariableHint) };
}

/** A passphrase out of the environment, by the option that names the variable. */
export function passphraseOf(call: Call, option: string): Chosen<string> {
  const name = call.text(option);
  if (name === undefined) return { ok: true, value: undefined };
  const value = call.io.env[name];
  if (value !== undefined) return { ok: true, value };
  return { ok: false, outcome: wrongUse(cli.wrong.variable(name), cli.wrong.variableHint) };
}
