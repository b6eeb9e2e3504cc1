import { describe, expect, it } from 'vitest';
import { type NameFacts, nameThatLeadsThere, nameTruth } from '../../../main/sensor/name-truth.ts';
import type { Verdict } from '../../../preload/contract/trust-journey.ts';

const verdict = (host: string, code: string, way: Verdict['way'] = 'tunnel'): Verdict => ({
  host,
  port: 443,
  code: code === 'OK' ? 'net::OK' : `net::ERR_CERT_${code}`,
  at: '2026-01-01T00:00:00.000Z',
  way,
  leaf: null,
});

const sensor = '10.1.2.3';
const facts = (typed: string, more: Partial<NameFacts> = {}): NameFacts => ({
  typed: verdict(sensor, typed, 'direct'),
  names: [],
  resolved: new Map(),
  sensorAddress: sensor,
  san: [],
  intermediateMissing: false,
  opened: null,
  validity: 'now',
  ...more,
});
const name = 'sensor7.contoso.com';

describe('nameTruth', () => {
  it('is content with a good verdict', () => {
    expect(nameTruth(facts('OK'))).toEqual({ outcome: 'good', useName: sensor, hostsCanMend: false });
  });

  it('asks for trust first, whatever else is wrong', () => {
    expect(nameTruth(facts('AUTHORITY_INVALID', { san: [name] })).outcome).toBe('not-trusted');
    expect(nameTruth(facts('SELF_SIGNED_LOCAL_NETWORK')).outcome).toBe('not-trusted');
  });

  it('names a missing intermediate instead', () => {
    expect(nameTruth(facts('AUTHORITY_INVALID', { intermediateMissing: true })).outcome).toBe('intermediate-missing');
  });

  it('offers a hosts line for a name that the certificate carries and nobody resolves', () => {
    const truth = nameTruth(facts('COMMON_NAME_INVALID', { san: [name], names: [verdict(name, 'OK')] }));
    expect(truth).toEqual({ outcome: 'hosts-mends', useName: name, hostsCanMend: true });
  });

  it('needs no hosts line where a name leads to the sensor already', () => {
    const names = [verdict(name, 'OK')];
    const truth = nameTruth(
      facts('COMMON_NAME_INVALID', { san: [name], names, opened: verdict(name, 'OK', 'direct') }),
    );
    expect(truth).toEqual({ outcome: 'open-by-name', useName: name, hostsCanMend: false });
  });

  it('prefers a name that nobody resolves to one that leads elsewhere', () => {
    const other = 'other.contoso.com';
    const truth = nameTruth(
      facts('COMMON_NAME_INVALID', {
        san: [other, name],
        names: [verdict(other, 'OK'), verdict(name, 'OK')],
        resolved: new Map([[other, ['10.9.9.9']]]),
      }),
    );
    expect(truth.useName).toBe(name);
  });

  it('says that no hosts line can help without a SAN', () => {
    expect(nameTruth(facts('COMMON_NAME_INVALID'))).toEqual({
      outcome: 'reissue-no-san',
      useName: null,
      hostsCanMend: false,
    });
  });

  it('asks for a name where the SAN has a wildcard, since a line for one of its names would do', () => {
    expect(nameTruth(facts('COMMON_NAME_INVALID', { san: ['*.contoso.com'] }))).toEqual({
      outcome: 'wildcard',
      useName: null,
      hostsCanMend: true,
    });
  });

  it('says so too where the SAN holds only what cannot be used', () => {
    expect(nameTruth(facts('COMMON_NAME_INVALID', { san: ['10.9.9.9'] })).outcome).toBe('reissue-other-name');
  });

  it('does not promise a name that Chromium refuses when it is really asked', () => {
    const names = [verdict(name, 'OK')];
    const opened = verdict(name, 'AUTHORITY_INVALID', 'direct');
    expect(nameTruth(facts('COMMON_NAME_INVALID', { san: [name], names, opened })).outcome).toBe('not-trusted');
  });

  it('does not call a leaf expired whose issuer is', () => {
    expect(nameTruth(facts('DATE_INVALID', { validity: 'now' })).outcome).toBe('issuer-date');
  });

  it('finds the good name that leads to the sensor', () => {
    const names = [verdict('other.test', 'COMMON_NAME_INVALID'), verdict(name, 'OK')];
    const resolved = new Map([[name, [sensor]]]);
    expect(nameThatLeadsThere({ names, resolved, sensorAddress: sensor })).toBe(name);
    expect(nameThatLeadsThere({ names, resolved, sensorAddress: '10.9.9.9' })).toBeNull();
    expect(nameThatLeadsThere({ names, resolved, sensorAddress: null })).toBeNull();
  });

  it('finds what a wrong name hides', () => {
    const hidden = { san: [name], names: [verdict(name, 'DATE_INVALID')] };
    expect(nameTruth(facts('COMMON_NAME_INVALID', { ...hidden, validity: 'past' })).outcome).toBe('expired');
    expect(nameTruth(facts('COMMON_NAME_INVALID', { ...hidden, validity: 'future' })).outcome).toBe('not-yet-valid');
  });

  it.each([
    ['WEAK_KEY', 'weak'],
    ['WEAK_SIGNATURE_ALGORITHM', 'weak'],
    ['REVOKED', 'revoked'],
    ['INVALID', 'other'],
    ['NAME_CONSTRAINT_VIOLATION', 'other'],
  ])('%s is %s', (code, outcome) => {
    expect(nameTruth(facts(code)).outcome).toBe(outcome);
  });

  it.each(['not-checked', 'net::ERR_CONNECTION_REFUSED', 'net::ERR_NAME_NOT_RESOLVED'])('%s is no verdict', (code) => {
    expect(nameTruth({ ...facts('OK'), typed: { ...verdict(sensor, 'OK'), code } }).outcome).toBe('not-checked');
  });
});
