// @ts-check
// A TLS server for handshakes.mjs, its parent: tells its port first, then on request how many handshakes it has seen.
import { createServer } from 'node:tls';
import forge from 'node-forge';

const keys = forge.pki.rsa.generateKeyPair({ bits: 2048 });
const certificate = forge.pki.createCertificate();
certificate.publicKey = keys.publicKey;
certificate.serialNumber = '01';
certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
const name = [{ name: 'commonName', value: 'sensor.example' }];
certificate.setSubject(name);
certificate.setIssuer(name);
certificate.sign(keys.privateKey, forge.md.sha256.create());

let handshakes = 0;
const server = createServer(
  { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(certificate) },
  (socket) => socket.on('error', () => {}),
);
// A client that is content after its own half of the handshake hangs up before ours is done: so count the calls. Such a
// hang-up is no fault either.
server.on('connection', () => {
  handshakes += 1;
});
server.on('tlsClientError', () => {});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address ? address.port : 0);
});
process.on('message', () => process.send?.(handshakes));
process.on('disconnect', () => process.exit());
