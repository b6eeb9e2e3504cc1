// Chromium's verdict in the real app, asked over the bridge: which certificate it is about, that it follows the user's
// store, and that nothing is fetched which the certificate names, since nobody trusts that certificate yet.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrustAction, TrustJourney, Verdict } from '../../preload/contract/trust-journey.ts';
import { freshHome, type RunningApp, removeHome, startApp } from '../support/app.ts';
import { bundle, type Issued, issue, openssl, privateCa } from '../support/openssl.ts';

const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';

let running: RunningApp;
let folder: string;
let home: string;
let servers: Server[];

async function portOf<S extends Server | ReturnType<typeof createTlsServer>>(server: S): Promise<number> {
  servers.push(server as unknown as Server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

const certutil = (...args: string[]) =>
  execFileSync('certutil', ['-d', `sql:${join(home, '.pki/nssdb')}`, ...args], { stdio: 'pipe' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-verdict-'));
  home = freshHome();
  servers = [];
  mkdirSync(join(home, '.pki/nssdb'), { recursive: true });
  certutil('-N', '--empty-password');
});

afterEach(async () => {
  await running?.close();
  for (const server of servers) server.close();
  removeHome(home);
  rmSync(folder, { recursive: true, force: true });
});

const serve = (chain: string, key: string): Promise<number> => {
  const server = createTlsServer({ cert: readFileSync(chain), key: readFileSync(key) }, (socket) => {
    socket.on('error', () => {});
    socket.end();
  });
  return portOf(server.on('tlsClientError', () => {}));
};

async function start(): Promise<(action: TrustAction) => Promise<TrustJourney>> {
  running = await startApp({ home });
  const id = await running.page.evaluate(async () => {
    const started = await window.certwright['journeys.start']({ kind: 'trust', practice: false });
    return started.ok ? started.value.id : '';
  });
  return async (action) => {
    const result = await running.page.evaluate(
      ([journey, wanted]) => window.certwright['journeys.act']({ id: journey, task: 'verdict', action: wanted }),
      [id, action] as const,
    );
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    if (result.value.kind !== 'trust') throw new Error('a journey of another kind');
    return result.value;
  };
}

/** The first verdict about the address; later ones come from `checked`. */
async function downloaded(act: (action: TrustAction) => Promise<TrustJourney>, port: number): Promise<Verdict | null> {
  await act({ type: 'set-address', address: `127.0.0.1:${port}`, proxy: null });
  return (await act({ type: 'download' })).done.before;
}

const invalid = 'net::ERR_CERT_AUTHORITY_INVALID';
const extensions = ['subjectAltName=DNS:sensor7.contoso.test,IP:127.0.0.1', 'basicConstraints=CA:FALSE'];

describe.skipIf(!inPrivateWorld)('a verdict', () => {
  it('fetches nothing that the certificate names, neither directly nor for a name in the tunnel', async () => {
    const fetched: string[] = [];
    const { root, intermediate } = privateCa(folder);
    openssl(folder, 'x509', '-in', intermediate.certificate, '-outform', 'DER', '-out', 'intermediate.cer');
    const named = createServer((request, response) => {
      fetched.push(request.url ?? '');
      response.setHeader('Content-Type', 'application/pkix-cert');
      response.end(readFileSync(join(folder, 'intermediate.cer')));
    });
    const from = `http://127.0.0.1:${await portOf(named)}`;
    const leaf = issue(folder, {
      name: 'leaf',
      subject: '/CN=sensor7.contoso.test',
      extensions: [
        ...extensions,
        `authorityInfoAccess=caIssuers;URI:${from}/issuer,OCSP;URI:${from}/ocsp`,
        `crlDistributionPoints=URI:${from}/crl`,
      ],
      issuer: intermediate,
    });
    // Trusted by its root, the missing intermediate is all that Chromium would want to fetch.
    certutil('-A', '-t', 'C,,', '-n', 'root', '-i', root.certificate);
    const port = await serve(leaf.certificate, leaf.key);
    const act = await start();
    expect(await downloaded(act, port)).toMatchObject({ code: invalid, way: 'direct', leaf: leaf.sha256 });
    const { name } = await act({ type: 'check-name' });
    expect(name?.typed).toMatchObject({ code: invalid, leaf: leaf.sha256 });
    expect(name?.names).toMatchObject([
      { host: 'sensor7.contoso.test', code: invalid, way: 'tunnel', leaf: leaf.sha256 },
    ]);
    expect(fetched).toEqual([]);
  });

  it('changes when a certificate is added to the store and taken out again, and names its leaf', async () => {
    const { root, intermediate } = privateCa(folder);
    const leaf = issue(folder, { name: 'leaf', subject: '/CN=sensor7', extensions, issuer: intermediate });
    const chain = (own: Issued) => bundle(folder, 'chain.pem', [own.certificate, intermediate.certificate]);
    const port = await serve(chain(leaf), leaf.key);
    const act = await start();
    const typed = async () => (await act({ type: 'check-name' })).name?.typed;
    expect(await downloaded(act, port)).toMatchObject({ code: invalid, leaf: leaf.sha256 });
    for (const _round of [1, 2]) {
      certutil('-A', '-t', 'C,,', '-n', 'root', '-i', root.certificate);
      expect(await typed()).toMatchObject({ code: 'net::OK', leaf: leaf.sha256 });
      certutil('-D', '-n', 'root');
      expect(await typed()).toMatchObject({ code: invalid, leaf: leaf.sha256 });
    }
  });

  it('is about no leaf where nobody answers any more', async () => {
    const leaf = issue(folder, { name: 'leaf', subject: '/CN=sensor7', extensions });
    const port = await serve(leaf.certificate, leaf.key);
    const act = await start();
    await downloaded(act, port);
    servers[0]?.close();
    const { name } = await act({ type: 'check-name' });
    expect(name?.typed).toMatchObject({ code: 'net::ERR_CONNECTION_REFUSED', leaf: null });
  });
});
