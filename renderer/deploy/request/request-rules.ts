// What the appliance's rules want of a request, with the words for it, for the form of the tools.
import type { DeployRequestView } from '../../../preload/contract/deploy-journey.ts';
import type { RequestRules } from '../../tools/request/request-model.ts';
import { deployText } from '../deploy-text.ts';
import { refusedCharacters } from '../refused-characters.ts';

const words = deployText.request;

export const rulesOf = ({ required, alphabet, keyKinds }: DeployRequestView['suggestion']): RequestRules => ({
  required,
  key: (kind) => (keyKinds.length === 0 || keyKinds.includes(kind) ? null : words.otherKey),
  hint: words.required,
  without: words.refusedWithout,
  passphrase: (passphrase) => refusedCharacters(passphrase, alphabet),
});
