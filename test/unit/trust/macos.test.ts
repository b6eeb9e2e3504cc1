import { describe, expect, it } from 'vitest';
import { loginKeychain, macosStore, systemKeychain } from '../../../main/trust/macos.ts';
import { parsePlist, plainSha1s, trustedSha1s } from '../../../main/trust/macos-trust-settings.ts';
import { makeCertificates, sha1Of, sha256Of } from './certificates.ts';
import { storeContract, value } from './contract.ts';
import { plistOf, standIn } from './macos-stand-in.ts';

const login = loginKeychain('/Users/alex');
const asRoot = { role: 'root-ca', place: 'root' } as const;

const mac = standIn();
storeContract('the keychain', { open: () => macosStore(login, mac.run), tellsWhoAdded: false });

describe('the keychain', () => {
  const made = makeCertificates();

  it('is asked with whole paths and argument lists', async () => {
    const fresh = standIn();
    const store = macosStore(login, fresh.run);
    value(await store.add(made.root, asRoot));
    value(await store.remove(sha256Of(made.root)));
    const changing = fresh.calls.filter(([, command]) => !/^(find|trust-settings)/.test(command ?? ''));
    expect(changing).toEqual([
      ['/usr/bin/security', 'add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-p', 'basic', '-k', login.path],
      ['/usr/bin/security', 'remove-trusted-cert'],
      ['/usr/bin/security', 'delete-certificate', '-Z', sha1Of(made.root), login.path],
    ]);
    expect(fresh.keychain).toEqual([]);
    expect(fresh.trust.size).toBe(0);
  });

  it('uses the administrators’ trust settings for the machine', async () => {
    const fresh = standIn();
    const store = macosStore(systemKeychain, fresh.run);
    value(await store.add(made.root, asRoot));
    value(await store.remove(sha256Of(made.root)));
    for (const call of fresh.calls.filter(([, command]) => /trust/.test(command ?? ''))) expect(call[2]).toBe('-d');
    expect(store.scope).toBe('machine');
  });

  it('leaves nothing in the keychain where the person declines', async () => {
    const fresh = standIn();
    fresh.declineNext = true;
    const store = macosStore(login, fresh.run);
    expect(await store.add(made.root, asRoot)).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(fresh.keychain).toEqual([]);
  });

  it('keeps trust and certificate where the person declines the removal', async () => {
    const fresh = standIn();
    const store = macosStore(login, fresh.run);
    value(await store.add(made.root, asRoot));
    fresh.declineNext = true;
    expect(await store.remove(sha256Of(made.root))).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(value(await store.find(sha256Of(made.root)))).toMatchObject({ place: 'root' });
  });

  it('does not make its own what someone put there without trusting it', async () => {
    const fresh = standIn();
    fresh.keychain.push(made.root);
    const store = macosStore(login, fresh.run);
    expect(await store.add(made.root, asRoot)).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(fresh.keychain).toHaveLength(1);
    expect(fresh.trust.size).toBe(0);
  });

  it('knows whether it could put back what is there just as it stands', async () => {
    const fresh = standIn();
    const store = macosStore(login, fresh.run);
    value(await store.add(made.root, asRoot));
    fresh.keychain.push(made.stranger, made.intermediate);
    // Trusted, by a result that we never give.
    fresh.trust.set(sha1Of(made.stranger), 2);
    expect(await store.asItStands(sha256Of(made.root), 'root')).toEqual({ ok: true, value: 'plain' });
    expect(await store.asItStands(sha256Of(made.stranger), 'root')).toEqual({ ok: true, value: 'unknown' });
    expect(await store.asItStands(sha256Of(made.intermediate), 'intermediate')).toEqual({ ok: true, value: 'plain' });
  });

  it('says so where there is no such tool', async () => {
    const store = macosStore(login, async () => ({ exit: 'ENOENT', stdout: Buffer.alloc(0), stderr: '' }));
    expect(await store.list()).toMatchObject({ ok: false, error: { code: 'store-missing' } });
  });
});

describe('trust settings', () => {
  const sha1 = 'A'.repeat(40);
  const list = (entry: string) =>
    trustedSha1s(
      `<plist version="1.0"><dict><key>trustList</key><dict><key>${sha1}</key>${entry}</dict></dict></plist>`,
    );

  it('are read as Apple writes them', () => {
    expect([
      ...trustedSha1s(
        plistOf(
          new Map([
            [sha1, 1],
            ['B'.repeat(40), 3],
            ['C'.repeat(40), 2],
          ]),
        ),
      ),
    ]).toEqual([sha1, 'C'.repeat(40)]);
  });

  it.each([
    ['no constraints', '<dict><key>trustSettings</key><array/></dict>', true],
    ['no settings', '<dict><key>issuerName</key><data>AQID</data></dict>', true],
    ['a constraint without a result', '<dict><key>trustSettings</key><array><dict/></array></dict>', true],
    [
      'mail only',
      '<dict><key>trustSettings</key><array><dict><key>kSecTrustSettingsPolicyName</key><string>SMIME</string></dict></array></dict>',
      false,
    ],
    [
      'denied for all',
      '<dict><key>trustSettings</key><array><dict><key>kSecTrustSettingsResult</key><integer>3</integer></dict></array></dict>',
      false,
    ],
  ])('with %s', (_what, entry, trusted) => {
    expect(list(entry).has(sha1)).toBe(trusted);
  });

  it.each([
    ['always trusted', '<dict><key>trustSettings</key><array/></dict>'],
    [
      'trusted for servers alone',
      '<dict><key>trustSettings</key><array><dict><key>kSecTrustSettingsPolicyName</key><string>sslServer</string></dict></array></dict>',
    ],
  ])('of one that is %s are not those that we make', (_what, entry) => {
    const xml = `<plist version="1.0"><dict><key>trustList</key><dict><key>${sha1}</key>${entry}</dict></dict></plist>`;
    expect([[...trustedSha1s(xml)], [...plainSha1s(xml)]]).toEqual([[sha1], []]);
    expect([...plainSha1s(plistOf(new Map([[sha1, 1]])))]).toEqual([sha1]);
  });

  it('are nothing where they are not understood', () => {
    for (const text of ['', 'bplist00', '<plist><dict><key>a</key></dict></plist>', '<dict><array></dict>'])
      expect(trustedSha1s(text).size).toBe(0);
    expect(parsePlist('<plist><array><true/><integer>7</integer><string>x</string><dict/></array></plist>')).toEqual([
      true,
      7,
      'x',
      {},
    ]);
  });
});
