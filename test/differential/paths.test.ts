// Verdicts about chains: verifyPath against `openssl verify` and `certtool --verify`.
import { describe, it } from 'vitest';
import { verifyPath } from '../../main/pki/path/verify.ts';
import { corpus } from './support/corpus.ts';
import { Ledger } from './support/ledger.ts';
import { type JudgedChain, judgedByCerttool, judgedChains, judgedStatus } from './support/made-chains.ts';
import { pathTable } from './support/paths-table.ts';
import { bytesOf } from './support/run.ts';

const ledger = new Ledger('paths', pathTable);

const said = (valid: boolean): string => (valid ? 'valid' : 'refused');

const compare = (judged: readonly JudgedChain[]): void => {
  for (const { id, leaf, intermediate, root, question, openssl, certtool } of judged) {
    ledger.object('by hand');
    const { at, crls, ...asked } = question;
    const verdict = verifyPath({
      leaf: bytesOf(leaf),
      intermediates: [bytesOf(intermediate)],
      roots: [bytesOf(root)],
      at: new Date(at),
      ...asked,
      ...(crls ? { crls: crls.map(bytesOf) } : {}),
    });
    const what = `${id}: ${verdict.reason?.code ?? 'valid'}`;
    if (openssl !== null) ledger.same(what, 'openssl', said(verdict.valid), said(openssl));
    if (certtool !== null) ledger.same(what, 'certtool', said(verdict.valid), said(certtool));
  }
};

describe('paths', () => {
  it('with faults in leaf and CA', () => compare(corpus('paths', judgedChains)));
  it('with the same faults, by certtool', () => compare(corpus('paths-certtool', judgedByCerttool)));
  it('with revocation lists', () => compare(corpus('paths-status', judgedStatus)));
  it('agree but where it is meant', () => {
    ledger.close({ objects: 5400, comparisons: 5400 });
  });
});
