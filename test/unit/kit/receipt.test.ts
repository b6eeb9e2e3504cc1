// A receipt is read by others: it must be true, complete, safe to open, and hold nothing that is nobody's business.
import { describe, expect, it } from 'vitest';
import { newTrustState } from '../../../main/journeys/trust/state.ts';
import { trustView } from '../../../main/journeys/trust/view.ts';
import { type Receipt, receiptOf } from '../../../main/kit/receipt.ts';
import { escapeHtml, receiptHtml } from '../../../main/kit/receipt-html.ts';

const now = new Date('2026-11-22T08:00:00.000Z');
const empty = trustView(newTrustState('id', now.toISOString(), true), [], now, 'linux');

const full: Receipt = {
  ...receiptOf(empty, now),
  sensor: { address: '<script>alert(1)</script>', port: 443, proxy: 'proxy:8080' },
  certificate: {
    subject: 'CN=a"b<c>&d',
    issuer: 'CN=ca',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2027-01-01T00:00:00.000Z',
    sha1: 'A1'.repeat(20),
    sha256: 'A2'.repeat(32),
    seenAt: now.toISOString(),
    chain: [{ subject: 'CN=a', sha256: 'A2'.repeat(32) }],
    chainAsSent: true,
  },
  comparedBy: { kind: 'risk-accepted', at: now.toISOString(), sha256: 'CA'.repeat(32) },
  commands: ["printf '%s' '<b>'"],
};

describe('the receipt', () => {
  it('of an untouched journey claims nothing', () => {
    const receipt = receiptOf(empty, now);
    expect(receipt).toMatchObject({ certificate: null, comparedBy: null, verdictBefore: null, changes: [] });
    expect(receiptHtml(receipt)).toContain('Not checked.');
  });

  it('says that the risk was accepted, and for which certificate', () => {
    const html = receiptHtml(full);
    expect(html).toContain('accepted the risk');
    expect(html).toContain('CACA CACA');
    expect(html).toContain('2026-11-22 08:00 UTC');
  });

  it('lets no value become markup', () => {
    const html = receiptHtml(full);
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<b>');
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});
