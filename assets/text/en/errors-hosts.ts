// The words for failures of the hosts file and its kept copies: what happened, why, and what to do next.
// They say how a person can clear what is in the way, and never advise to loosen who may write the file.
import type { ErrorFacts } from '../../../preload/contract/errors.ts';
import { hostsNameReasons } from './error-reasons.ts';
import type { Explanation } from './errors.ts';

type HostsErrorCode =
  | 'hosts-encoding'
  | 'hosts-changed'
  | 'hosts-conflict'
  | 'hosts-name-invalid'
  | 'hosts-reverted'
  | 'hosts-blocked'
  | 'backup-missing'
  | 'hosts-not-address';

type Blocked = ErrorFacts['hosts-blocked'];

const leftAlone = 'Certwright does not take such protection away by itself.';
const oneAttribute = (name: string, letter: string) => (file: string) => ({
  why: `The file has the attribute “${name}”, and the system refuses to replace a file that has it. ${leftAlone}`,
  todo: `Find out who set it and why. If it may go, an administrator clears it with attrib -${letter} "${file}"; set it again afterwards.`,
});
const oneFlag = (name: string, by: Record<'linux' | 'macos', string>) => (file: string) => ({
  why: `The file is marked ${name}, so that not even an administrator can change it. ${leftAlone}`,
  todo: `Find out who set the mark and why. If it may go, an administrator clears it with ${by.linux} ${file} (on a Mac: ${by.macos} ${file}); set it again afterwards.`,
});

const blocked: { readonly [B in Blocked['by']]: (file: string, detail: string) => Omit<Explanation, 'what'> } = {
  'read-only': oneAttribute('read-only', 'r'),
  hidden: oneAttribute('hidden', 'h'),
  system: oneAttribute('system', 's'),
  immutable: oneFlag('as immutable', { linux: 'chattr -i', macos: 'chflags nouchg' }),
  'append-only': oneFlag('as append-only', { linux: 'chattr -a', macos: 'chflags nouappnd' }),
  'read-only-disk': () => ({
    why: 'The disk that it is on is mounted for reading only.',
    todo: 'On such a system the file is part of an image or managed from elsewhere: have the line added there, or use a DNS entry.',
  }),
  mounted: () => ({
    why: 'It is mounted into this system from outside, as in a container. Such a file cannot be replaced as a whole, and writing into it could leave it half written.',
    todo: 'Add the line where the file comes from (for a container: its settings for extra hosts), or use a DNS entry.',
  }),
  rights: () => ({
    why: 'The access rights of the file or its folder do not allow it, even with administrator rights.',
    todo: 'Ask whoever manages this computer to add the line. The access rights should stay as they are.',
  }),
  others: (_file, folder) => ({
    why: `Other users of this computer can change what is in ${folder}, on the way to the file or to its copies. With an administrator's rights Certwright could be led to another file there, so it does not begin.`,
    todo: 'Change the file as the user whose folder it is. With sudo, keep the file in a folder that only the administrator can write to; sudo -H keeps the copies in such a one.',
  }),
  lock: (_file, detail) => ({
    why:
      detail === ''
        ? 'Another program holds it open. Which one, the system does not say.'
        : `Another program holds it open: ${detail}.`,
    todo:
      detail === ''
        ? 'Close editors and other programs that work with the hosts file, then try again.'
        : `Close ${detail}, then try again. If it is a service or security software, ask whoever manages this computer.`,
  }),
  'security-software': () => ({
    why: 'It was written and read back well, and a moment later the change was gone. Security software often guards this file and takes changes back.',
    todo: 'Allow the change in the security software, or ask whoever manages it. A DNS entry does the same job.',
  }),
};

export const hostsErrors: { readonly [C in HostsErrorCode]: (facts: ErrorFacts[C]) => Explanation } = {
  'hosts-encoding': ({ file, encoding }) => ({
    what: `${file} is stored in an unexpected form.`,
    why: `It is ${encoding}. Adding a line could make the other lines unreadable for the system.`,
    todo: 'Open it in an editor with administrator rights, save it as UTF-8 without BOM (in Notepad ANSI will do, too), and try again.',
  }),
  'hosts-changed': ({ file }) => ({
    what: `${file} has changed since you looked at the preview.`,
    why: 'Another program or person wrote to it in between. Nothing was changed now.',
    todo: 'Look at the new preview and confirm again.',
  }),
  'hosts-conflict': ({ name, address, line }) => ({
    what: `${name} already leads to ${address}.`,
    why: `Line ${line} of the hosts file says so, and the first line for a name wins.`,
    todo: 'Decide whether a line for the sensor may be put before it. The old line stays in the file.',
  }),
  'hosts-name-invalid': ({ name, reason }) => ({
    what: `“${name}” cannot be written to the hosts file.`,
    why: hostsNameReasons[reason] ?? reason,
    todo: 'Choose another name of the certificate: a full host name such as sensor7.contoso.com.',
  }),
  'hosts-reverted': ({ file }) => ({
    what: `${file} was written, but the change is gone again.`,
    why: 'Security software often protects this file and takes changes back.',
    todo: 'Allow the change in your antivirus program, or ask whoever manages it. A DNS entry does the same job.',
  }),
  'hosts-not-address': ({ address }) => ({
    what: `“${address}” is not an IP address.`,
    why: 'A hosts line maps a name to an IP address.',
    todo: 'Use the IP address of the sensor.',
  }),
  'hosts-blocked': ({ file, by, detail }) => ({
    what: `${file} cannot be changed.`,
    ...blocked[by](file, detail),
  }),
  'backup-missing': ({ sha256 }) => ({
    what: 'The kept copy of the hosts file is not there.',
    why: `No file in the folder of the copies has the SHA-256 ${sha256}. Somebody deleted it, moved it or wrote into it. Nothing was changed.`,
    todo: 'Look at the list of copies again and choose another one, or put the file back from a backup of your own.',
  }),
};
