// What a leaf is called: its subject and its alternative names, by the demands of the appliance and of browsers, which
// read the alternative names and nothing else.
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { readCertificateStructure } from '../../pki/certificate/certificate-structure.ts';
import { nameOfCommonName } from '../../pki/names/alternative-name.ts';
import { type Attribute, readName } from '../../pki/names/distinguished-name.ts';
import { matchHost } from '../../pki/names/host-names.ts';
import { canonicalIp } from '../../pki/names/ip-address.ts';
import type { Gathered } from '../gather.ts';
import { type Checks, type Found, found, some } from './found.ts';

type Kind =
  | 'common-name'
  | 'common-name-no-wildcard'
  | 'common-name-is-host'
  | 'common-name-unique'
  | 'common-name-is-id'
  | 'common-name-is-given'
  | 'subject-has'
  | 'country-code'
  | 'attribute-lengths'
  | 'subject-order'
  | 'san-present'
  | 'san-has-host'
  | 'san-has-common-name'
  | 'san-has-address'
  | 'san-no-wildcard';

type Leaf = { item: CertificateItem; file: string; attributes: Attribute[] };

const leafOf = ({ leaf }: Gathered): Leaf | null =>
  leaf && {
    item: leaf.item,
    file: leaf.file,
    // In the order of the encoding; the string of RFC 4514 has it the other way round.
    attributes: readName(readCertificateStructure(leaf.der).subject).flat(),
  };

const ofLeaf = (of: Gathered, judge: (leaf: Leaf) => readonly (Found | false)[]): Found[] => {
  const leaf = leafOf(of);
  return leaf ? judge(leaf).filter((each) => each !== false) : [];
};

/** Judges the common name; where there is none, another rule says so. */
const ofName = (of: Gathered, judge: (name: string, leaf: Leaf) => Found | false): Found[] =>
  ofLeaf(of, (leaf) => {
    const name = leaf.item.commonName?.trim();
    return name ? [judge(name, leaf)] : [];
  });

const sanOf = ({ item }: Leaf) => item.subjectAltNames;
const hasSan = (leaf: Leaf): boolean => (sanOf(leaf)?.dns.length ?? 0) + (sanOf(leaf)?.ip.length ?? 0) > 0;
const listed = (leaf: Leaf): string[] => some([...(sanOf(leaf)?.dns ?? []), ...(sanOf(leaf)?.ip ?? [])]);

const sameName = (a: string, b: string): boolean =>
  a.trim().replace(/\.$/, '').toLowerCase() === b.trim().replace(/\.$/, '').toLowerCase();

const order = (attributes: readonly Attribute[]): string[] => attributes.map(({ type }) => type);

/** Whether the attributes that are there stand in the order wanted; those that are not named may stand anywhere. */
const inOrder = (is: readonly string[], wanted: readonly string[]): boolean => {
  const ranks = is.map((type) => wanted.indexOf(type)).filter((rank) => rank >= 0);
  return ranks.every((rank, at) => at === 0 || rank >= (ranks[at - 1] as number));
};

