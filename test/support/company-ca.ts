// A company's CA as openssl runs one: it issues with any dates, subject and extensions, and keeps a revocation list.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openssl } from './openssl.ts';

const day = 86_400_000;
/** YYMMDDHHMMSSZ, so for the years up to 2049. */
const stamp = (days: number) => `${new Date(Date.now() + days * day).toISOString().replace(/\D/g, '').slice(2, 14)}Z`;

export const sensorSubject = '/C=US/O=Contoso Inc./OU=Contoso Labs/CN=sensor.contoso.com';
export const caExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
export const serverExtensions = (...more: string[]) => [
  'basicConstraints=CA:FALSE',
  'keyUsage=digitalSignature,keyEncipherment',
  'extendedKeyUsage=serverAuth',
  'subjectAltName=DNS:sensor.contoso.com',
  ...more,
];
export const pointAt = (...urls: string[]) => `crlDistributionPoints=${urls.map((url) => `URI:${url}`).join(',')}`;

type Order = {
  subject: string;
  extensions: readonly string[];
  /** Path of the subject's key. */
  key: string;
  /** Days from now. */
  from?: number;
  to?: number;
  md?: string;
};

/** A new key by openssl; its path. `more`: arguments of genpkey. */
export const newKey = (folder: string, name: string, ...more: string[]): string => {
  const path = join(folder, name);
  const kind = more.length > 0 ? more : ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];
  openssl(folder, 'genpkey', ...kind, '-out', path);
  return path;
};

let made = 0;

/** One CA: its own certificate, by itself or by another one, and what it issues and revokes. PEM throughout. */
export class CompanyCa {
  readonly certificate: string;
  readonly key: string;
  readonly #folder: string;
  readonly #name: string;
  readonly #config: string;

  constructor(folder: string, name: string, issuer?: CompanyCa, order: Partial<Order> = {}) {
    this.#folder = folder;
    this.#name = join(folder, name);
    this.key = order.key ?? newKey(folder, `${name}.key`);
    writeFileSync(`${this.#name}.index`, '');
    writeFileSync(`${this.#name}.index.attr`, 'unique_subject = no\n');
    this.#config = `${this.#name}.cnf`;
    const lines = [
      '[ca]\ndefault_ca = d\n[d]',
      `database = ${this.#name}.index`,
      `new_certs_dir = ${folder}`,
      'default_md = sha256\npolicy = p\nrand_serial = yes\nunique_subject = no\nemail_in_dn = no',
      '[p]\ncountryName = optional\norganizationName = optional\norganizationalUnitName = optional\ncommonName = optional',
      '[crl]\nauthorityKeyIdentifier = keyid',
    ];
    writeFileSync(this.#config, lines.join('\n'));
    const own = {
      subject: `/C=US/O=Contoso Inc./CN=${name}`,
      extensions: caExtensions,
      to: 300,
      ...order,
      key: this.key,
    };
    this.certificate = (issuer ?? this).issue(own, issuer === undefined);
  }

  get pem(): string {
    return readFileSync(this.certificate, 'utf8');
  }

  /** @returns the path of the new certificate */
  issue({ subject, extensions, key, from = -2, to = 60, md = 'sha256' }: Order, selfSigned = false): string {
    made += 1;
    const path = join(this.#folder, `issued-${made}`);
    openssl(this.#folder, 'req', '-new', '-key', key, '-subj', subject, '-out', `${path}.csr`);
    const keys = ['subjectKeyIdentifier=hash', ...(selfSigned ? [] : ['authorityKeyIdentifier=keyid'])];
    writeFileSync(`${path}.ext`, [...extensions, ...keys].join('\n'));
    const who = selfSigned ? ['-selfsign'] : ['-cert', this.certificate];
    openssl(
      this.#folder,
      ...['ca', '-batch', '-notext', '-preserveDN', '-config', this.#config, '-keyfile', this.key, ...who],
      ...['-in', `${path}.csr`, '-out', `${path}.pem`, '-extfile', `${path}.ext`, '-md', md],
      ...['-startdate', stamp(from), '-enddate', stamp(to)],
    );
    return `${path}.pem`;
  }

  revoke(certificate: string): void {
    const who = ['-config', this.#config, '-keyfile', this.key, '-cert', this.certificate];
    openssl(this.#folder, 'ca', ...who, '-revoke', certificate);
  }

  /** The list as it stands, DER. `days`: until the next one is due; a negative number makes a stale one. */
  list(days = 7): Buffer {
    made += 1;
    const path = join(this.#folder, `list-${made}`);
    const who = ['-config', this.#config, '-keyfile', this.key, '-cert', this.certificate, '-crlexts', 'crl'];
    const times = ['-crl_lastupdate', stamp(Math.min(days, 0) - 1), '-crl_nextupdate', stamp(days)];
    openssl(this.#folder, 'ca', '-gencrl', ...who, ...times, '-out', `${path}.pem`);
    openssl(this.#folder, 'crl', '-in', `${path}.pem`, '-outform', 'DER', '-out', `${path}.der`);
    return readFileSync(`${path}.der`);
  }
}
