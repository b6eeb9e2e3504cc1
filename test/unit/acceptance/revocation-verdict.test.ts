// From a list on a real HTTP server to the verdict and the console's own sentence: a good set whose certificate names
// that server, judged by the profile of the OT sensor with validation switched on.
import { createServer, type RequestListener, request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { distributionPointsOf, fetchCrls } from '../../../main/acceptance/fetch-crl.ts';
import type { Precheck } from '../../../preload/contract/precheck.ts';
import { key } from '../pki/openssl.ts';
import { deadPort, listen, tcp } from '../sensor/servers.ts';
import { ca, type Issuer, type ListWish, list } from './lists.ts';
import { check, crtOf, extensionsBut, issuing, leaf, now, one } from './sets.ts';

const revokedSentence = 'This certificate has been revoked by the CRL and can’t be trusted for a secure connection';
const unreachableSentence =
  'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance';
/** The sentences of the documents come with straight and with curly apostrophes. */
const straight = (text: string | null): string | undefined => text?.replaceAll('’', "'").replace(/\.$/, '');

let issuer: Issuer;
beforeAll(() => {
  issuer = { name: 'issuing', der: issuing, key: key('rsa2048', 'issuing') };
});
const serial = 0x77;
const revoking = (wish: ListWish = {}) => list(issuer, { revoked: [{ serial, reason: 'keyCompromise' }], ...wish });

const serve = (answer: RequestListener) => listen(createServer(answer));
const giving = (bytes: Uint8Array) => serve((_, response) => void response.end(bytes));

type Where = { port: number; proxy?: number; timeout?: number };

async function judge({ port, proxy, timeout = 20_000 }: Where): Promise<Precheck> {
  const point = `crlDistributionPoints=URI:http://127.0.0.1:${port}/issuing.crl`;
  const der = leaf({
    extensions: extensionsBut('none', point),
    more: ['-sha256', '-days', '365', '-set_serial', `${serial}`],
  });
  const way = proxy === undefined ? null : { host: '127.0.0.1', port: proxy };
  const fetched = await fetchCrls(distributionPointsOf(der), { proxy: way, timeout });
  if (!fetched.ok) throw new Error(fetched.error.code);
  return check({ crt: crtOf(der), fetched: fetched.value, validation: true, at: new Date(now.getTime() + 3_600_000) });
}

const isRejectedAsRevoked = (result: Precheck): void => {
  expect(result.verdict).toBe('reject');
  const { severity, consoleMessage, part } = one(result, 'revoked');
  expect([severity, part, straight(consoleMessage)]).toEqual(['fail', 'crt', straight(revokedSentence)]);
};
const has = (result: Precheck, code: string): boolean => result.findings.some((each) => each.code === code);

describe('a revoked certificate is rejected', () => {
  it('by a list that was fetched directly', async () => {
    isRejectedAsRevoked(await judge({ port: await giving(revoking()) }));
  });

  it('by a list that came through a proxy, and only through it', async () => {
    const port = await giving(revoking());
    let forwarded = 0;
    const proxy = await serve((asked, response) => {
      forwarded += 1;
      request(asked.url as string, (answer) => answer.pipe(response)).end();
    });
    const result = await judge({ port, proxy });
    expect(forwarded).toBe(1);
    isRejectedAsRevoked(result);
    expect(one(result, 'crl-reachable').facts).toMatchObject({ proxy: `127.0.0.1:${proxy}` });
  });

  it('by a list that is out of date', async () => {
    const result = await judge({ port: await giving(revoking({ last: '240101000000Z', next: '240201000000Z' })) });
    isRejectedAsRevoked(result);
    expect(one(result, 'crl-served-unusable').facts).toMatchObject({ cause: 'stale' });
  });

  it('by a list of 5 MB', async () => {
    const large = revoking({ others: 150_000 });
    expect(large.length).toBeGreaterThan(5_000_000);
    isRejectedAsRevoked(await judge({ port: await giving(large) }));
  });
});

describe('one that is not is not', () => {
  it('good: the list does not name it', async () => {
    const result = await judge({ port: await giving(list(issuer, { revoked: [{ serial: 5 }] })) });
    expect(has(result, 'revoked')).toBe(false);
    expect(one(result, 'not-revoked').severity).toBe('info');
    expect(result.verdict).not.toBe('reject');
  });

  it('unknown: the list is of another CA, though it has the same serial number', async () => {
    const result = await judge({ port: await giving(list(ca('Another'), { revoked: [{ serial }] })) });
    expect(has(result, 'revoked') || has(result, 'not-revoked')).toBe(false);
    expect(one(result, 'crl-served-unusable').facts).toMatchObject({ cause: 'no-list' });
    expect(one(result, 'revocation-unknown').severity).toBe('not-checked');
    expect(result.verdict).not.toBe('accept');
  });
});

describe('a list that cannot be had is told in the words of the console', () => {
  it.each([
    ['the server is down', () => deadPort(), 'refused', undefined],
    ['the server hangs', () => tcp(() => {}), 'timed-out', 200],
    [
      'the server has no such file',
      () => serve((_, answer) => void answer.writeHead(404).end()),
      'http-status',
      undefined,
    ],
    ['the server gives a page', () => serve((_, answer) => void answer.end('<html></html>')), 'not-a-crl', undefined],
  ] as const)('%s', async (_, start, problem, timeout) => {
    const result = await judge({ port: await start(), ...(timeout ? { timeout } : {}) });
    const { consoleMessage, facts } = one(result, 'crl-unreachable');
    expect(facts).toMatchObject({ problem, proxy: null, another: false });
    expect(straight(consoleMessage)).toBe(straight(unreachableSentence));
    expect(result.verdict).not.toBe('accept');
    expect(one(result, 'revocation-unknown').severity).toBe('not-checked');
  });
});
