import { describe, expect, it } from 'vitest';
import { knownMessages } from '../../../main/troubleshoot/catalogue.ts';
import { messageCheckSchema } from '../../../preload/contract/explanation.ts';
import { groupsOf, placesFor } from '../../../renderer/troubleshoot/troubleshoot-model.ts';

describe('where the checks are done', () => {
  it('each place once, in the order of the checks', () => {
    expect(placesFor(['pfx', 'dates', 'probe', 'chain'])).toEqual(['tools', 'sensor', 'files']);
    expect(placesFor([])).toEqual([]);
  });

  it('every check but the portal’s own has a place', () => {
    for (const check of messageCheckSchema.options)
      expect([check, placesFor([check]).length > 0]).toEqual([check, check !== 'proof-of-possession']);
  });
});

describe('the searched list', () => {
  const all = knownMessages();

  it('without a search is everything, by where it comes from', () => {
    const groups = groupsOf(all, '  ');
    expect(groups.map(({ source }) => source)).toEqual(['console', 'browser', 'windows', 'openssl', 'dps']);
    expect(groups.flatMap(({ messages }) => messages)).toEqual(all);
  });

  it('finds every word of the search, as the beginning of a word, in any order', () => {
    const ids = (search: string) => groupsOf(all, search).flatMap(({ messages }) => messages.map(({ id }) => id));
    expect(ids('key PASS')).toEqual(['passphrase-mismatch']);
    expect(ids('net err revoked')).toEqual(['err-cert-revoked']);
    expect(ids('assphrase')).toEqual([]);
  });
});
