// Certificate requests: every field, and whether the signature holds.
import { describe, it } from 'vitest';
import { newKey } from '../../main/pki/keys/new-key.ts';
import { createRequest } from '../../main/pki/requests/create-request.ts';
import { parseRequest } from '../../main/pki/requests/request.ts';
import type { RequestItem } from '../../preload/contract/item.ts';
import { corpus } from './support/corpus.ts';
import { Ledger } from './support/ledger.ts';
import type { Made } from './support/made-by-openssl.ts';
import {
  type JudgedRequest,
  judgedRequests,
  requestsByCerttool,
  requestsByOpenssl,
  tamperedRequests,
} from './support/made-requests.ts';
import { type Fields, opensslName, ourExtensionFields, ourKeyFields } from './support/openssl-text.ts';
import { requestTable } from './support/requests-table.ts';
import { base64, bytesOf } from './support/run.ts';

const ledger = new Ledger('requests', requestTable);

const ours = (item: RequestItem): Fields => ({
  subject: opensslName(item.subject),
  'signature good': item.signatureValid === undefined ? 'not checked' : String(item.signatureValid),
  'signature algorithm': item.signatureAlgorithm,
  ...ourKeyFields(item.publicKey),
  ...ourExtensionFields(item),
  'key sha256': item.publicKey.sha256,
  others: JSON.stringify(item.otherExtensions ?? []),
});

const compare = (made: readonly JudgedRequest[]): void => {
  for (const { id, maker, der, openssl } of made) {
    ledger.object(maker);
    const read = parseRequest(bytesOf(der));
    if (!read.ok || openssl.unreadable) ledger.same(id, 'reads', read.ok, openssl.unreadable === undefined);
    else ledger.fields(id, 'openssl', ours(read.value), openssl);
  }
};

const dns = ['sensor7.contoso.com', '*.contoso.com', 'münchen.example'];
const orders = [
  { subject: [{ type: 'CN', value: 'sensor7.contoso.com' }] },
  {
    subject: [
      { type: 'C', value: 'DE' },
      { type: 'O', value: 'Zürich, "Inc" + 日本' },
      { type: 'CN', value: 'a.b' },
    ],
    sans: { dns },
  },
  {
    subject: [{ type: 'O', value: ' # ' }],
    sans: { ip: ['192.0.2.1', '2001:db8::1'], email: ['a@contoso.com'], uri: ['https://a/?b=c'] },
    keyUsage: ['digitalSignature', 'keyAgreement'] as const,
    extendedKeyUsage: ['serverAuth', '1.2.3.4'],
  },
];

const createdHere = (): Made[] =>
  (['rsa2048', 'rsa3072', 'p256', 'p384', 'ed25519'] as const).flatMap((kind) => {
    const key = newKey(kind);
    return orders.map((order, at) => {
      const made = createRequest(order, key);
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      return { id: `created here ${kind} ${at}`, maker: 'created here', der: base64(made.value) };
    });
  });

describe('requests', () => {
  it('made by openssl, whole and tampered with', () => {
    compare(
      corpus('requests-openssl', (folder) => {
        const made = requestsByOpenssl(folder, 3);
        return judgedRequests(folder, [...made, ...tamperedRequests(made)]);
      }),
    );
  });
  it('made by certtool', () => {
    compare(
      corpus('requests-certtool', (folder) => {
        const made = requestsByCerttool(folder);
        return judgedRequests(folder, [...made, ...tamperedRequests(made)]);
      }),
    );
  });
  it('created here', () => {
    compare(corpus('requests-here', (folder) => judgedRequests(folder, createdHere())));
  });
  it('agree but where it is meant', () => {
    ledger.close({ objects: 740, comparisons: 7400 });
  });
});
