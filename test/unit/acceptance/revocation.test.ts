// What the pre-check finds about revocation, with CAs and lists of the real openssl. Where openssl verify can judge the
// same, it is asked as the referee.
import { createServer, type RequestListener, request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { revocationWords } from '../../../assets/text/en/precheck-revocation.ts';
import { fetchCrls } from '../../../main/acceptance/fetch-crl.ts';
import {
  judgeRevocation,
  type RevocationFinding,
  type RevocationQuestion,
} from '../../../main/acceptance/revocation.ts';
import { precheckFacts } from '../../../preload/contract/precheck.ts';
import { certificate, key, openssl, write } from '../pki/openssl.ts';
import { deadPort, listen } from '../sensor/servers.ts';
import { ca, file, type Issuer, leaf, list, pem } from './lists.ts';

const url = 'http://crl.contoso.com/issuing.crl';
let root: Issuer;
let issuing: Issuer;
let other: Issuer;
let good: Uint8Array;
// A little later than everything that is made below.
const now = new Date(Date.now() + 3_600_000);

beforeAll(() => {
  root = ca('Root');
  issuing = ca('Issuing', root);
  other = ca('Other');
  good = leaf(issuing, 5, [url]);
});

const ask = (more: Partial<RevocationQuestion>): RevocationFinding[] => {
  const findings = judgeRevocation({
    leaf: good,
    issuers: [root.der, issuing.der],
    crtFile: 'sensor7.crt',
    crls: [],
    fetched: null,
    validation: true,
    at: now,
    ...more,
  });
  for (const { code, facts } of findings) {
    precheckFacts[code].parse(facts);
    const { what, todo } = revocationWords[code](facts as never);
    const said = [what, todo];
    for (const text of said) {
      expect(text).toMatch(/^[A-Z“].{5,}/s);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    }
  }
  return findings;
};
const codes = (findings: readonly RevocationFinding[]) => findings.map(({ code }) => code);
const fetchedAs = (bytes: Uint8Array, at = url) => [{ url: at, proxy: null, outcome: { ok: true as const, bytes } }];
const past = { last: '240101000000Z', next: '240201000000Z' };

/** What openssl says, with the root trusted and the lists of the whole chain at hand. */
function refereed(leafDer: Uint8Array, lists: readonly Uint8Array[]): string {
  const paths = [
    write('r-leaf.pem', pem('CERTIFICATE', leafDer)),
    write('r-root.pem', pem('CERTIFICATE', root.der)),
    write('r-ca.pem', pem('CERTIFICATE', issuing.der)),
    write('r-crl.pem', lists.map((der) => pem('X509 CRL', der)).join('')),
  ] as const;
  const given = ['-CAfile', paths[1], '-untrusted', paths[2], '-CRLfile', paths[3], '-crl_check', paths[0]];
  try {
    return openssl(['verify', ...given]).toString();
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr);
  }
}

