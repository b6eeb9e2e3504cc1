import { describe, expect, test } from 'vitest';
import type { DeployStepId } from '../../../preload/contract/deploy-journey.ts';
import { deployStepIds } from '../../../preload/contract/deploy-journey.ts';
import { precheckVerdictSchema, remedySchema } from '../../../preload/contract/precheck.ts';
import { groupsOf, stepOf } from '../../../renderer/deploy/check/findings-model.ts';
import { missingIn, suggestedForm } from '../../../renderer/deploy/request/suggested.ts';
import { needs, toneOf } from '../../../renderer/deploy/rules.ts';
import {
  actionOf,
  emptySensor,
  fieldOf,
  firstProfile,
  formOf,
  isUnchanged,
} from '../../../renderer/deploy/sensor/sensor-form.ts';
import { filesIn, isFilled, problemsOf } from '../../../renderer/deploy/slots/slots-model.ts';
import { blockedBy, stateOf } from '../../../renderer/journey/journey-state.ts';
import {
  bundleFile,
  chainFile,
  checkOf,
  complete,
  deploy,
  has,
  kit,
  lockedKey,
  profileList,
  proofNew,
  proofOld,
  proofOther,
  proofUntrusted,
  sensor,
  signedInLab,
  slotsOf,
  undecided,
  wantsNew,
} from '../../renderer/fixtures/deploy.ts';
import { findings } from '../../renderer/fixtures/prechecks.ts';

describe('what must come first', () => {
  test('leads back to a step that can be done, whatever is known', () => {
    const journeys = [
      deploy('sensor'),
      deploy('request', { sensor, request: undecided }),
      deploy('files', { sensor, request: has }),
      deploy('check', { sensor, request: has, files: complete }),
      deploy('kit', { sensor, request: has, files: complete, check: checkOf('warn') }),
      deploy('proof', { sensor, request: has, files: complete, check: checkOf('warn'), kit }),
    ];
    for (const journey of journeys) {
      for (const id of deployStepIds) {
        const first = blockedBy<DeployStepId>(needs, journey, id);
        // Main's own states say which steps are blocked; each of them must name another one that is not.
        expect(first === null).toBe(stateOf<DeployStepId>(journey, id) !== 'blocked');
        if (first) expect(stateOf<DeployStepId>(journey, first)).not.toBe('blocked');
      }
    }
  });
});

describe('the tone of an answer', () => {
  const at = { sensor, request: has, files: complete };

  test('is the verdict’s for the check, and a warning once it is stale', () => {
    const tones = precheckVerdictSchema.options.map((verdict) =>
      toneOf(deploy('check', { ...at, check: checkOf(verdict) }), 'check'),
    );
    expect(tones).toEqual(['good', 'warning', 'danger']);
    expect(toneOf(deploy('check', { ...at, check: checkOf('accept', { stale: true }) }), 'check')).toBe('warning');
    expect(toneOf(deploy('check', at), 'check')).toBe('neutral');
  });

  test('is never good for files that were only added, a certificate of the Lab, or a kit that is out of date', () => {
    expect(toneOf(deploy('check', at), 'files')).toBe('neutral');
    expect(toneOf(deploy('files', { ...at, request: signedInLab }), 'request')).toBe('warning');
    expect(toneOf(deploy('kit', { ...at, kit: { ...kit, stale: true } }), 'kit')).toBe('warning');
  });

  test('is good for the proof only if the new certificate is served whole and opens without a warning', () => {
    const tone = (proof: typeof proofNew) => toneOf(deploy('proof', { ...at, kit, proof }), 'proof');
    expect([proofNew, proofUntrusted, proofOld, proofOther].map(tone)).toEqual([
      'good',
      'warning',
      'warning',
      'danger',
    ]);
  });
});

describe('findings', () => {
  test('come in groups, what refuses first, what is in order last, and none is lost', () => {
    const all = [findings.notRevoked, findings.clock, findings.host, findings.mismatch, findings.wildcard];
    const groups = groupsOf(all);
    expect(groups.map(({ severity }) => severity)).toEqual(['fail', 'warn', 'not-checked', 'info']);
    expect(groups.flatMap((group) => group.findings)).toHaveLength(all.length);
    expect(groups[0]?.findings).toEqual([findings.mismatch, findings.wildcard]);
  });

  test('know a step for every remedy that one helps with', () => {
    const none = remedySchema.options.filter((remedy) => stepOf[remedy] === null);
    expect(none.sort()).toEqual(['clock', 'none', 'open-crl-path', 'validation-off']);
  });
});

describe('the slots', () => {
  test('are filled by a file of their own or by one that holds several things', () => {
    const slots = slotsOf([bundleFile]);
    expect(isFilled(slots, 'key')).toBe(true);
    expect(filesIn(slots, 'key')).toEqual([]);
    expect(isFilled(slotsOf([chainFile]), 'key')).toBe(false);
  });

  test('leave problems of the passphrase to its field', () => {
    const problem = { code: 'passphrase-wrong', facts: { looksLike: 'encrypted-private-key' } } as const;
    expect(problemsOf({ ...lockedKey, problems: [problem] })).toEqual([]);
  });
});

describe('the request', () => {
  test('begins with what the rules want for this sensor, and says what is missing', () => {
    const form = suggestedForm(wantsNew.suggestion);
    expect(form).toMatchObject({ commonName: 'sensor7.contoso.com', names: ['192.168.10.7'], key: 'rsa2048' });
    expect(form.subject.C).toBe('US');
    expect(missingIn(wantsNew.suggestion, form)).toEqual(['O', 'OU']);
    expect(missingIn(wantsNew.suggestion, { subject: { ...form.subject, O: 'x', OU: ' ' } })).toEqual(['OU']);
  });

  test('writes domain components as one domain', () => {
    const subject = ['com', 'contoso', 'ot'].map((value) => ({ type: 'DC', value }));
    expect(
      suggestedForm({ subject, sans: [], keyKind: 'p256', keyKinds: [], required: [], alphabet: null }).subject.DC,
    ).toBe('ot.contoso.com');
  });
});

describe('the sensor’s form', () => {
  test('is what main has, and unchanged until something is typed', () => {
    const form = formOf(sensor);
    expect(isUnchanged(form, sensor)).toBe(true);
    expect(isUnchanged({ ...form, validation: false }, sensor)).toBe(false);
    expect(isUnchanged(form, null)).toBe(false);
    expect(actionOf({ ...emptySensor, address: ' a ', name: ' ', proxy: ' p:1 ' })).toMatchObject({
      name: null,
      proxy: 'p:1',
    });
  });

  test('begins with an appliance, and says an error where it belongs', () => {
    expect(firstProfile(profileList.profiles)).toBe('ot-sensor');
    expect(firstProfile([])).toBe('');
    const invalid = { code: 'address-invalid', facts: { address: 'b', reason: 'ipv4' } } as const;
    expect(fieldOf(invalid, { ...emptySensor, address: 'a', name: 'b' })).toBe('name');
    expect(fieldOf(invalid, { ...emptySensor, address: 'b' })).toBe('address');
    expect(fieldOf({ code: 'refused', facts: { host: 'a', port: 443 } }, emptySensor)).toBeNull();
  });
});
