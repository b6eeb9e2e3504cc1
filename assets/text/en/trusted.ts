// The page of trusted certificates in words: the answer on top, each certificate, what decides beside the stores.
import type { Role } from '../../../preload/contract/item.ts';
import type { Need, Trusted, TrustedView } from '../../../preload/contract/trusted.ts';
import { count, date, dateTime, list } from './format.ts';
import { trustNote } from './trust-notes.ts';
import { firefox } from './trusted-firefox.ts';

/** How many of our certificates are how; each is counted once, in however many stores it is. */
export interface Counts {
  /** There, or in a store that could not be read. */
  readonly there: number;
  readonly notNeeded: number;
  readonly unknown: number;
  readonly gone: number;
}

const has = (n: number): string => (n === 1 ? 'is' : 'are');

/** `isSure`: what the journal knows is in it. */
function answer({ there, notNeeded, unknown, gone }: Counts, isSure: boolean): string {
  if (there === 0 && !isSure) return 'Which certificates Certwright added to this computer is not known in full.';
  if (there === 0) {
    return gone === 0
      ? 'Certwright has added no certificate to this computer.'
      : `None of the certificates that Certwright added is there any more.`;
  }
  const added = `Certwright added ${isSure ? '' : 'at least '}${count(there, 'certificate', 'certificates')}`;
  if (notNeeded > 0) {
    const which = notNeeded === there ? (there === 1 ? 'it' : 'all of them') : `${notNeeded} of them`;
    return `${added}; ${which} ${which === 'it' ? 'is' : has(notNeeded)} no longer needed.`;
  }
  if (unknown === 0) return `${added}; ${there === 1 ? 'it is' : 'all are'} still needed.`;
  const which = unknown === there ? (there === 1 ? 'it is' : 'they are') : `${unknown} of them ${has(unknown)}`;
  return `${added}; whether ${which} still needed is not known.`;
}

/** Stores in plain words; the system's own name for it stands beside. */
const stores: Record<Trusted['store'], string> = {
  'windows-machine': 'For everyone on this computer',
  'windows-user': 'Only for you',
  'nss-user': 'Only for you, in Chromium and Chrome',
  'linux-system': 'For everyone on this computer, in command-line tools',
  'macos-system': 'For everyone on this computer',
  'macos-login': 'Only for you',
};

const roles: Record<Role, string> = {
  'root-ca':
    'A certificate authority (CA): whoever holds its key can vouch for any site, and this computer believes it.',
  'intermediate-ca': 'An intermediate CA: a link to a root. It is trusted only because that root is.',
  'self-signed-leaf': 'One sensor’s own certificate: it vouches for that sensor and for no other site.',
  leaf: 'One sensor’s own certificate, issued by a CA.',
};

const needs: Record<Need, string> = {
  serves: 'Still needed',
  replaced: 'No longer needed',
  expired: 'Expired, no longer needed',
  unknown: 'Not known whether it is needed',
};

/** Why. The sensor's name stands in it where it is known. */
function why({ need, sensor, others = [], seenAt, silentAt, item, role }: Trusted): string {
  const isLeaf = role === 'self-signed-leaf' || role === 'leaf';
  // The sensor that it was added for may show another one by now: these do need it.
  if (need === 'serves' && others.length > 0) {
    return `${list(others)} showed ${isLeaf ? 'it' : 'a certificate that leads to it'} when looked at last.`;
  }
  const whose = sensor ?? 'the sensor';
  const seen = seenAt === null ? '' : ` on ${dateTime(seenAt)}`;
  switch (need) {
    case 'serves':
      return isLeaf
        ? `${whose} showed it when it was looked at last${seen}.`
        : `${whose} showed a certificate that leads to it when it was looked at last${seen}.`;
    case 'replaced':
      return `${whose} shows another certificate now, which has nothing to do with this one. Seen${seen || ' since'}.`;
    case 'expired':
      return `It was valid until ${date(item.notAfter)}. Browsers accept nothing through it any more.`;
    case 'unknown':
      if (sensor === null) return 'It is not known for which sensor it was added.';
      if (silentAt !== null) {
        const before = seenAt === null ? 'It has not been seen before.' : `It was seen last${seen}.`;
        return `${sensor} did not answer on ${dateTime(silentAt)}. ${before}`;
      }
      return seenAt === null
        ? `${sensor} has not been looked at since it was added.`
        : `${sensor} was looked at last${seen}. It did not send its whole chain, so whether that leads to this certificate is not known.`;
  }
}