export const nameChecks: Checks<Kind> = {
  'common-name': (_, of) =>
    ofLeaf(of, ({ item, file }) => [!item.commonName?.trim() && found('common-name-missing', {}, 'crt', file)]),

  'common-name-no-wildcard': (_, of) =>
    ofName(of, (name, { file }) => name.includes('*') && found('common-name-wildcard', { name }, 'crt', file)),

  'common-name-is-host': (_, of) =>
    ofName(
      of,
      (name, { file }) =>
        !name.includes('*') &&
        nameOfCommonName(name) === undefined &&
        found('common-name-not-host', { name }, 'crt', file),
    ),

  'common-name-unique': (_, of) => {
    const { others } = of.input;
    return ofName(of, (name, { file }) => {
      if (others === null) return found('not-checked-here', { what: 'other-sensors' }, 'crt', file);
      const other = others.find(({ commonName }) => sameName(commonName, name));
      return other !== undefined && found('common-name-shared', { name, sensor: other.sensor }, 'crt', file);
    });
  },

  'common-name-is-id': ({ also, notLast, maximum }, of) =>
    ofName(of, (name, { file }) => {
      const facts = { name, allowed: also, maximum };
      const strange = [...name].some((each) => !/[A-Za-z0-9]/.test(each) && !also.includes(each));
      const problem = strange
        ? 'characters'
        : [...name].length > maximum
          ? 'too-long'
          : notLast.includes(name.at(-1) as string)
            ? 'last'
            : null;
      return problem !== null && found('common-name-not-id', { ...facts, problem }, 'crt', file);
    }),

  'common-name-is-given': ({ matchCase }, of) =>
    ofName(of, (name, { file }) => {
      const wanted = of.input.host?.trim();
      const same = wanted === undefined || (matchCase ? name === wanted : name.toLowerCase() === wanted.toLowerCase());
      return wanted !== undefined && !same && found('common-name-differs', { name, wanted }, 'crt', file);
    }),

  'subject-has': ({ attributes: wanted }, of) =>
    ofLeaf(of, ({ attributes, file }) => {
      const lacks = wanted.filter((type) => !attributes.some((each) => each.type === type && each.value.trim() !== ''));
      return [lacks.length > 0 && found('subject-lacks', { attributes: lacks }, 'crt', file)];
    }),

  'country-code': (_, of) =>
    ofLeaf(of, ({ attributes, file }) => {
      const odd = attributes.find(
        ({ type, value }) => type === 'C' && value.trim() !== '' && !/^[A-Za-z]{2}$/.test(value),
      );
      return [odd !== undefined && found('country-invalid', { value: odd.value }, 'crt', file)];
    }),

  'attribute-lengths': ({ limits }, of) =>
    ofLeaf(of, ({ attributes, file }) =>
      attributes.slice(0, 100).map(({ type, value, encoded }) => {
        const [limit, length] = [limits[type], [...value].length];
        const long = limit !== undefined && !encoded && length > limit;
        return long && found('attribute-too-long', { attribute: type, length, limit }, 'crt', file);
      }),
    ),

  'subject-order': ({ order: wanted }, of) =>
    ofLeaf(of, ({ attributes, file }) => {
      const is = order(attributes);
      const facts = { order: some(is), wanted: [...wanted] };
      return [!inOrder(is, wanted) && found('subject-order', facts, 'crt', file)];
    }),

  'san-present': (_, of) => ofLeaf(of, (leaf) => [!hasSan(leaf) && found('san-missing', {}, 'crt', leaf.file)]),

  // Without any alternative name the rule before has said it.
  'san-has-host': (_, of) =>
    ofLeaf(of, (leaf) => {
      const { host } = of.input;
      const covered = host === null || matchHost(sanOf(leaf), host).matches;
      return [
        host !== null &&
          hasSan(leaf) &&
          !covered &&
          found('san-lacks-host', { host, names: listed(leaf) }, 'crt', leaf.file),
      ];
    }),

  'san-has-common-name': (_, of) =>
    ofName(of, (name, leaf) => {
      const usable = nameOfCommonName(name) !== undefined && hasSan(leaf);
      const among =
        matchHost(sanOf(leaf), name).matches || sanOf(leaf)?.dns.some((each) => sameName(each, name)) === true;
      return usable && !among && found('san-lacks-common-name', { name }, 'crt', leaf.file);
    }),

  // Appliances are often opened by their address.
  'san-has-address': (_, of) =>
    ofLeaf(of, (leaf) => {
      const byAddress = of.input.host !== null && canonicalIp(of.input.host) !== null;
      const lacks = hasSan(leaf) && sanOf(leaf)?.ip.length === 0 && !byAddress;
      return [lacks && found('san-lacks-address', { names: listed(leaf) }, 'crt', leaf.file)];
    }),

  'san-no-wildcard': (_, of) =>
    ofLeaf(of, (leaf) => {
      const name = sanOf(leaf)?.dns.find((each) => each.includes('*'));
      return [name !== undefined && found('san-wildcard', { name }, 'crt', leaf.file)];
    }),
};