describe('where the certificate says that its list is', () => {
  it('nowhere', () => {
    const without = leaf(issuing, 6, []);
    expect(ask({ leaf: without })).toEqual([
      { code: 'no-distribution-point', facts: {}, part: 'crt', file: 'sensor7.crt' },
    ]);
    expect(codes(ask({ leaf: without, validation: false }))).toEqual(['no-distribution-point']);
  });

  it('somewhere, and nobody asked', () => {
    expect(ask({})).toEqual([
      { code: 'crl-not-asked', facts: { urls: [url] }, part: 'crl', file: null },
      { code: 'revocation-unknown', facts: { cause: 'no-list' }, part: 'crl', file: null },
    ]);
  });

  it('somewhere, and the appliance does not look', () => {
    expect(ask({ validation: false })).toEqual([
      { code: 'distribution-point-unused', facts: { urls: [url] }, part: 'crt', file: 'sensor7.crt' },
      { code: 'revocation-unknown', facts: { cause: 'no-list' }, part: 'crl', file: null },
    ]);
  });

  it('by https, LDAP, in a file, at an odd port, or at what is no address', () => {
    const urls = [
      'https://crl.contoso.com/a.crl',
      'ldap://dc1.contoso.com/CN=a?certificateRevocationList',
      'http://crl.contoso.com:8080/a.crl',
      'http://crl.contoso.com:80/a.crl',
      'http: //crl.contoso.com/a.crl',
    ];
    const findings = ask({ leaf: leaf(issuing, 7, urls) });
    expect(findings.map(({ code, facts }) => ({ code, ...facts }))).toEqual([
      { code: 'distribution-point-scheme', url: urls[0], scheme: 'https', another: false },
      { code: 'distribution-point-scheme', url: urls[1], scheme: 'ldap', another: false },
      { code: 'distribution-point-port', url: urls[2], port: 8080 },
      { code: 'crl-unreachable', url: urls[4], proxy: null, problem: 'not-a-url', another: false },
      { code: 'crl-not-asked', urls: [urls[2], urls[3]] },
      { code: 'revocation-unknown', cause: 'no-list' },
    ]);
  });

  it('never with the credentials in it', () => {
    const findings = ask({ leaf: leaf(issuing, 8, ['http://reader:canary-7@crl.contoso.com:8080/a.crl']) });
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('names lists of changes, which nobody fetches', () => {
    const delta = 'http://crl.contoso.com/delta.crl';
    const findings = ask({ leaf: leaf(issuing, 9, [url], [`freshestCRL=URI:${delta}`]) });
    expect(findings).toContainEqual({ code: 'delta-not-asked', facts: { urls: [delta] }, part: 'crl', file: null });
  });
});

describe('what the lists say', () => {
  it('not revoked', () => {
    const fresh = list(issuing, { revoked: [{ serial: 77 }] });
    const findings = ask({ fetched: fetchedAs(fresh) });
    expect(findings).toEqual([
      { code: 'crl-reachable', facts: { url, proxy: null, bytes: fresh.length }, part: 'crl', file: null },
      { code: 'not-revoked', facts: { list: url, nextUpdate: expect.any(String) }, part: 'crl', file: null },
    ]);
    expect(refereed(good, [fresh])).toContain(': OK');
  });

  it.each(['keyCompromise', 'superseded', 'certificateHold', ''])('revoked, with the reason "%s"', (reason) => {
    const fresh = list(issuing, { revoked: [{ serial: 5, reason }] });
    const facts = {
      subject: 'CN=sensor7.contoso.com,O=Contoso,C=US',
      leaf: true,
      serialNumber: '05',
      reason: reason || 'unspecified',
      revokedAt: '2025-01-01T00:00:00Z',
      list: 'issuing.crl',
    };
    expect(ask({ crls: [file('issuing.crl', fresh)], validation: false }).at(-1)).toEqual({
      code: 'revoked',
      facts,
      part: 'crt',
      file: 'sensor7.crt',
    });
    expect(refereed(good, [fresh])).toContain('certificate revoked');
  });

  it('the same from PEM, and each list once wherever it is from', () => {
    const der = list(issuing, { revoked: [{ serial: 5 }] });
    const findings = ask({ crls: [file('a.crl', pem('X509 CRL', der)), file('b.crl', der)], fetched: fetchedAs(der) });
    expect(codes(findings)).toEqual(['crl-reachable', 'revoked']);
  });

  it('revoked, though the list is out of date', () => {
    const stale = list(issuing, { ...past, revoked: [{ serial: 5, reason: 'keyCompromise' }] });
    const findings = ask({ fetched: fetchedAs(stale) });
    expect(codes(findings)).toEqual(['crl-reachable', 'crl-served-unusable', 'revoked']);
    expect(findings[1]).toMatchObject({ facts: { url, cause: 'stale', another: false } });
    expect(refereed(good, [stale])).toMatch(/CRL has expired|certificate revoked/);
  });

  it('nothing, where the list is out of date and does not name it', () => {
    const stale = list(issuing, { ...past, revoked: [{ serial: 77 }] });
    const findings = ask({ crls: [file('old.crl', stale)], validation: false });
    expect(findings.slice(1)).toEqual([
      { code: 'crl-unusable', facts: { list: 'old.crl', cause: 'stale' }, part: 'crl', file: 'old.crl' },
      { code: 'revocation-unknown', facts: { cause: 'stale' }, part: 'crl', file: null },
    ]);
    expect(refereed(good, [stale])).toContain('CRL has expired');
  });

  it('a hold in an old list is over when a new one does not have it; a revocation never is', () => {
    const fresh = list(issuing, {});
    const held = list(issuing, { ...past, revoked: [{ serial: 5, reason: 'certificateHold' }] });
    const gone = list(issuing, { ...past, revoked: [{ serial: 5, reason: 'superseded' }] });
    const both = (old: Uint8Array) => codes(ask({ crls: [file('old.crl', old), file('new.crl', fresh)] }));
    expect(both(held)).toContain('not-revoked');
    expect(both(held)).not.toContain('revoked');
    expect(both(gone)).toContain('revoked');
    expect(both(gone)).not.toContain('not-revoked');
    expect(codes(ask({ crls: [file('old.crl', held)] }))).toContain('revoked');
  });

  it('nothing, where the list is of another CA', () => {
    const foreign = list(other, { revoked: [{ serial: 5 }] });
    expect(ask({ fetched: fetchedAs(foreign) }).slice(1)).toEqual([
      { code: 'crl-served-unusable', facts: { url, cause: 'no-list', another: false }, part: 'crl', file: null },
      { code: 'revocation-unknown', facts: { cause: 'no-list' }, part: 'crl', file: null },
    ]);
    expect(refereed(good, [foreign])).toContain('unable to get certificate CRL');
  });

  it('nothing, where another CA uses the same name', () => {
    const double: Issuer = { ...issuing, ...ca('Double'), name: 'Issuing' };
    const der = certificate({
      key: double.key,
      subject: '/O=Contoso/CN=Issuing',
      extensions: [
        'basicConstraints=critical,CA:TRUE',
        'keyUsage=critical,keyCertSign,cRLSign',
        'subjectKeyIdentifier=hash',
      ],
    });
    const forged = list({ ...double, der }, { revoked: [{ serial: 5 }] });
    const findings = ask({ crls: [file('forged.crl', forged)] });
    expect(codes(findings)).not.toContain('revoked');
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'crl-unusable', facts: { list: 'forged.crl', cause: 'signature-invalid' } }),
    );
    // Also when its certificate is among those given.
    const given = ask({ crls: [file('forged.crl', forged)], issuers: [root.der, issuing.der, der] });
    expect(codes(given)).not.toContain('revoked');
    expect(codes(given)).not.toContain('not-revoked');
  });

  it('nothing, where the chain is missing', () => {
    const fresh = list(issuing, {});
    expect(codes(ask({ issuers: [], fetched: fetchedAs(fresh) }))).toContain('revocation-unknown');
    expect(ask({ issuers: [], fetched: fetchedAs(fresh) }).at(-1)?.facts).toEqual({ cause: 'signer-unknown' });
  });

  it('nothing, where the list was changed', () => {
    const changed = new Uint8Array(list(issuing, { revoked: [{ serial: 5 }] }));
    changed[changed.length - 5] = (changed.at(-5) as number) ^ 1;
    const findings = ask({ crls: [file('changed.crl', changed)] });
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'crl-unusable', facts: { list: 'changed.crl', cause: 'signature-invalid' } }),
    );
    expect(codes(findings)).toContain('revocation-unknown');
  });

  it('nothing, where the list is for another distribution point', () => {
    const scope = [
      'issuingDistributionPoint=critical,@scope',
      '[scope]',
      'fullname=URI:http://elsewhere.contoso.com/x.crl',
    ];
    const elsewhere = list(issuing, { extensions: scope });
    expect(ask({ crls: [file('x.crl', elsewhere)] })).toContainEqual(
      expect.objectContaining({ code: 'crl-unusable', facts: { list: 'x.crl', cause: 'other-scope' } }),
    );
  });

  it('nothing, where a file is no list', () => {
    expect(ask({ crls: [file('page.crl', '<html></html>')] }).slice(1)).toEqual([
      { code: 'crl-unusable', facts: { list: 'page.crl', cause: 'not-a-list' }, part: 'crl', file: 'page.crl' },
      { code: 'revocation-unknown', facts: { cause: 'no-list' }, part: 'crl', file: null },
    ]);
  });

  it('that a CA of the chain is revoked', () => {
    const serial = Number(
      openssl(['x509', '-inform', 'DER', '-noout', '-serial'], issuing.der).toString().trim().replace(/.*=/, '0x'),
    );
    const above = list(root, { revoked: [{ serial, reason: 'CACompromise' }] });
    const findings = ask({ crls: [file('root.crl', above), file('issuing.crl', list(issuing))] });
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'revoked',
        part: 'chain',
        facts: expect.objectContaining({ leaf: false, subject: 'CN=Issuing,O=Contoso', reason: 'cACompromise' }),
      }),
    );
    expect(codes(findings)).toContain('not-revoked');
  });

  it('also of an expired certificate, and of one that signed itself', () => {
    const fresh = list(issuing, { revoked: [{ serial: 5 }], next: '391231235959Z' });
    const later = new Date('2039-01-01T00:00:00Z');
    expect(codes(ask({ crls: [file('a.crl', fresh)], at: later }))).toContain('revoked');
    const self = certificate({
      key: key('p256', 'self'),
      subject: '/CN=self',
      extensions: [`crlDistributionPoints=URI:${url}`],
    });
    expect(codes(ask({ leaf: self, issuers: [], crls: [file('a.crl', fresh)] }))).toContain('revocation-unknown');
  });

  it('of 5 MB, both ways', () => {
    const large = list(issuing, { revoked: [{ serial: 5 }], others: 150_000 });
    expect(large.length).toBeGreaterThan(5_000_000);
    expect(codes(ask({ fetched: fetchedAs(large) }))).toEqual(['crl-reachable', 'revoked']);
    const without = leaf(issuing, 11, [url]);
    expect(codes(ask({ leaf: without, fetched: fetchedAs(large) }))).toEqual(['crl-reachable', 'not-revoked']);
  });
});

