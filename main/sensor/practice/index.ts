// The practice sensor: a real HTTPS server on loopback that stands in for an OT sensor, so that the journey can be
// walked before a real one is touched. It refuses to listen anywhere but on this computer and to put a key on disk.
import type { X509Certificate } from 'node:crypto';
import { type PracticeState, practiceStateSchema } from '../../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { thumbprints } from '../../pki/certificate/fingerprint.ts';
import type { FormResult } from './certificate-form.ts';
import { type PracticeCa, PracticeIdentity, practiceName, type Shown } from './certificates.ts';
import { judgeUpload } from './judge.ts';
import { type PracticeServer, startServer } from './server.ts';
import type { Form } from './upload-form.ts';

export type { PracticeCa, PracticeState };
export { PracticeIdentity };
/** Each state that the journey must handle, in the order in which they are offered. */
export const practiceStates: readonly PracticeState[] = practiceStateSchema.options;

/** A running practice sensor. What it shows now is read anew at each access: `setState` changes it. */
export type PracticeSensor = {
  readonly port: number;
  readonly host: '127.0.0.1';
  /** The sensor's own DNS name. Its certificate has it in the SAN, save in the states `cn-only` and `wrong-host`. */
  readonly name: string;
  /** `uploaded`: it shows a certificate that was uploaded to it. Ends with `setState`, `stop`, or in the form itself. */
  readonly state: PracticeState | 'uploaded';
  /** The certificate that new handshakes get, DER. */
  readonly leaf: Uint8Array;
  /** SHA-256 of that certificate, as the appliance's own console would tell it: upper-case hex, no separators. */
  readonly fingerprint: string;
  /** The practice CA's certificates (DER), as a PKI desk would hand them out; undefined where it is not the issuer. */
  caFiles(): PracticeCa | undefined;
  /** Shows another state from the next handshake on. The last call wins. Open requests are finished. */
  setState(state: PracticeState): Promise<void>;
  /** Ends all connections and frees the port. May be called twice. */
  stop(): Promise<void>;
};

type Start = {
  state: PracticeState;
  /** The moment from which validity is counted, for certificates that the identity has not made yet. */
  now: Date;
  /** Without it the system picks a free one. */
  port?: number;
  host?: '127.0.0.1';
  /**
   * Keys and certificates, held in memory. A sensor started again with the same identity shows the same certificates.
   * Without it there is one for the life of the process; after that every certificate is a new one, as no key is kept.
   */
  identity?: PracticeIdentity;
};

const processIdentity = new PracticeIdentity();

/** Windows answers EACCES for a port that it reserves or that another program holds exclusively. */
const failureToListen = (error: unknown, host: string, port: number) => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE' || (code === 'EACCES' && process.platform === 'win32')) {
    return fail('port-in-use', { port });
  }
  if (code === 'EACCES') return fail('rights-missing', { target: `${host}:${port}` });
  throw error;
};

/** The state with the certificate that a sensor makes for itself: the one it was in, where that is one. */
const madeBySensor = (state: PracticeState): PracticeState => (state.startsWith('private-ca') ? 'fresh' : state);

/** In one line, the most general part first as in the certificate; for people only. */
const subjectOf = (certificate: X509Certificate) =>
  Object.entries(certificate.toLegacyObject().subject)
    .flatMap(([type, values]) => [values].flat().map((value) => `${type}=${value}`))
    .join(', ');

/** Starts the sensor in a state. Errors: `port-in-use`, and `rights-missing` for a port that is for administrators. */
export const startPracticeSensor = async (start: Start): Promise<Result<PracticeSensor>> => {
  const { now, port = 0, host = '127.0.0.1', identity = processIdentity } = start;
  let state: PracticeState | 'uploaded' = start.state;
  let wanted = start.state;
  let shown = await identity.shownIn(wanted, now);
  let latest = 0; // counts the calls that change what is shown, so that one that was overtaken can tell
  let server: PracticeServer;

  const show = (next: typeof state, material: Shown) => {
    state = next;
    shown = material;
    server.show(material);
  };
  const setState = async (next: PracticeState) => {
    latest += 1;
    const mine = latest;
    wanted = next;
    const material = await identity.shownIn(next, now);
    if (mine === latest) show(next, material); // else overtaken by a later call while the keys were made
  };

  const take = async (form: Form | undefined): Promise<FormResult> => {
    if (form === undefined) return { saved: false, fault: 'other' };
    if (form.use === 'self-signed') {
      if (!form.confirmed) return { saved: false, fault: 'not-confirmed' };
      await setState(madeBySensor(wanted));
      return { saved: true, certificate: null };
    }
    const judgement = await judgeUpload(form.upload);
    if (!judgement.taken) return { saved: false, fault: judgement.fault };
    const { material, certificate } = judgement;
    const leaf = new Uint8Array(certificate.raw);
    latest += 1;
    show('uploaded', { ...material, leaf });
    return { saved: true, certificate: { subject: subjectOf(certificate), sha256: thumbprints(leaf).sha256 } };
  };

  try {
    server = await startServer({ host, port, name: practiceName, take }, shown);
  } catch (error) {
    return failureToListen(error, host, port);
  }
  return ok({
    port: server.port,
    host,
    name: practiceName,
    get state() {
      return state;
    },
    get leaf() {
      return shown.leaf;
    },
    get fingerprint() {
      return thumbprints(shown.leaf).sha256;
    },
    caFiles: () => shown.ca,
    setState,
    stop: async () => {
      await server.stop();
      // An uploaded key goes with the sensor; those of the identity are kept for the next start.
      if (state === 'uploaded') await setState(wanted);
    },
  });
};