/** Of what is no longer needed. */
function recommendation({ need, role }: Pick<Trusted, 'need' | 'role'>): string {
  if (need === 'expired') return 'Recommended: remove it. It is no longer of use.';
  const isCa = role === 'root-ca' || role === 'intermediate-ca';
  return `Recommended: remove it. Whoever has its key could still pose as ${isCa ? 'any site' : 'the sensor'} on this computer.`;
}

export const trusted = {
  title: 'Trusted certificates',
  help: 'What Certwright added to the certificate stores of this computer, for which sensor, and whether it is still needed.',
  foreign:
    'Only certificates that Certwright added are shown. Those of other programs and of your organization are not listed, and are never touched.',
  answer,
  readAt: (iso: string) => `Stores read on ${dateTime(iso)}`,
  loading: 'Reading the stores…',
  look: 'Look at the sensors again',
  lookText: 'Certwright connects to each sensor and looks which certificate it shows. It changes nothing.',
  looked: ({ asked, answered }: NonNullable<TrustedView['looked']>) =>
    asked === 0
      ? 'No sensor of these certificates is known, so none was looked at.'
      : `${answered} of ${count(asked, 'sensor', 'sensors')} answered.`,
  removable: 'No longer needed',
  kept: 'In use',
  undecided: 'Not known',
  gone: (n: number) => `No longer there (${n})`,
  goneText:
    'These are no longer in the store. Nothing needs to be done; what you need not see any more, take off the list.',
  stores,
  roles,
  needs,
  why,
  recommendation,
  facts: {
    sensor: 'For',
    others: 'Used by, too',
    since: 'Added on',
    where: 'Where',
    readers: 'Read by',
    there: 'Still there',
    role: 'What it can do',
    thumbprint: 'Thumbprint (SHA-256)',
  },
  sensorUnknown: 'Not known',
  sinceUnknown: 'Not known: only Certwright’s mark in the store tells that it is ours',
  there: (readAt: string) => `Yes, seen on ${dateTime(readAt)}`,
  notThere: 'No',
  thereUnknown: 'Not known: the store could not be read',
  list,
  remove: 'Remove',
  removeWhat: (name: string, where: string) => `Remove ${name} from ${where}`,
  stillUsed: (readers: readonly string[], { sensor, others = [] }: Trusted) => {
    const whose = others.length > 0 ? others : [sensor ?? 'the sensor'];
    return `If you remove it, ${list(whose)} ${has(whose.length)} no longer trusted by ${list(readers)}.`;
  },
  removed: (name: string) => `“${name}” was removed, and the store was read again.`,
  leave: 'Take off the list',
  leaveWhat: (name: string) => `Take off the list: ${name}`,
  left: (name: string) => `“${name}” is off the list. Nothing was changed in the store.`,
  removeAll: (n: number) => `Remove all that are no longer needed (${n})`,
  removedAll: 'All that were no longer needed were removed, and the stores were read again.',
  removedHint: 'In Activity it can be taken back.',
  activity: 'Open Activity',
  journey: 'Open its journey',
  journeyOf: (name: string) => `Open its journey: ${name}`,
  details: 'All details of the certificate',
  unreadTitle: (n: number) => (n === 1 ? 'A store could not be read' : 'Some stores could not be read'),
  unreadText: (names: readonly string[]) =>
    `Not read: ${list(names)}. What Certwright put there is listed from its own notes; whether it is still there is not known.`,
  journalUnreadTitle: 'Certwright’s own record of its changes cannot be read',
  journalUnreadText:
    'Only certificates that carry Certwright’s mark in their store are listed; there may be others that it added. Activity says why the record cannot be read.',
  readAgain: 'Read the stores again',
  empty: 'When a sensor’s certificate is made trusted here, it appears on this page.',
  start: 'Trust a sensor',
  note: trustNote,
  firefox,
};
