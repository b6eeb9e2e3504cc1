// The commands on the receipt are what a person will paste into a shell: names from the network must not break out.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { removeCommand, trustCommand } from '../../../main/journeys/store-commands.ts';
import { manualCommands } from '../../../main/journeys/trust/commands.ts';
import type { ChangeView, ImportView } from '../../../preload/contract/trust-journey.ts';

const sha256 = 'AB'.repeat(32);
const importing = {
  plan: [{ sha256, place: 'root', role: 'self-signed-leaf', source: 'sensor' }],
  stores: [{ scope: 'machine', location: 'the store', present: [sha256] }],
} as unknown as ImportView;
const change = (more: Partial<ChangeView>): ChangeView => ({
  id: '1',
  at: '2026-01-01T00:00:00.000Z',
  kind: 'trust-added',
  target: 'the store',
  what: 'CN=sensor',
  thumbprint: sha256,
  undone: false,
  ...more,
});
const line = change({ kind: 'hosts-line-added', target: 'hosts', what: "10.0.0.1 a'; rm -rf /", thumbprint: null });

describe('manualCommands', () => {
  it('names what was changed', () => {
    const [trust, hosts] = manualCommands([change({}), line], importing, { file: 'C:\\hosts' }, 'win32', 'sensor7.cer');
    expect(trust).toBe(`Import-Certificate -FilePath 'sensor7.cer' -CertStoreLocation 'Cert:\\LocalMachine\\Root'`);
    expect(hosts).toContain("'10.0.0.1 a''; rm -rf /'");
  });

  it('leaves out what was there before, and what was taken back', () => {
    expect(manualCommands([], importing, { file: '/etc/hosts' }, 'linux', 'a.cer')).toEqual([]);
    expect(manualCommands([change({ undone: true })], importing, null, 'linux', 'a.cer')).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('quotes for a POSIX shell so that the shell reads one argument', () => {
    const [command = ''] = manualCommands([line], importing, { file: '/tmp/hosts' }, 'linux', 'a.cer');
    const [printing = ''] = command.split(' | ');
    expect(execFileSync('/bin/sh', ['-c', printing], { encoding: 'utf8' })).toBe("\n10.0.0.1 a'; rm -rf /\n");
  });
});

describe('removeCommand', () => {
  const prints = { sha1: 'CD'.repeat(20), sha256 };
  const root = { sha256, place: 'root' as const, role: 'root-ca' as const, item: { commonName: 'Root' } as never };

  it('takes out what the command beside it has put in, in each store', () => {
    expect(removeCommand(prints, 'root', 'machine', 'win32')).toBe(
      `Remove-Item -Path 'Cert:\\LocalMachine\\Root\\${prints.sha1}'`,
    );
    expect(removeCommand(prints, 'intermediate', 'user', 'win32')).toContain('Cert:\\CurrentUser\\CA\\');
    expect(removeCommand(prints, 'root', 'machine', 'darwin')).toMatch(/^sudo security delete-certificate -Z CDCD/);
    expect(removeCommand(prints, 'root', 'user', 'darwin')).toMatch(/^security .*login\.keychain-db$/);
    for (const scope of ['machine', 'user'] as const) {
      const added = trustCommand(root, scope, 'linux', '');
      const gone = removeCommand(prints, 'root', scope, 'linux');
      const where =
        scope === 'machine' ? `certwright-${sha256.toLowerCase()}.crt` : `'certwright ${sha256.slice(0, 16)}'`;
      expect([added.includes(where), gone.includes(where)]).toEqual([true, true]);
    }
  });
});
