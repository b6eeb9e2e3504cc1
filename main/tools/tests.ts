// Tests of what is on the tray: a key, a request, a request beside its certificate, a path. Each only puts the question
// to the engine; what is judged, and how, is in pki/.

import type { IssuedComparison } from '../../preload/contract/issued-comparison.ts';
import type { KeyCheck } from '../../preload/contract/key-check.ts';
import type { RequestFinding } from '../../preload/contract/request-check.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Ref, VerifyOrder } from '../../preload/contract/tools.ts';
import type { PathVerdict } from '../../preload/contract/verdict-path.ts';
import { checkKey } from '../pki/keys/check-key.ts';
import { verifyPath } from '../pki/path/verify.ts';
import { checkRequest } from '../pki/requests/check-request.ts';
import { compareIssued } from '../pki/requests/compare-issued.ts';
import type { TrayOfFiles } from './tray.ts';

export function testTools(tray: TrayOfFiles, now: () => Date) {
  const derOf = (ref: Ref, kind: 'certificate' | 'request'): Result<Uint8Array> => {
    const found = tray.find(ref);
    if (!found.ok) return found;
    const object = found.value;
    return object.kind === kind && 'der' in object ? ok(object.der) : fail('no-such-object', {});
  };
  return {
    test({ ref }: { ref: Ref }): Result<{ key: KeyCheck[] | null; request: RequestFinding[] | null }> {
      const found = tray.find(ref);
      if (!found.ok) return found;
      const object = found.value;
      if (object.kind === 'privateKey')
        return object.key
          ? ok({ key: checkKey(object.key), request: null })
          : fail('passphrase-needed', { looksLike: 'encrypted-private-key' });
      if (object.kind !== 'request') return ok({ key: null, request: null });
      const checked = checkRequest(object.der);
      return checked.ok ? ok({ key: null, request: checked.value.findings }) : checked;
    },

    compare({ request, certificate }: { request: Ref; certificate: Ref }): Result<IssuedComparison> {
      const asked = derOf(request, 'request');
      if (!asked.ok) return asked;
      const issued = derOf(certificate, 'certificate');
      return issued.ok ? compareIssued(asked.value, issued.value) : issued;
    },

    /** Every certificate on the tray may be part of the path; only those that were named are trusted. */
    verify({ order }: { order: VerifyOrder }): Result<PathVerdict> {
      const leaf = derOf(order.leaf, 'certificate');
      if (!leaf.ok) return leaf;
      const roots: Uint8Array[] = [];
      for (const ref of order.roots) {
        const root = derOf(ref, 'certificate');
        if (!root.ok) return root;
        roots.push(root.value);
      }
      return ok(
        verifyPath({
          leaf: leaf.value,
          intermediates: tray.all('certificate').map(({ der }) => der),
          roots,
          crls: tray.all('crl').map(({ der }) => der),
          purpose: order.purpose,
          at: order.at === null ? now() : new Date(order.at),
          ...(order.host === null ? {} : { host: order.host }),
        }),
      );
    },
  };
}
