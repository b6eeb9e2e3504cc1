// Step 4: the sensor's certificate as a file, for those who import by hand or carry it to another PC.
import { fail, ok } from '../../../../preload/contract/result.ts';
import type { ExportFormat } from '../../../../preload/contract/trust-journey.ts';
import { thumbprints } from '../../../pki/certificate/fingerprint.ts';
import { toPem, toPkcs7 } from '../../../pki/files/write.ts';
import { sentOf } from '../view.ts';
import type { Act } from './act.ts';

const endings: Record<ExportFormat, string> = { der: 'cer', pem: 'pem', pkcs7: 'p7b' };

/** What goes into the file: the leaf alone as DER or PEM, the chain as it was sent as PKCS#7. */
export function exportBytes(format: ExportFormat, chain: readonly Uint8Array[]): Uint8Array {
  const [leaf] = chain;
  if (!leaf) throw new Error('an empty chain cannot be exported');
  if (format === 'der') return leaf;
  return format === 'pem' ? new TextEncoder().encode(toPem(leaf)) : toPkcs7([...chain]);
}

export const exportFile: Act<'export'> = async (state, { format }, world) => {
  const chain = sentOf(state);
  const [leaf] = chain;
  if (!leaf || !state.address) return fail('not-yet', { step: 'export', needs: 'download' });
  const base = state.address.host.replace(/[^a-z0-9.-]/gi, '-');
  const saved = await world.people.saveFile(`${base}.${endings[format]}`, exportBytes(format, chain));
  if (!saved.ok) return saved;
  if (!saved.value) return ok(state);
  const written = {
    name: saved.value.name,
    format,
    sha256: thumbprints(leaf).sha256,
    at: world.now().toISOString(),
  };
  return ok({ ...state, export: { written: [...state.export.written, written] } });
};
