// The tests of one set: request against certificate, the path, the key, the request; whichever of them it has.
import { useCallback, useMemo } from 'react';
import type { FileSet, Ref, Tray } from '../../../preload/contract/tools.ts';
import { call } from '../../bridge.ts';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';
import { finder, membersOf } from '../tray/tray-model.ts';
import { AutoTest } from './auto-test.tsx';
import { CompareTable } from './compare-table.tsx';
import { Findings } from './findings.tsx';
import { PathCheck } from './path-check.tsx';
import { issuedVerdictOf, pathStart, worstFirst, worstOf } from './test-model.ts';

const words = toolsText.test;

function Comparison({ request, certificate }: { request: Ref; certificate: Ref }) {
  const ask = useCallback(() => call('tools.compare', { request, certificate }), [request, certificate]);
  return (
    <AutoTest
      title={words.compare.title}
      testId="test-compare"
      ask={ask}
      verdict={(comparison) => {
        const verdict = issuedVerdictOf(comparison);
        const states = { same: 'good', 'names-lost': 'bad' } as const;
        const state = verdict === 'same' || verdict === 'names-lost' ? states[verdict] : worstOf(comparison.findings);
        return { state, text: words.compare.verdicts[verdict] };
      }}
    >
      {(comparison) => (
        <>
          <Findings
            lines={worstFirst(comparison.findings).map((finding) => ({
              id: finding.id,
              state: finding.state,
              ...words.sayIssuedFinding(finding),
            }))}
          />
          <CompareTable comparison={comparison} />
        </>
      )}
    </AutoTest>
  );
}

function KeyTest({ of }: { of: Ref }) {
  const ask = useCallback((task: string) => call('tools.test', { task, ref: of }), [of]);
  return (
    <AutoTest
      title={words.key.title}
      testId="test-key"
      ask={ask}
      verdict={({ key }) => {
        const state = worstOf(key ?? []);
        return { state, text: words.key.verdict[state] };
      }}
    >
      {({ key }) => (
        <Findings
          lines={worstFirst(key ?? []).map((check) => ({
            id: check.check,
            state: check.state,
            ...words.keyCheckText(check),
          }))}
        />
      )}
    </AutoTest>
  );
}

function RequestTest({ of }: { of: Ref }) {
  const ask = useCallback((task: string) => call('tools.test', { task, ref: of }), [of]);
  return (
    <AutoTest
      title={words.request.title}
      testId="test-request"
      ask={ask}
      verdict={({ request }) => {
        const state = worstOf(request ?? []);
        return { state, text: words.request.verdict[state] };
      }}
    >
      {({ request }) => (
        <Findings
          lines={worstFirst(request ?? []).map((finding) => ({
            id: finding.id,
            state: finding.state,
            ...words.sayRequestFinding(finding),
          }))}
        />
      )}
    </AutoTest>
  );
}

export function TestView({ tray, set, leave }: { tray: Tray; set: FileSet; leave: () => void }) {
  const found = useMemo(() => finder(tray)(membersOf(set)), [tray, set]);
  const start = pathStart(set);
  const openKey = found.some(({ item }) => item.kind === 'privateKey' && item.publicKey !== undefined);
  return (
    <ToolFrame
      testId="test-page"
      title={words.title(set.title || toolsText.tray.untitled)}
      help={words.help}
      back={{ label: toolsText.backToFiles, run: leave }}
    >
      {set.request && set.leaf && <Comparison request={set.request} certificate={set.leaf} />}
      {start && <PathCheck tray={tray} found={found} start={start} />}
      {set.key && openKey && <KeyTest of={set.key} />}
      {set.request && <RequestTest of={set.request} />}
    </ToolFrame>
  );
}
