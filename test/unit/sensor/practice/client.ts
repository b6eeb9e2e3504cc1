// A plain client for the practice server, and openssl as the referee of what the server sends.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { promisify } from 'node:util';
import type { TlsMaterial } from '../../../../main/sensor/practice/server.ts';

const run = promisify(execFile);

type Asked = { status: number; headers: IncomingHttpHeaders; body: string };
type Question = { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string };

/** One HTTP request on a connection of its own, whatever the certificate. */
export const ask = (port: number, { method = 'GET', path = '/', headers = {}, body }: Question = {}) =>
  new Promise<Asked>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers, agent: false, rejectUnauthorized: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** The certificates in the order in which the server sent them, as `openssl s_client` received them. */
export const sentBy = async (port: number): Promise<X509Certificate[]> => {
  const talk = run('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-showcerts'], { timeout: 20_000 });
  talk.child.stdin?.end();
  const { stdout } = await talk;
  const pem = stdout.slice(0, stdout.indexOf('Server certificate')); // after that line the leaf is printed again
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (one) => new X509Certificate(one),
  );
};

/** A throw-away key and certificate, never on disk. */
export const opensslMaterial = async (commonName: string): Promise<TlsMaterial> => {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '-', '-out', '-'];
  const { stdout } = await run('openssl', ['req', '-x509', ...key, '-subj', `/CN=${commonName}`, '-days', '2']);
  const [keyPem = '', chainPem = ''] = stdout.split(/(?=-----BEGIN CERTIFICATE-----)/);
  return { keyPem, chainPem };
};
