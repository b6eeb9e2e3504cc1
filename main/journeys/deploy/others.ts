// Which common names other sensors have, as far as this computer has looked at them: out of the journeys that it keeps.
import type { Store } from '../../journal/store.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { formatAuthority } from '../../sensor/address.ts';
import { trustStateSchema } from '../trust/state.ts';
import { deployStateSchema } from './state.ts';
import type { DeployWorld } from './world.ts';

type Known = {
  id: string;
  practice: boolean;
  host: string;
  port: number;
  /** The IP address behind the host, where one is known. */
  remote: string | null;
  /** The certificates (base64 DER) that it showed, the latest first; that of a kit comes before them all. */
  leaves: string[];
};

/** What a journey knows of its sensor. */
function knownBy(record: unknown): Known | null {
  const trust = trustStateSchema.safeParse(record);
  if (trust.success) {
    const { id, practice, address, download } = trust.data;
    const leaf = download?.chain[0];
    const remote = download?.remoteAddress ?? null;
    return address && leaf ? { id, practice, host: address.host, port: address.port, remote, leaves: [leaf] } : null;
  }
  const deploy = deployStateSchema.safeParse(record);
  if (!deploy.success) return null;
  const { id, practice, sensor, kit, now, old, remote } = deploy.data;
  const leaves = [kit?.chain[0], now?.leaf, old?.leaf].filter((leaf) => leaf !== undefined);
  return sensor && { id, practice, host: sensor.host, port: sensor.port, remote, leaves };
}

/** By name here and by address there, or through a proxy, it may still be one sensor: then it shows one certificate. */
function isSameSensor(one: Known, other: Known): boolean {
  const addresses = ({ host, remote }: Known) => [host, ...(remote ? [remote] : [])];
  const meet = one.port === other.port && addresses(one).some((address) => addresses(other).includes(address));
  return meet || one.leaves.some((leaf) => other.leaves.includes(leaf));
}

export function othersIn(store: Store): DeployWorld['others'] {
  return (state) => {
    const mine = knownBy(state);
    const journeys = store.get('journeys');
    const records = typeof journeys === 'object' && journeys !== null ? Object.values(journeys) : [];
    const seen = new Map<string, { commonName: string; sensor: string }>();
    for (const other of records.map(knownBy)) {
      const leaf = other?.leaves[0];
      if (!mine || !other || !leaf || other.id === mine.id || other.practice !== mine.practice) continue;
      if (isSameSensor(mine, other)) continue;
      const item = parseCertificate(Uint8Array.from(Buffer.from(leaf, 'base64')));
      if (!item.ok || item.value.commonName === undefined) continue;
      const sensor = formatAuthority(other);
      seen.set(`${sensor} ${item.value.commonName}`, { commonName: item.value.commonName, sensor });
    }
    return seen.size > 0 ? [...seen.values()] : null;
  };
}
