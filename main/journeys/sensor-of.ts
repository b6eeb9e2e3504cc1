// The sensor for which something is changed, as the journal names it.
import { formatAuthority } from '../sensor/address.ts';

/** host:port, as an option for `Changes.make`; nothing where no sensor is known. */
export const sensorOf = (address: { host: string; port: number } | null): { sensor?: string } =>
  address ? { sensor: formatAuthority(address) } : {};
