// What can be done about a name that a certificate does not carry, judged by the names alone. Pure; where Chromium can be
// asked, sensor/name-truth.ts decides from its verdicts instead.
import type { CertificateItem } from '../../preload/contract/item.ts';
import { mappableNames } from '../pki/names/host-names.ts';

export type Mending = {
  hostsCanMend: boolean;
  /** The name to use in the browser, where there is one. */
  useName: string | null;
  why: 'good' | 'open-by-name' | 'hosts-mends' | 'reissue-no-san' | 'reissue-other-name';
};

/**
 * What the names allow, if trust and dates are in order. `resolved`: what this computer finds for the certificate's
 * names today; a name that it does not find is left out.
 */
export function mending(
  accepted: boolean,
  host: string,
  item: CertificateItem,
  sensor: string | null,
  resolved: ReadonlyMap<string, readonly string[]>,
): Mending {
  if (accepted) return { hostsCanMend: false, useName: host, why: 'good' };
  const names = mappableNames(item.subjectAltNames);
  const open = names.find((name) => sensor !== null && resolved.get(name)?.includes(sensor));
  if (open !== undefined) return { hostsCanMend: false, useName: open, why: 'open-by-name' };
  // A name that leads elsewhere today belongs, as far as anyone can tell, to another machine: offered last.
  const mend = names.find((name) => !resolved.has(name)) ?? names[0];
  if (mend !== undefined) return { hostsCanMend: true, useName: mend, why: 'hosts-mends' };
  const { dns = [], ip = [] } = item.subjectAltNames ?? {};
  return {
    hostsCanMend: false,
    useName: null,
    why: dns.length + ip.length === 0 ? 'reissue-no-san' : 'reissue-other-name',
  };
}
