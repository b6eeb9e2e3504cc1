// What the checklist of an upload kit says, as data: public facts only. Its page is in checklist-html.ts.
import type { FormField } from '../../preload/contract/deploy-journey.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';

/** The certificate as people compare it: hex is upper-case without separators. */
export type ListedCertificate = { name: string; sha256: string; sha1: string };

export type Checklist = {
  /** As people call it; the common name where nothing better is known. */
  sensor: string;
  /** Of its console; null: not known. */
  address: { host: string; port: number } | null;
  profile: string;
  /** It has a configuration file and no console, so that nothing of what is said of browsers goes for it. */
  device: boolean;
  /** ISO 8601, UTC. */
  madeAt: string;
  leaf: ListedCertificate & { subject: string; notAfter: string; selfSigned: boolean };
  /** Null: it is not among the files. */
  root: ListedCertificate | null;
  /** How to get to the form: `System settings`, `Basic`, … */
  way: readonly string[];
  /** The form is a page of the wizard at the first sign-in. */
  wizard: boolean;
  /** Date of the document that the names on the screen are taken from; null: no document has them. */
  asOf: string | null;
  /** In the order of the screen. */
  fields: readonly FormField[];
  /** The key has a passphrase. */
  locked: boolean;
  /** As the files were judged; `unsaid`: as if it were off, for nobody has said what it is. */
  validation: 'on' | 'off' | 'unsaid';
  /** Where the certificate says that its revocation list is. */
  listUrls: readonly string[];
  /** The same on the appliance's own command line, with what has to be known about it; null: it has none. */
  commandLine: { command: string; caveats: readonly string[] } | null;
};

/** The name by which people know a certificate: its common name, else the whole subject. */
const nameOf = ({ commonName, subject }: CertificateItem): string => commonName ?? subject;

export const listed = (item: CertificateItem): ListedCertificate => ({ name: nameOf(item), ...item.fingerprints });
