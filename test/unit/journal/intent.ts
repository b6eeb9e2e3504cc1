// An intent to write, for tests of the journal alone.
import type { Intent } from '../../../main/journal/journal.ts';
import { addHost } from '../privileged/temp-world.ts';

export const intent = (name: string): Intent => ({
  journey: 'j1',
  sensor: null,
  operation: addHost(name),
  inverse: { kind: 'hosts-remove', name, address: '192.0.2.7', tag: 'j1' },
  what: { kind: 'hosts-line-added', target: '/etc/hosts', what: `192.0.2.7 ${name}`, thumbprint: null },
});
