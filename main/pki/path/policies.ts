// Certificate policies along a path (RFC 5280 section 6.1, without the tree: RFC 9618 shows that the set of policies at
// each step is enough). Every policy is acceptable to us, so the outcome is only whether one holds where one must.
import { context, type DerElement, DerError, expect, oidText, optionalFields, smallInteger, tag } from '../asn1/der.ts';
import { extension } from '../asn1/oids.ts';
import type { Extensions } from '../certificate/extensions.ts';

const anyPolicy = '2.5.29.32.0';

export type PolicyFields = {
  /** Absent where the certificate has no policies; anyPolicy is among them where it is. */
  policies?: ReadonlySet<string>;
  mappings: readonly { issuer: string; subject: string }[];
  requireExplicit?: number;
  inhibitMapping?: number;
  inhibitAny?: number;
};

const oid = (element: DerElement | undefined): string => oidText(expect(element, tag.oid, 'a policy'));

const readPolicies = (value: DerElement): ReadonlySet<string> => {
  const list = expect(value, tag.sequence, 'certificatePolicies').children();
  const policies = new Set(list.map((each) => oid(expect(each, tag.sequence, 'a policy').children()[0])));
  if (policies.size !== list.length) throw new DerError('a policy that is given twice');
  return policies;
};

const readMappings = (value: DerElement): PolicyFields['mappings'] =>
  expect(value, tag.sequence, 'policyMappings')
    .children()
    .map((pair) => {
      const [issuer, subject, ...more] = expect(pair, tag.sequence, 'a mapping').children();
      if (more.length > 0) throw new DerError('a mapping of more than two policies');
      const mapping = { issuer: oid(issuer), subject: oid(subject) };
      // Section 6.1.4 (a).
      if (mapping.issuer === anyPolicy || mapping.subject === anyPolicy) throw new DerError('a mapping of anyPolicy');
      return mapping;
    });

/** SkipCerts may be a large number; more than a path can have is as good as any. */
const skipCerts = (element: DerElement): number =>
  element.content.length > 4 && (element.content[0] as number) < 0x80 ? 0xffffffff : smallInteger(element);

const readConstraints = (value: DerElement): Pick<PolicyFields, 'requireExplicit' | 'inhibitMapping'> => {
  const parts = expect(value, tag.sequence, 'policyConstraints').children();
  if (parts.length === 0) throw new DerError('empty policy constraints');
  const fields = optionalFields(parts, [context(0), context(1)], 'policyConstraints');
  const [explicit, mapping] = [fields.get(context(0)), fields.get(context(1))];
  return {
    ...(explicit ? { requireExplicit: skipCerts(explicit) } : {}),
    ...(mapping ? { inhibitMapping: skipCerts(mapping) } : {}),
  };
};

/** What a certificate says about policies. Throws DerError. */
export const readPolicyFields = (extensions: Extensions): PolicyFields => {
  const value = (of: string): DerElement | undefined => extensions.get(of)?.value.wrapped();
  const policies = value(extension.certificatePolicies);
  const mappings = value(extension.policyMappings);
  const constraints = value(extension.policyConstraints);
  const inhibit = value(extension.inhibitAnyPolicy);
  return {
    ...(policies ? { policies: readPolicies(policies) } : {}),
    mappings: mappings ? readMappings(mappings) : [],
    ...(constraints ? readConstraints(constraints) : {}),
    ...(inhibit ? { inhibitAny: skipCerts(expect(inhibit, tag.integer, 'inhibitAnyPolicy')) } : {}),
  };
};

export type Step = { fields: PolicyFields; selfIssued: boolean };

type State = {
  /** The policies, in the words of the next certificate's issuer, that hold so far. */
  valid: ReadonlySet<string>;
  any: boolean;
  explicit: number;
  mapping: number;
  inhibitAny: number;
};

/** Section 6.1.3 (d) and (e): what of the state the certificate's own policies leave. */
const throughCertificate = (state: State, { fields, selfIssued }: Step, last: boolean): State => {
  const { policies } = fields;
  if (policies === undefined) return { ...state, valid: new Set(), any: false };
  const anyCounts = policies.has(anyPolicy) && (state.inhibitAny > 0 || (!last && selfIssued));
  const named = [...policies].filter((policy) => policy !== anyPolicy && (state.any || state.valid.has(policy)));
  return { ...state, valid: new Set(anyCounts ? [...named, ...state.valid] : named), any: state.any && anyCounts };
};

/** Section 6.1.4 (b): the same policies in the words of the next CA; a policy whose mapping is forbidden is dropped. */
const throughMappings = (state: State, { mappings }: PolicyFields): State => {
  if (mappings.length === 0) return state;
  const mapped = new Set(mappings.map(({ issuer }) => issuer));
  const kept = [...state.valid].filter((policy) => !mapped.has(policy));
  const added = state.mapping > 0 ? mappings.filter(({ issuer }) => state.any || state.valid.has(issuer)) : [];
  return { ...state, valid: new Set([...kept, ...added.map(({ subject }) => subject)]) };
};

const lower = (now: number, limit: number | undefined): number => (limit === undefined ? now : Math.min(now, limit));

/** Section 6.1.4 (h) to (j): self-issued certificates do not count. */
const counters = (state: State, { fields, selfIssued }: Step): State => {
  const step = selfIssued ? 0 : 1;
  return {
    ...state,
    explicit: lower(Math.max(0, state.explicit - step), fields.requireExplicit),
    mapping: lower(Math.max(0, state.mapping - step), fields.inhibitMapping),
    inhibitAny: lower(Math.max(0, state.inhibitAny - step), fields.inhibitAny),
  };
};

/**
 * Whether the path has a policy wherever its certificates demand one.
 * @param steps the certificates below the trust anchor, the leaf last
 */
export const policiesHold = (steps: readonly Step[]): boolean => {
  const start = steps.length + 1;
  let state: State = { valid: new Set(), any: true, explicit: start, mapping: start, inhibitAny: start };
  const holds = ({ explicit, valid, any }: State): boolean => explicit > 0 || any || valid.size > 0;
  for (const [at, step] of steps.entries()) {
    const last = at === steps.length - 1;
    state = throughCertificate(state, step, last);
    // Section 6.1.3 (f).
    if (!holds(state)) return false;
    if (!last) state = counters(throughMappings(state, step.fields), step);
  }
  // Section 6.1.5 (a) and (b).
  const leaf = steps.at(-1);
  const explicit = Math.max(0, state.explicit - 1);
  return holds({ ...state, explicit: leaf?.fields.requireExplicit === 0 ? 0 : explicit });
};
