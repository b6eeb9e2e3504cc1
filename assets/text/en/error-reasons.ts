// Reasons inside an error, as tables from the closed lists of the contract (or the system's short codes) to words.
import type { ErrorFacts } from '../../../preload/contract/errors.ts';

export const addressReasons: Record<ErrorFacts['address-invalid']['reason'], { why: string; todo: string }> = {
  characters: {
    why: 'It contains a character that cannot be part of a host name.',
    todo: 'Use letters, digits, dots and hyphens, for example sensor7.contoso.com.',
  },
  label: {
    why: 'One part between the dots is empty, longer than 63 characters, or starts or ends with a hyphen.',
    todo: 'Look for two dots in a row and for stray hyphens.',
  },
  ipv4: {
    why: 'It looks like an IPv4 address, but it is not four numbers from 0 to 255.',
    todo: 'Type it like 192.168.10.7, without leading zeros.',
  },
  ipv6: {
    why: 'It looks like an IPv6 address, but it is not written as one.',
    todo: 'Type it like fd00::7, or in brackets with a port: [fd00::7]:8443.',
  },
  wildcard: {
    why: 'A wildcard (*) stands for many names. A connection needs one.',
    todo: 'Type the full name of the one sensor that you mean.',
  },
  'too-long': { why: 'A host name has at most 253 characters.', todo: 'Check that nothing else was pasted with it.' },
  'single-number': {
    why: 'A single number is read as an IP address by some programs and as a name by others.',
    todo: 'Type the whole IP address, for example 192.168.10.7.',
  },
  credentials: {
    why: 'It contains a user name or a password. They are not needed to read a certificate.',
    todo: 'Leave out everything before the @ sign.',
  },
  scheme: {
    why: 'It starts like the address of something other than a web page.',
    todo: 'Type the name or IP address alone, or a URL that starts with https://.',
  },
  zone: {
    why: 'The part after the % sign names a network card of this computer. Browsers and certificates cannot use it.',
    todo: 'Use an address of the sensor that needs no zone, for example its IPv4 address.',
  },
};

export const proxyReasons: Record<ErrorFacts['proxy-invalid']['reason'], string> = {
  empty: 'There is nothing but blanks in it.',
  scheme: 'Only HTTP proxies can be used, not SOCKS and not proxies that are reached by https.',
  credentials: 'It contains a user name or a password. Certwright keeps no passwords, so it cannot use them.',
  path: 'It is the address of a file or page, perhaps of a configuration script (PAC), not of the proxy itself.',
  host: 'The part before the colon is neither a host name nor an IP address.',
  port: 'The part after the colon is not a port. A port is a whole number from 1 to 65535.',
};

export const hostsNameReasons: Record<string, string> = {
  'not-in-certificate': 'The certificate does not carry this name, so a browser would warn all the same.',
  empty: 'It is empty.',
  blank: 'It contains a blank. In the hosts file a blank ends the name.',
  control: 'It contains an invisible control character.',
  wildcard: 'The hosts file has no wildcards: each name needs a line of its own.',
  characters: 'It contains a character that cannot be part of a host name.',
  'too-long': 'A host name has at most 253 characters.',
  label: 'One part between the dots is empty, longer than 63 characters, or starts or ends with a hyphen.',
  number: 'It ends in a number, so browsers take it for an IP address and never look it up.',
  localhost: 'Browsers always keep localhost on this computer, whatever the hosts file says.',
};

const resolverDetails: Record<string, string> = {
  timeout: 'It took too long to answer.',
  EAI_AGAIN: 'No DNS server could be reached (EAI_AGAIN).',
  EAI_FAIL: 'The DNS server reported a fault of its own (EAI_FAIL).',
  ESERVFAIL: 'The DNS server reported a fault of its own (ESERVFAIL).',
};

/** Why a name could not be looked up; `detail` is `timeout` or the system's own short code. */
export const resolverReason = (detail: string): string =>
  resolverDetails[detail] ?? `The name service of this computer answered with an error (${detail}).`;

/** `tried`: ways to ask for rights, with a comma between them; `no-questions` among them where nobody can be asked. */
export function triedReason(tried: string): string {
  const ways = tried.split(', ').filter((way) => way !== '' && way !== 'no-questions');
  const nobody = 'Nobody can be asked here, as there is no terminal to ask at.';
  if (tried.includes('no-questions')) return ways.length > 0 ? `Looked for: ${ways.join(', ')}. ${nobody}` : nobody;
  return `Tried: ${ways.join(', ') || 'nothing; there is no way here'}.`;
}

/** What became of the privileged child; `detail` is `timeout`, `request-refused`, `no-status` or `status-` and a number. */
export function childReason(detail: string): { why: string; todo: string } {
  const again = 'Try again. If it comes back, do this step by hand and report the details.';
  switch (detail) {
    case 'timeout':
      return {
        why: 'It was not finished in time, so it was stopped. Perhaps the request for administrator rights was left unanswered.',
        todo: 'Try again, and look for a window that asks for administrator rights: it may be behind this one.',
      };
    case 'request-refused':
      return { why: 'It did not accept what it was asked to do, so it changed nothing.', todo: again };
    case 'no-status':
      return { why: 'It was ended from outside, perhaps by security software, before it could answer.', todo: again };
    default:
      return { why: `It stopped without an answer (${detail.replace('-', ' ')}).`, todo: again };
  }
}

/** `detail` is `record` and a number for the record of changes; anything else is about journeys and settings. */
export const damagedRecord = (file: string, detail: string): { what: string; why: string; todo: string } =>
  detail.startsWith('record ')
    ? {
        what: 'Certwright’s record of its changes does not fit together any more.',
        why: `${file} was altered (${detail}). It was left as it is, and Certwright changes nothing while that is so.`,
        todo: 'Restore the file from a backup. If you move it away to start afresh, Certwright can no longer undo what it did before.',
      }
    : {
        what: 'Certwright’s journeys and settings could not be read.',
        why: `The file was damaged (${detail}), perhaps by a crash or a full disk. It is kept as ${file}.`,
        todo: 'You can go on, with an empty list. Nothing on this computer was changed; what earlier journeys changed is still listed in Activity and can be taken back there.',
      };

const systemReasons: Record<string, string> = {
  EACCES: 'This user may not do that (EACCES).',
  EPERM: 'The system did not allow it (EPERM). Security software may be the reason.',
  EBUSY: 'Another program has it open (EBUSY).',
  ENOENT: 'It does not exist (ENOENT).',
  ENOSPC: 'The disk is full (ENOSPC).',
  EROFS: 'The disk is read-only (EROFS).',
  EISDIR: 'It is a folder (EISDIR).',
};

/** The system's own short code in plain words; any other text as it is. */
export const system = (detail: string): string => systemReasons[detail] ?? detail;

export const stages: Record<ErrorFacts['timed-out']['stage'], string> = {
  connect: 'There was no answer to the attempt to connect. A firewall on the way often drops such attempts silently.',
  proxy: 'The proxy accepted the connection but did not open a way to the sensor.',
  handshake: 'The connection was made, but the sensor did not finish setting up encryption (the TLS handshake).',
};

export const services: Record<ErrorFacts['not-tls']['looksLike'], string> = {
  http: 'It answered with plain, unencrypted HTTP.',
  ssh: 'It answered like an SSH server (remote terminal).',
  unknown: 'Its answer is not the beginning of an encrypted (TLS) connection.',
};
