// The one sentence on the page of trusted certificates, and in which order they stand, from what main has found.
import { describe, expect, it } from 'vitest';
import { rights } from '../../../assets/text/en/rights.ts';
import { trusted as words } from '../../../assets/text/en/trusted.ts';
import type { Trusted } from '../../../preload/contract/trusted.ts';
import { countsOf, groupsOf, keyOf } from '../../../renderer/trusted/trusted-model.ts';
import { leafAsAdministrator, mapsName } from '../../renderer/fixtures/rights.ts';
import { expired, gone, replaced, serving, unknown, viaIntermediate, viewOf } from '../../renderer/fixtures/trusted.ts';

const sentence = (...certificates: Trusted[]) => words.answer(countsOf(groupsOf(viewOf(certificates))), true);

describe('the sentence', () => {
  it.each([
    [[], 'Certwright has added no certificate to this computer.'],
    [[gone], 'None of the certificates that Certwright added is there any more.'],
    [[serving], 'Certwright added 1 certificate; it is still needed.'],
    [[serving, viaIntermediate], 'Certwright added 2 certificates; all are still needed.'],
    [[replaced], 'Certwright added 1 certificate; it is no longer needed.'],
    [[replaced, expired], 'Certwright added 2 certificates; all of them are no longer needed.'],
    [[serving, viaIntermediate, expired], 'Certwright added 3 certificates; 1 of them is no longer needed.'],
    [[unknown], 'Certwright added 1 certificate; whether it is still needed is not known.'],
    [[serving, unknown], 'Certwright added 2 certificates; whether 1 of them is still needed is not known.'],
    [[serving, gone], 'Certwright added 1 certificate; it is still needed.'],
  ] as const)('%#', (certificates, expected) => {
    expect(sentence(...certificates)).toBe(expected);
  });

  it('counts a certificate once that is in two stores, which are two entries', () => {
    const twice = [serving, { ...serving, store: 'windows-user' as const, scope: 'user' as const }];
    expect(sentence(...twice)).toBe('Certwright added 1 certificate; it is still needed.');
    expect(new Set(twice.map(keyOf)).size).toBe(2);
  });

  it('claims no more than is known where the journal cannot be read', () => {
    const unsure = (...certificates: Trusted[]) => words.answer(countsOf(groupsOf(viewOf(certificates))), false);
    expect(unsure()).toBe('Which certificates Certwright added to this computer is not known in full.');
    expect(unsure(replaced)).toBe('Certwright added at least 1 certificate; it is no longer needed.');
  });

  it('never takes what could not be read for gone', () => {
    const { kept, gone: missing } = groupsOf(viewOf([{ ...serving, there: null }]));
    expect([kept.length, missing.length]).toEqual([1, 0]);
  });
});

describe('the recommendation', () => {
  it('tells what a key can still do: that of a CA more than that of one sensor', () => {
    expect(words.recommendation({ need: 'replaced', role: 'root-ca' })).toContain('pose as any site');
    expect(words.recommendation({ need: 'replaced', role: 'self-signed-leaf' })).toContain('pose as the sensor');
    expect(words.recommendation({ need: 'expired', role: 'root-ca' })).toContain('no longer of use');
  });
});

describe('what will be done', () => {
  it('names certificate, store and line', () => {
    expect(leafAsAdministrator.changes.map(rights.willDo)).toEqual([
      'Add the certificate “sensor7.contoso.com” to Local Machine › Trusted Root Certification Authorities',
    ]);
    expect(rights.willDo({ ...mapsName, kind: 'hosts-line-removed' })).toBe(
      'Remove the line “192.168.10.7 sensor7.contoso.com” from C:\\Windows\\System32\\drivers\\etc\\hosts',
    );
    // Nobody could read it, so it has no name.
    expect(rights.willDo({ kind: 'trust-removed', target: 'the store', what: '', thumbprint: 'AB'.repeat(32) })).toBe(
      'Remove the certificate from the store',
    );
  });

  it('says how to run the script for each kind of it, and where a part is for one’s own account', () => {
    const windows = rights.howToRun({ language: 'powershell', name: 'a.ps1' }, false);
    expect(windows.map(({ command }) => command?.split('.ps1')[1]?.trim())).toEqual(['-WhatIf', '', '-Undo']);
    const renamed = (language: 'powershell' | 'sh') =>
      rights.howToRun({ language, name: "it's a.x" }, false)[1]?.command;
    expect(renamed('powershell')).toMatch(/ -File '\.\\it''s a\.x'$/);
    expect(renamed('sh')).toBe("sudo sh './it'\\''s a.x'");
    const mixed = rights.howToRun({ language: 'sh', name: 'a.sh' }, true);
    expect(mixed[0]?.command).toBe('sudo sh ./a.sh --dry-run');
    expect(mixed.at(-1)?.text).toContain('without sudo');
  });
});
