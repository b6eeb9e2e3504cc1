import { describe, expect, test } from 'vitest';
import { readAlternativeName } from '../../../../main/pki/names/alternative-name.ts';
import { nameFindings } from '../../../../renderer/tools/request/request-findings.ts';
import {
  bareName,
  cleanName,
  kindOfName,
  nameProblem,
  splitNames,
} from '../../../../renderer/tools/request/request-names.ts';
import { requestOf } from '../../../renderer/fixtures/trays.ts';

test.each([
  ['sensor7', 'dns'],
  ['192.168.10.7', 'ip'],
  ['fd00::7', 'ip'],
  ['ot@contoso.com', 'email'],
  ['https://sensor7/', 'uri'],
  ['dns:10.0.0.7', 'dns'],
  ['IP:10.0.0.7', 'ip'],
])('%s is taken for %s', (name, kind) => {
  expect(kindOfName(name)).toBe(kind);
});

test.each([
  [' https://only.contoso.com/ ', 'only.contoso.com'],
  ['HTTP://Only.contoso.com:8443/login?x', 'only.contoso.com'],
  ['sensor7.contoso.com:443', 'sensor7.contoso.com'],
  ['sensor7.contoso.com/login', 'sensor7.contoso.com'],
  ['https://[fd00::7]:8443/', 'fd00::7'],
  ['10.0.0.7:443', '10.0.0.7'],
  // What is no link stays as it was typed, for main to judge.
  ['fd00::7', 'fd00::7'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['OT/IT', 'OT/IT'],
  ['Sensor 7, hall 2', 'Sensor 7, hall 2'],
  ['*.contoso.com', '*.contoso.com'],
  ['uri:https://a.example/', 'uri:https://a.example/'],
])('%s becomes %s', (typed, name) => {
  expect(cleanName(typed)).toBe(name);
});

test('a list is split where it can be one, and a blank in a name is not', () => {
  expect(splitNames('a.example b.example;c')).toEqual(['a.example', 'b.example', 'c']);
  expect(splitNames('not valid!')).toEqual(['not valid!']);
  expect(splitNames('sensor 7')).toEqual(['sensor 7']);
});

describe('a name is judged as main judges it', () => {
  test.each([
    'sensor7',
    'sensor_7.contoso.com',
    'sensor7.contoso.com.',
    'bücher.example',
    '*.contoso.com',
    '*.com',
    'a*.contoso.com',
    'a..example',
    '-a.example',
    'not valid!',
    'sensor7.12',
    '10.0.0.7',
    '10.0.0.999',
    'fd00::7',
    'fd00:::7',
    'dns:a.example',
    'ip:10.0.0.0/8',
    `${'a'.repeat(64)}.example`,
  ])('%s', (name) => {
    const kind = kindOfName(name);
    expect(nameProblem(name) === null).toBe(readAlternativeName(kind, bareName(name)).ok);
  });
});

test('a request without names is not passed over in silence', () => {
  const ids = (names: string[], commonName?: string) =>
    nameFindings(requestOf(names, commonName === undefined ? {} : { commonName })).map(({ id }) => id);
  expect(ids(['sensor7.contoso.com'])).toEqual([]);
  expect(ids([], 'https://only.contoso.com/')).toEqual(['common-name-not-host', 'san-missing']);
  expect(ids(['other.example'])).toEqual(['common-name-not-in-san']);
  expect(ids(['sensor7.contoso.com', '*.contoso.com'])).toEqual(['san-wildcard']);
});
