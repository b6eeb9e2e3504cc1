// The sensors that this computer has looked at, and the chain that each showed last: out of the journeys that it keeps
// and of the looks of the Trust screen.
import { z } from 'zod';
import { partOfKey, type Store } from '../journal/store.ts';
import { formatAuthority, parseAddress, parseProxy } from '../sensor/address.ts';
import { probeBoth } from '../sensor/probe.ts';
import { deployStateSchema } from './deploy/state.ts';
import { trustStateSchema } from './trust/state.ts';

/** `chain`: leaf first, DER. */
export type Shown = { at: string; chain: Uint8Array[] };

export type KnownSensor = {
  /** host:port, as the journal names it. */
  sensor: string;
  host: string;
  port: number;
  /** The name to send when it is asked (SNI); null: it is asked by its address. */
  name: string | null;
  proxy: { host: string; port: number } | null;
  /** Ids of the journeys about it. */
  journeys: string[];
  shown: Shown | null;
};

const lookSchema = z.strictObject({ at: z.string(), chain: z.array(z.string()) });
const keyOf = (sensor: string) => `looks.${partOfKey(sensor)}`;

/** Keeps what a look at a sensor has shown. */
export const keepShown = (store: Store, sensor: string, { at, chain }: Shown): void =>
  store.set(keyOf(sensor), { at, chain: chain.map((der) => Buffer.from(der).toString('base64')) });

/** Every sensor of a journey, and those that only `named` knows (host:port), by its name. */
export function knownSensors(store: Store, named: readonly string[]): Map<string, KnownSensor> {
  const journeys = store.get('journeys');
  const records = typeof journeys === 'object' && journeys !== null ? Object.values(journeys) : [];
  const sensors = new Map<string, KnownSensor>();
  for (const each of [...records.map(ofJourney), ...named.map(ofName)]) {
    if (!each) continue;
    const known = sensors.get(each.sensor);
    sensors.set(each.sensor, known ? merged(known, each) : { ...each, shown: later(each.shown, lookAt(store, each)) });
  }
  return sensors;
}

/** Milliseconds that a sensor has for the whole handshake; slow appliances on slow lines have been seen to need 5 s. */
const timeoutMs = 15_000;

/** Looks at a sensor once; null where it cannot be reached, or does not speak TLS. */
export async function askSensor(sensor: KnownSensor, signal: AbortSignal): Promise<Shown | null> {
  const { host, port, name, proxy } = sensor;
  const looked = await probeBoth({ host, port }, name, {
    timeoutMs,
    signal,
    askClock: false,
    ...(proxy ? { proxy } : {}),
  });
  return looked.ok ? { at: looked.value.probe.at, chain: looked.value.probe.chain } : null;
}

function lookAt(store: Store, { sensor }: KnownSensor): Shown | null {
  const look = lookSchema.safeParse(store.get(keyOf(sensor)));
  return look.success ? { at: look.data.at, chain: look.data.chain.map(bytes) } : null;
}

/** Of two journeys about one sensor the way there is the one of the journey that saw it last. */
function merged(one: KnownSensor, other: KnownSensor): KnownSensor {
  const shown = later(one.shown, other.shown);
  return { ...(shown === one.shown ? one : other), journeys: [...one.journeys, ...other.journeys], shown };
}

const later = (one: Shown | null, other: Shown | null): Shown | null =>
  one && other ? (one.at >= other.at ? one : other) : (one ?? other);

const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

function ofJourney(record: unknown): KnownSensor | null {
  const trust = trustStateSchema.safeParse(record);
  if (trust.success) {
    const { id, address, download } = trust.data;
    if (!address) return null;
    const shown = download && { at: download.at, chain: download.chain.map(bytes) };
    const name = address.kind === 'name' ? address.host : null;
    return { ...wayTo(address), name, journeys: [id], shown };
  }
  const deploy = deployStateSchema.safeParse(record);
  if (!deploy.success || !deploy.data.sensor) return null;
  const { id, sensor, now, proof } = deploy.data;
  const proven = proof?.served ? { at: proof.served.at, chain: proof.chain.map(bytes) } : null;
  // Of a later look only the leaf was kept; where it is the same one, so was the rest.
  const chain = proven && now?.leaf === proof?.chain[0] ? proven.chain : now && [bytes(now.leaf)];
  const shown = later(now && chain && { at: now.at, chain }, proven);
  return {
    ...wayTo(sensor),
    name: sensor.name ?? (sensor.kind === 'name' ? sensor.host : null),
    journeys: [id],
    shown,
  };
}

/** What a journal tells of a sensor whose journey was forgotten. */
function ofName(text: string): KnownSensor | null {
  const address = parseAddress(text);
  if (!address.ok) return null;
  const { kind, host } = address.value;
  const name = kind === 'name' ? host : null;
  return { ...wayTo({ ...address.value, proxy: null }), name, journeys: [], shown: null };
}

function wayTo({ host, port, proxy }: { host: string; port: number; proxy: string | null }) {
  const way = proxy === null ? null : parseProxy(proxy);
  return {
    sensor: formatAuthority({ host, port }),
    host,
    port,
    proxy: way?.ok ? { host: way.value.host, port: way.value.port } : null,
  };
}