describe('from the network to the finding', () => {
  const serve = (answer: RequestListener) => listen(createServer(answer));

  it('one dead place of two is told, and is not the end', async () => {
    const fresh = list(issuing);
    const live = await serve((_, response) => void response.end(fresh));
    const urls = [`http://127.0.0.1:${await deadPort()}/a.crl`, `http://127.0.0.1:${live}/a.crl`];
    const cert = leaf(issuing, 12, urls);
    const fetched = await fetchCrls(urls, { proxy: null, timeout: 20_000 });
    if (!fetched.ok) throw new Error();
    const findings = ask({ leaf: cert, fetched: fetched.value });
    expect(findings).toContainEqual({
      code: 'crl-unreachable',
      facts: { url: urls[0], proxy: null, problem: 'refused', another: true },
      part: 'crl',
      file: null,
    });
    expect(codes(findings)).toContain('crl-reachable');
    expect(findings.at(-1)).toMatchObject({ code: 'not-revoked', facts: { list: urls[1] } });
  });

  it('revoked, by a list that came through a proxy, which is named', async () => {
    const revoked = list(issuing, { revoked: [{ serial: 13, reason: 'keyCompromise' }] });
    const server = await serve((_, response) => void response.end(revoked));
    let forwarded = 0;
    const port = await serve((asked, response) => {
      forwarded += 1;
      request(asked.url as string, (answer) => answer.pipe(response)).end();
    });
    const place = `http://127.0.0.1:${server}/a.crl`;
    const fetched = await fetchCrls([place], { proxy: { host: '127.0.0.1', port }, timeout: 20_000 });
    if (!fetched.ok) throw new Error();
    const findings = ask({ leaf: leaf(issuing, 13, [place]), fetched: fetched.value });
    expect(forwarded).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'crl-reachable',
        facts: { url: place, proxy: `127.0.0.1:${port}`, bytes: revoked.length },
      }),
    );
    expect(findings.at(-1)).toMatchObject({ code: 'revoked', facts: { list: place, reason: 'keyCompromise' } });
    const words = revocationWords['crl-reachable'](findings[1]?.facts as never).what;
    expect(words).toContain(`as seen from this computer, through the proxy 127.0.0.1:${port}`);
  });
});

