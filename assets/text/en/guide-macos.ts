// By hand on macOS: Keychain Access and the `security` command. OpenSSL is part of the system.
import type { GuideFacts } from '../facts.ts';
import { oneLine, sh } from '../quote.ts';
import type { GuideStep, PlatformGuide } from './guide.ts';
import { linuxGuide } from './guide-linux.ts';

const quoted = (value: string): string => sh(oneLine(value));

function importing(facts: GuideFacts): GuideStep[] {
  const machine = facts.scope === 'machine';
  const keychain = machine ? '/Library/Keychains/System.keychain' : '"$HOME/Library/Keychains/login.keychain-db"';
  const sudo = machine ? 'sudo ' : '';
  return [
    {
      text: `Open the certificate file. Keychain Access asks where to put it: choose ${machine ? 'System' : 'login'}.`,
    },
    {
      text: 'For the root, or for a self-signed certificate: open the entry, unfold Trust, and set “When using this certificate” to Always Trust. Leave intermediates as they are.',
    },
    ...(facts.plan.length > 0
      ? [
          {
            text: 'Or in Terminal:',
            command: facts.plan
              .map(({ file, place }) =>
                place === 'root'
                  ? `${sudo}security add-trusted-cert ${machine ? '-d ' : ''}-r trustRoot -k ${keychain} ${quoted(file)}`
                  : `${sudo}security add-certificates -k ${keychain} ${quoted(file)}`,
              )
              .join('\n'),
          },
          {
            text: 'Check: it must print the fingerprint of what you imported.',
            command: facts.plan
              .map(({ name }) => `security find-certificate -Z -c ${quoted(name)} ${keychain}`)
              .join('\n'),
          },
        ]
      : []),
  ];
}

function hosts(facts: GuideFacts): GuideStep[] {
  if (!facts.hosts) return linuxGuide.hosts(facts);
  return [
    ...linuxGuide.hosts(facts).slice(0, -1),
    {
      text: 'Let macOS read the file again:',
      command: 'sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder',
    },
    { text: 'Check: it must print the address.', command: `dscacheutil -q host -a name ${quoted(facts.hosts.name)}` },
  ];
}

export const macosGuide: PlatformGuide = {
  ...linuxGuide,
  import: importing,
  hosts,
  done: (facts) => [
    { text: `Open ${facts.openUrl} in Edge, Chrome or Safari. There must be no warning.` },
    ...(facts.plan.length > 0 ? [{ text: 'To take the import back, delete the entry in Keychain Access.' }] : []),
    ...(facts.hosts ? [{ text: `To take the line back, edit ${facts.hosts.file} as root and delete it.` }] : []),
  ],
};
