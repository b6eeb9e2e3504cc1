// The help of the command that says what an error message means.
import type { CommandText } from './cli-help.ts';

export const explainCommand = {
  explain: {
    summary: 'Says what an error message means and what to do.',
    usage: ['explain TEXT', 'explain -'],
    about: [
      'TEXT is a message of a sensor’s console, of Chrome, Edge or Firefox, of the Windows import wizard or certutil, of OpenSSL, curl or Node, or of IoT Hub, DPS or IoT Edge. Quotes, case, blanks and older wordings make no difference; a code alone is enough, and a whole page or log will do. With - the text is read from standard input. A text that begins with a hyphen goes behind --.',
      'A message is recognized word for word or not at all. For one that is not known, the three that look most like it are shown.',
    ],
    options: {},
    exits: [
      ['0', 'The message is known.'],
      ['1', 'It is not.'],
      ['2', 'Wrong use: there is no text.'],
    ],
    examples: [
      'explain "Passphrase does not match to the key"',
      'explain NET::ERR_CERT_COMMON_NAME_INVALID',
      'explain -- -2146885613',
      'explain --json - < upload.log',
    ],
  },
} as const satisfies Record<string, CommandText>;
