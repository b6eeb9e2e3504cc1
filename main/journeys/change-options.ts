// How a journey's action asks for a change: it can be cancelled, tells where it is, and the journal keeps for which sensor
// it was.
import type { MakeOptions } from '../journal/making.ts';
import { formatAuthority } from '../sensor/address.ts';
import type { Run } from './kind.ts';

export const changeOptions = (run: Run, sensor: { host: string; port: number } | null): MakeOptions => ({
  signal: run.signal,
  onStage: run.stage,
  ...(sensor ? { sensor: formatAuthority(sensor) } : {}),
});