describe('the words', () => {
  it('say from where it was asked, and how to ask from the side of the sensor', () => {
    const facts = {
      url: 'http://crl.contoso.com:8080/Root%20(1).crl',
      proxy: null,
      problem: 'refused',
      another: false,
    } as const;
    const { what, recipe: steps = [] } = revocationWords['crl-unreachable'](facts);
    const recipe = steps.map(({ command }) => command).join('\n');
    expect(what).toContain('as seen from this computer, directly');
    expect(recipe).toContain("curl -v -o crl.tmp 'http://crl.contoso.com:8080/Root%20(1).crl'");
    expect(recipe).toContain("Test-NetConnection 'crl.contoso.com' -Port 8080");
    expect(recipe).toContain("certutil -URL 'http://crl.contoso.com:8080/Root%20(1).crl'");
  });

  it('let no URL out of its quotes', () => {
    const facts = { url: "http://a.example/'; rm -rf ~;'", proxy: null, problem: 'refused', another: false } as const;
    const [first] = revocationWords['crl-unreachable'](facts).recipe ?? [];
    expect(first?.command).toContain(`'http://a.example/'\\''; rm -rf ~;'\\'''`);
  });

  it('have a sentence for every way to fail', () => {
    const shape = precheckFacts['crl-unreachable'].shape.problem.options;
    const said = shape.map(
      (problem) => revocationWords['crl-unreachable']({ url, proxy: null, problem, another: false }).what,
    );
    expect(new Set(said).size).toBe(shape.length);
  });
});
