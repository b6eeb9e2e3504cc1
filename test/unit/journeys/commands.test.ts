// The commands on the receipt are what a person will paste into a shell: names from the network must not break out.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { manualCommands } from '../../../main/journeys/trust/commands.ts';
import type { HostsView, ImportView } from '../../../preload/contract/trust-journey.ts';

const sha256 = 'AB'.repeat(32);
const plan = {
  plan: [{ sha256, place: 'root', role: 'self-signed-leaf', source: 'sensor' }],
  missing: null,
  wanted: '',
  stores: [{ scope: 'machine', present: [sha256] }],
} as unknown as ImportView;
const hosts = {
  file: 'C:\\hosts',
  address: '10.0.0.1',
  name: "a'; rm -rf /",
  resolved: { right: true },
} as unknown as HostsView;

describe('manualCommands', () => {
  it('names what was really done', () => {
    const [trust, line] = manualCommands(plan, hosts, 'win32');
    expect(trust).toBe(
      `Import-Certificate -FilePath 'ABABABABABABABAB.cer' -CertStoreLocation 'Cert:\\LocalMachine\\Root'`,
    );
    expect(line).toContain("'10.0.0.1 a''; rm -rf /'");
  });

  it('is empty while nothing is done', () => {
    const untouched = { ...plan, stores: [{ ...plan.stores[0], present: [] }] } as ImportView;
    expect(manualCommands(untouched, { ...hosts, resolved: null }, 'linux')).toEqual([]);
    expect(manualCommands(null, null, 'linux')).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('quotes for a POSIX shell so that the shell reads one argument', () => {
    const [, line = ''] = manualCommands(plan, { ...hosts, file: '/tmp/hosts' }, 'linux');
    const [printing = ''] = line.split(' | ');
    expect(execFileSync('/bin/sh', ['-c', printing], { encoding: 'utf8' })).toBe("\n10.0.0.1 a'; rm -rf /\n");
  });
});
