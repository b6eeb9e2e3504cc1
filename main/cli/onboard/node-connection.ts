// A real TLS connection by Node, for where there is no Chromium to ask: with exactly the certificates of the stores
// that Edge and Chrome read, by the name, through the system's resolver. It is no verdict of a browser, and is not
// called one.
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { type Failure, ok, type Result } from '../../../preload/contract/result.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { thumbprints } from '../../pki/certificate/fingerprint.ts';
import { toPem } from '../../pki/files/write.ts';
import { Deadline, type Target } from '../../sensor/deadline.ts';
import { dial } from '../../sensor/dial.ts';
import { dialThroughProxy } from '../../sensor/proxy.ts';
import type { TrustStore } from '../../trust/trust-store.ts';

/** Roots, and what leads to them. A self-signed certificate that is not trusted must not become an anchor here. */
export async function trustedCertificates(stores: readonly TrustStore[]): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const store of stores.filter(({ readers }) => readers.includes('chromium'))) {
    const listed = await store.list();
    if (!listed.ok) continue;
    for (const { der, place } of listed.value) {
      const item = place === 'root' ? null : parseCertificate(der);
      if (item === null || (item.ok && !item.value.selfSigned)) found.push(der);
    }
  }
  return found;
}

export type NodeConnection = {
  /** What it ended with: `OK`, Node's own code (`CERT_HAS_EXPIRED`), or `OTHER_CERTIFICATE`. */
  code: string;
};

export type Wanted = {
  host: string;
  port: number;
  /** SHA-256 of the leaf that was compared: another server under the same name is not the sensor. */
  sha256: string;
  trusted: readonly Uint8Array[];
  /** The way through a proxy: to the sensor's address, since the proxy does not know our hosts file. */
  proxy: { proxy: Target; target: Target } | null;
  timeoutMs: number;
  signal: AbortSignal;
};

/** Fails with the errors of `dial` and `dialThroughProxy`, where no connection was made at all. */
export async function connectByNode(wanted: Wanted): Promise<Result<NodeConnection>> {
  const { host, port, sha256, trusted, proxy, timeoutMs, signal } = wanted;
  const deadline = new Deadline({ host, port }, timeoutMs, signal);
  try {
    const dialled = await (proxy
      ? dialThroughProxy(proxy.proxy, proxy.target, deadline)
      : dial({ host, port }, deadline));
    if (!dialled.ok) return dialled;
    deadline.stage = 'handshake';
    return await new Promise<Result<NodeConnection> | Failure>((answer) => {
      const servername = isIP(host) ? {} : { servername: host };
      const ca = trusted.map((der) => toPem(der));
      const socket = connect({ socket: dialled.value, host, ca, ...servername, ALPNProtocols: ['http/1.1'] });
      const settle = (result: Result<NodeConnection>) => {
        release();
        socket.destroy();
        dialled.value.destroy();
        answer(result);
      };
      const release = deadline.onOver(() => settle(deadline.failure()));
      socket.on('error', (error: NodeJS.ErrnoException) => settle(ok({ code: error.code ?? 'unknown' })));
      socket.once('secureConnect', () => {
        const leaf = socket.getPeerX509Certificate()?.raw;
        const same = leaf !== undefined && thumbprints(leaf).sha256 === sha256;
        settle(ok({ code: same ? 'OK' : 'OTHER_CERTIFICATE' }));
      });
    });
  } finally {
    deadline.dispose();
  }
}
