// The words for failures of files, certificates and keys: what happened, why, and what to do next.
import type { ErrorFacts } from '../../../preload/contract/errors.ts';
import { shortName } from '../facts.ts';
import { system } from './error-reasons.ts';
import type { Explanation } from './errors.ts';
import * as reasons from './file-words.ts';
import { count, number } from './format.ts';

type FileErrorCode =
  | 'file-unreadable'
  | 'file-exists'
  | 'file-too-large'
  | 'write-failed'
  | 'not-writable'
  | 'read-back-differs'
  | 'not-a-certificate'
  | 'damaged'
  | 'not-readable'
  | 'not-in-file'
  | 'clipboard-empty'
  | 'passphrase-needed'
  | 'passphrase-wrong'
  | 'algorithm-unsupported'
  | 'convert-impossible'
  | 'kit-impossible'
  | 'passphrase-characters'
  | 'no-such-object'
  | 'key-encoding-impossible'
  | 'too-many-objects'
  | 'lab-refuses'
  | 'not-the-issuer';

export const fileErrors: { readonly [C in FileErrorCode]: (facts: ErrorFacts[C]) => Explanation } = {
  'file-unreadable': ({ file, detail }) => ({
    what: `“${file}” could not be read.`,
    why: system(detail),
    todo: 'Check that the file still exists and that you may read it.',
  }),
  'file-exists': ({ file }) => ({
    what: `“${file}” already exists.`,
    why: 'Nothing is ever overwritten silently.',
    todo: 'Choose another name, or say that it may be replaced.',
  }),
  'file-too-large': ({ file, limit }) => ({
    what: `“${file}” is too large.`,
    why: `Certificate files are small. More than ${number(limit)} bytes are not read.`,
    todo: 'Check that this is the right file.',
  }),
  'write-failed': ({ file, detail }) => ({
    what: `“${file}” could not be written.`,
    ...(reasons.unwritable[detail] ?? {
      why: system(detail),
      todo: 'Check that the folder exists, that you may write there, and that the disk is not full.',
    }),
  }),
  'not-writable': ({ path, owner }) => ({
    what: `You may not write to ${path}.`,
    why:
      owner === ''
        ? 'Its access rights do not allow it.'
        : `It belongs to ${owner}, and its access rights do not let you.`,
    todo: 'If it should be yours, as in your own home folder, let an administrator give it to you (chown). Nothing was changed.',
  }),
  'read-back-differs': ({ file }) => ({
    what: `“${file}” was written, but it reads back differently.`,
    why: 'Another program may have changed it at the same moment, or the disk is faulty.',
    todo: 'Do not use this file. Try again in another folder.',
  }),
  'not-a-certificate': ({ looksLike }) => ({
    what: 'There is no certificate in this.',
    ...reasons.otherFiles[looksLike],
  }),
  damaged: ({ looksLike, detail }) => ({
    what: `${reasons.things[looksLike].The} is damaged.`,
    why: `Reading it failed here: ${detail}.`,
    todo: 'Get it again from where it came from. A file that was opened in a text editor is often cut off.',
  }),
  'not-readable': ({ looksLike }) => ({ what: 'This cannot be read.', ...reasons.unreadable[looksLike] }),
  'not-in-file': ({ file, wanted, found }) => ({
    what: `There is no ${reasons.kinds[wanted]} in “${file}”.`,
    why:
      found === 'nothing' ? 'There is nothing in it that can be read.' : `What it holds is a ${reasons.kinds[found]}.`,
    todo: `Choose the file with the ${reasons.kinds[wanted]}.${
      [wanted, found].sort().join() === 'certificate,request'
        ? ' If a request and its certificate were given together, they may be swapped.'
        : ''
    }`,
  }),
  'clipboard-empty': () => ({
    what: 'There is no text on the clipboard.',
    why: 'A certificate can be pasted as text: the lines from BEGIN to END, or the Base64 between them.',
    todo: 'Copy the text first, or choose a file.',
  }),
  'passphrase-needed': ({ looksLike }) => ({
    what: `${reasons.things[looksLike].The} is locked.`,
    why: 'It was encrypted with a passphrase (also called password) when it was made.',
    todo: 'Give the passphrase. It is kept in memory only, and for no longer than it is needed.',
  }),
  'passphrase-wrong': ({ looksLike }) => ({
    what: `The passphrase does not open ${reasons.things[looksLike].the}.`,
    why: 'It was encrypted with another one. The way in which it is encrypted is known here, so this is not the cause.',
    todo: 'Type it again; mind capitals, keyboard layout and blanks at the ends. If it is lost, only whoever made the file can make it again.',
  }),
  'algorithm-unsupported': ({ looksLike, algorithm }) => ({
    what: `${reasons.things[looksLike].The} uses something that cannot be handled here.`,
    why: `It was made with ${algorithm}. The file may be whole and its passphrase right all the same.`,
    todo: 'Have it made again with a common method (for a PFX: AES-256, or TripleDES for old systems).',
  }),
  'convert-impossible': ({ to, reason }) => ({
    what: `This cannot be written as ${reasons.formats[to] ?? to}.`,
    ...reasons.convertReasons[reason],
  }),
  'kit-impossible': ({ reason }) => ({
    what: 'These files make no upload kit.',
    ...reasons.kitReasons[reason],
  }),
  'passphrase-characters': ({ count: n, allowed }) => ({
    what: 'The appliance does not take this passphrase.',
    why: `${count(n, 'character of it is', 'characters of it are')} not allowed there. Allowed are ${reasons.spelledOut(allowed)}.`,
    todo: 'Choose another passphrase. The key is locked with the new one; its certificate stays as it is.',
  }),
  'no-such-object': () => ({
    what: 'This is no longer there.',
    why: 'Its file was removed from the tray meanwhile.',
    todo: 'Add the file again.',
  }),
  'key-encoding-impossible': ({ algorithm, encoding }) => ({
    what: `The key cannot be written as ${{ pkcs8: 'PKCS#8', pkcs1: 'PKCS#1', sec1: 'SEC 1' }[encoding]}.`,
    why: `It is of the kind ${algorithm}. PKCS#1 exists for plain RSA keys only, and SEC 1 for EC keys only.`,
    todo: 'Choose PKCS#8, which holds a key of any kind and which all current programs read.',
  }),
  'too-many-objects': ({ limit }) => ({
    what: 'There is too much in this file.',
    why: `More than ${number(limit)} objects are in it, and the rest was not read.`,
    todo: 'Split it, or choose the file with the certificates that you need.',
  }),
  'lab-refuses': ({ reason }) => ({
    what: 'The Lab does not sign this request.',
    why: {
      signature: 'Its own signature does not verify, so it was damaged, or was not made with the key that it is for.',
      ca: 'It asks for the certificate of a CA. The Lab makes certificates for servers only.',
      names: 'A name in it is not plain ASCII. International names have to be written as punycode (xn--…).',
    }[reason],
    todo: 'Make a new request.',
  }),
  'not-the-issuer': ({ subject, wanted }) => ({
    what: 'This is not the certificate that is missing.',
    why: `The file has “${shortName(subject) || 'another certificate'}”. The next one up from the sensor is “${shortName(wanted)}”.`,
    todo: `If the file is the root of your CA, then “${shortName(wanted)}” is an intermediate below it: give that one too, first or both together. Otherwise ask your PKI desk for it (full subject: ${wanted}).`,
  }),
};
