// What the practice sensor shows in each state: keys and certificates, made when a state is first asked for.
// They live in memory only. No key is written, printed or handed to anyone but the server.
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { PracticeState } from '../../../preload/contract/calls.ts';
import { type CertificateOrder, issueCertificate } from '../../pki/certificate/issue.ts';
import { toPem, toPemChain } from '../../pki/files/write.ts';
import type { TlsMaterial } from './server.ts';

/** `.test` never exists in DNS (RFC 6761), so the name leads to no one else's machine. */
export const practiceName = 'practice-sensor.certwright.test';
const otherMachine = 'another-machine.certwright.test';

/** The private CA's certificates, DER. */
export type PracticeCa = { root: Uint8Array; intermediate: Uint8Array };
/** What a state shows: the leaf (DER), what is sent to clients, and the CA where there is one. */
export type Shown = TlsMaterial & { leaf: Uint8Array; ca?: PracticeCa };

const day = 86_400_000;
// An admin may really trust these, so they end soon; long enough not to be reported as about to expire.
const current = { from: -1, to: 90 };
type Days = typeof current;

const makeKey = async (bits: number): Promise<string> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
};

/** What all the certificates have in common: the subject fields that the appliance asks for, and a random serial. */
const order = (commonName: string, { from, to }: Days, now: Date) => ({
  subject: [
    { type: 'C', value: 'US' },
    { type: 'O', value: 'Certwright practice' },
    { type: 'OU', value: 'Practice sensor' },
    { type: 'CN', value: commonName },
  ],
  notBefore: new Date(now.getTime() + from * day),
  notAfter: new Date(now.getTime() + to * day),
  serial: `4${randomBytes(16).toString('hex').slice(1)}`, // below 20 octets, positive, no leading zeros: RFC 5280 4.1.2.2
});
const server = {
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['serverAuth'],
} as const satisfies Partial<CertificateOrder>;
const authority = { keyUsage: ['keyCertSign', 'cRLSign'] } as const satisfies Partial<CertificateOrder>;

type SelfSigned = { name?: string; san?: boolean; days?: Days; bits?: number };
const selfSigned = async (now: Date, { name = practiceName, san = true, days = current, bits = 2048 }: SelfSigned) => {
  const keyPem = await makeKey(bits);
  const leaf = issueCertificate({
    ...order(name, days, now),
    ...server,
    ...(san ? { sans: { dns: [name] } } : {}),
    keyPem,
  });
  return { keyPem, leaf, chainPem: toPem(leaf) };
};

const fromPrivateCa = async (now: Date) => {
  const [rootKey, intermediateKey, keyPem] = await Promise.all([makeKey(2048), makeKey(2048), makeKey(2048)]);
  const root = issueCertificate({
    ...order('Certwright practice root CA', current, now),
    ...authority,
    ca: { pathLength: 1 },
    keyPem: rootKey,
  });
  const intermediate = issueCertificate({
    ...order('Certwright practice issuing CA', current, now),
    ...authority,
    ca: { pathLength: 0 },
    keyPem: intermediateKey,
    issuer: { certificateDer: root, keyPem: rootKey },
  });
  const leaf = issueCertificate({
    ...order(practiceName, current, now),
    ...server,
    sans: { dns: [practiceName] },
    keyPem,
    issuer: { certificateDer: intermediate, keyPem: intermediateKey },
  });
  return { keyPem, leaf, ca: { root, intermediate } };
};

const selfSignedStates = {
  fresh: {},
  'cn-only': { san: false },
  expired: { days: { from: -120, to: -30 } },
  'not-yet-valid': { days: { from: 30, to: 120 } },
  'wrong-host': { name: otherMachine },
  'rsa-1024': { bits: 1024 },
  replaced: {},
} as const satisfies Partial<Record<PracticeState, SelfSigned>>;

/** The keys and certificates of one practice sensor. Opaque; hold on to it to show the same certificates again. */
export class PracticeIdentity {
  readonly #made = new Map<PracticeState, Promise<Shown>>();
  #hierarchy: ReturnType<typeof fromPrivateCa> | undefined;

  /** What a state shows. Made at the first call for it, with validity counted from `now`; the same ever after. */
  shownIn(state: PracticeState, now: Date): Promise<Shown> {
    const known = this.#made.get(state);
    if (known) return known;
    const making = this.#make(state, now);
    this.#made.set(state, making);
    return making;
  }

  async #make(state: PracticeState, now: Date): Promise<Shown> {
    if (state !== 'private-ca' && state !== 'private-ca-no-intermediate') {
      return selfSigned(now, selfSignedStates[state]);
    }
    // Both states are the same sensor with the same certificate: one as it should be set up, one with the usual mistake.
    this.#hierarchy ??= fromPrivateCa(now);
    const { keyPem, leaf, ca } = await this.#hierarchy;
    // A server need not send its root. This one does, so that the app can propose it.
    const sent = state === 'private-ca' ? [leaf, ca.intermediate, ca.root] : [leaf];
    return { keyPem, leaf, ca, chainPem: toPemChain(sent) };
  }
}
