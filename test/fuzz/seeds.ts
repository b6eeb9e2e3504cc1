// What the fuzzer starts from: keys, certificates and files that the real openssl makes for this run.
// Nothing of it is kept but what mutation makes of it, in a folder that git ignores.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const extensions = [
  '[rich]',
  'basicConstraints=critical,CA:TRUE,pathlen:0',
  'keyUsage=critical,digitalSignature,keyCertSign,cRLSign',
  'extendedKeyUsage=serverAuth,clientAuth,1.2.3.4',
  'subjectAltName=DNS:sensor,DNS:*.contoso.com,IP:192.0.2.7,IP:2001:db8::1,email:a@b.c,URI:http://a,RID:1.2.3,dirName:dn,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@c',
  'crlDistributionPoints=dp,URI:http://a/b.crl',
  'freshestCRL=URI:http://a/d.crl',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid,issuer',
  'authorityInfoAccess=OCSP;URI:http://o,caIssuers;URI:http://i',
  'certificatePolicies=1.2.3.4,@policy',
  'nameConstraints=critical,permitted;DNS:.contoso.com,permitted;IP:10.0.0.0/255.0.0.0,excluded;email:b.c,excluded;dirName:dn',
  'noCheck=ignored',
  '1.2.3.5=ASN1:SEQUENCE:any',
  '[dp]',
  'fullname=URI:http://a/r.crl',
  'CRLissuer=dirName:dn',
  'reasons=keyCompromise,CACompromise',
  '[policy]',
  'policyIdentifier=1.2.3.6',
  'CPS.1=http://cps',
  '[dn]',
  'CN=a',
  'O=b',
  '[any]',
  'a=UTF8:x',
  'b=BMP:y',
  'c=GENERALIZEDTIME:20240101000000Z',
  '[ca]',
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
  'nameConstraints=critical,permitted;DNS:.contoso.com,excluded;IP:10.0.0.0/255.0.0.0,excluded;dirName:dn',
  'certificatePolicies=1.2.3.4',
  'policyConstraints=requireExplicitPolicy:3',
  '[leaf]',
  'subjectAltName=DNS:leaf.contoso.com',
  'extendedKeyUsage=serverAuth',
  'keyUsage=digitalSignature',
  'certificatePolicies=1.2.3.4',
  'crlDistributionPoints=URI:http://a/b.crl',
  '[asked]',
  'basicConstraints=CA:FALSE',
  'keyUsage=digitalSignature,keyEncipherment',
  'extendedKeyUsage=serverAuth',
  'subjectAltName=DNS:sensor,DNS:*.contoso.com,IP:192.0.2.7,IP:2001:db8::1,email:a@b.c,URI:http://a',
  '[lists]',
  'default_ca=authority',
  '[authority]',
  'database=index',
  'crlnumber=number',
  'default_md=sha256',
  '[scoped]',
  'authorityKeyIdentifier=keyid:always',
  'issuingDistributionPoint=critical,@scope',
  'freshestCRL=URI:http://a/d.crl',
  '[scope]',
  'fullname=URI:http://a/b.crl',
  'indirectCRL=TRUE',
  'onlysomereasons=keyCompromise,CACompromise',
  '[delta]',
  '2.5.29.27=critical,ASN1:INTEGER:1',
  '[req]',
  'distinguished_name=dn',
  'prompt=no',
  'string_mask=utf8only',
].join('\n');

/** What every encrypted seed is encrypted with. */
export const passphrase = 'pass';

const keyArguments = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  pss: ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:1024'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  explicit: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  k256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  ed25519: ['-algorithm', 'ED25519'],
} as const;
export type KeyKind = keyof typeof keyArguments;

/** Makes each thing once, when it is first asked for. */
export class Seeds {
  private readonly directory = mkdtempSync(join(tmpdir(), 'fuzz-seeds-'));
  private readonly made = new Map<string, Uint8Array>();

  constructor() {
    this.write('config', extensions);
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.directory, name), content);
    return name;
  }

  openssl(...args: string[]): Uint8Array {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const env = { ...process.env, OPENSSL_CONF: '/dev/null' };
    return new Uint8Array(execFileSync('openssl', args, { cwd: this.directory, stdio, env }));
  }

  /** A file that the arguments (with `-out` last) make. */
  file(name: string, args: () => readonly string[]): Uint8Array {
    const known = this.made.get(name);
    if (known) return known;
    this.openssl(...args(), '-out', name);
    const bytes = new Uint8Array(readFileSync(join(this.directory, name)));
    this.made.set(name, bytes);
    return bytes;
  }

  /** A private key, PKCS#8 in PEM; the answer is the file's name. */
  key(kind: KeyKind): string {
    this.file(`${kind}.key`, () => ['genpkey', ...keyArguments[kind]]);
    return `${kind}.key`;
  }

  /** A self-signed certificate, or one that another signed; DER. The file `NAME.pem` has it as PEM. */
  certificate(kind: KeyKind, section: string, subject: string, issuer?: { kind: KeyKind; name: string }): Uint8Array {
    const name = `${section}-${kind}-${issuer?.name ?? 'self'}`;
    this.file(`${name}.pem`, () => {
      const key = this.key(kind);
      const request = `${name}.csr`;
      this.file(request, () => ['req', '-new', '-config', 'config', '-subj', subject, '-multivalue-rdn', '-key', key]);
      const signer = issuer ? ['-CA', `${issuer.name}.pem`, '-CAkey', this.key(issuer.kind)] : ['-signkey', key];
      const list = section === 'none' ? [] : ['-extfile', 'config', '-extensions', section];
      return ['x509', '-req', '-in', request, ...signer, '-set_serial', '1000', '-days', '30', ...list];
    });
    return this.file(`${name}.der`, () => ['x509', '-in', `${name}.pem`, '-outform', 'DER']);
  }

  /** Certificates of every sort of key and a good share of all extensions; DER. */
  certificates(): Uint8Array[] {
    const plain: readonly KeyKind[] = ['pss', 'p256', 'explicit', 'k256', 'ed25519'];
    return [
      this.certificate('rsa', 'rich', '/C=US/O=Contoso, Inc./CN=sensor+UID=7'),
      ...plain.map((kind) => this.certificate(kind, 'none', `/CN=${kind}`)),
      ...this.chain(),
    ];
  }

  /** Leaf, intermediate, root; DER. */
  chain(): Uint8Array[] {
    const root = this.certificate('p256', 'ca', '/CN=Root');
    const ca = this.certificate('ed25519', 'ca', '/CN=Intermediate', { kind: 'p256', name: 'ca-p256-self' });
    const leaf = this.certificate('p384', 'leaf', '/CN=leaf', { kind: 'ed25519', name: 'ca-ed25519-ca-p256-self' });
    return [leaf, ca, root];
  }

  pem(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.directory, name)));
  }

  pkcs7(): Uint8Array[] {
    this.chain();
    const [leaf, root] = ['leaf-p384-ca-ed25519-ca-p256-self.pem', 'ca-p256-self.pem'];
    const degenerate = ['crl2pkcs7', '-nocrl', '-certfile', leaf, '-certfile', root];
    const data = this.write('data', 'text');
    const signed = ['cms', '-sign', '-in', data, '-signer', root, '-inkey', this.key('p256'), '-nodetach', '-outform'];
    return [
      this.file('p7.der', () => [...degenerate, '-outform', 'DER']),
      this.file('p7.pem', () => degenerate),
      this.file('signed.der', () => [...signed, 'DER']),
      // Streamed, with indefinite lengths.
      this.file('stream.der', () => [...signed, 'DER', '-stream']),
    ];
  }
}
