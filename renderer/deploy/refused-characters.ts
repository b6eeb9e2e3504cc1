// The characters of a passphrase that an appliance does not take, said before anything is locked with it.
import { deployText } from './deploy-text.ts';

/** Why the appliance would refuse it; null: it would not, or its alphabet is not documented. */
export function refusedCharacters(passphrase: string, alphabet: string | null): string | null {
  if (alphabet === null) return null;
  const others = [...passphrase].filter((character) => !alphabet.includes(character)).length;
  return others === 0 ? null : deployText.kit.notTaken(others, alphabet);
}
