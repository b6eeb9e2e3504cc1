// Small PKIs for the tests of paths: a CA, a leaf and the question, each with its usual extensions unless changed.
import { type PathQuestion, verifyPath } from '../../../../main/pki/path/verify.ts';
import { type PathVerdict, pathVerdictSchema } from '../../../../preload/contract/verdict-path.ts';
import * as make from './makers.ts';

export type Issuer = { der: Uint8Array; key: make.Key; subject: string };
export type Changes = Partial<make.CertificateOptions> & {
  more?: readonly make.Extension[];
  without?: readonly string[];
};

const changed = (usual: readonly make.Extension[], { more = [], without = [] }: Changes): make.Extension[] => {
  const replaced = new Set([...more.map((each) => each.oid), ...without]);
  return [...usual.filter((each) => !replaced.has(each.oid)), ...more];
};

const build = (usual: readonly make.Extension[], options: make.CertificateOptions, changes: Changes): Uint8Array => {
  const { more: _, without: __, ...rest } = changes;
  return make.certificate({ ...options, extensions: changed(usual, changes), ...rest });
};

/** A CA, self-signed where no issuer is given. Its key has its name, unless another is given. */
export const ca = (called: string, issuer?: Issuer, changes: Changes = {}): Issuer => {
  const subject = `CN=${called}`;
  const own = changes.key ?? make.key(called);
  const usual = [
    make.basicConstraints(true),
    make.keyUsage('keyCertSign', 'cRLSign'),
    make.subjectKeyId(own),
    make.authorityKeyId(issuer?.key ?? own),
  ];
  const from = issuer ? { issuer: issuer.subject, signer: issuer.key } : {};
  const der = build(usual, { subject, key: own, ...from }, changes);
  return { der, key: own, subject: typeof changes.subject === 'string' ? changes.subject : subject };
};

export const host = 'sensor.contoso.com';

/** A server's certificate for `host`. */
export const leafOf = (issuer: Issuer, changes: Changes = {}): Uint8Array => {
  const own = changes.key ?? make.key('leaf');
  const usual = [
    make.basicConstraints(false),
    make.keyUsage('digitalSignature'),
    make.extendedKeyUsage('server'),
    make.subjectAltName([{ dns: host }]),
    make.subjectKeyId(own),
    make.authorityKeyId(issuer.key),
  ];
  return build(usual, { subject: 'CN=sensor', key: own, issuer: issuer.subject, signer: issuer.key }, changes);
};

/** Asks, and holds the answer against its schema: the window will. */
export const ask = (question: Partial<PathQuestion> & Pick<PathQuestion, 'leaf'>): PathVerdict => {
  const verdict = verifyPath({ intermediates: [], roots: [], purpose: 'server', at: make.now, ...question });
  const parsed = pathVerdictSchema.parse(verdict);
  if (parsed.valid !== (parsed.reason === undefined)) throw new Error('a reason exactly when not valid');
  return parsed;
};

/** `valid`, or the code of the reason. */
export const codeOf = (question: Parameters<typeof ask>[0]): string => ask(question).reason?.code ?? 'valid';

export const subjects = ({ path }: PathVerdict): string[] => path.map(({ subject }) => subject);
