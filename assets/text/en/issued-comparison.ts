// The words for what a CA made of a request: what is different, what it means, and how to get what was asked for.
import type {
  IssuedComparison,
  IssuedFinding,
  IssuedFindingFacts,
  IssuedFindingId,
} from '../../../preload/contract/issued-comparison.ts';
import { count, date, list } from './format.ts';
import type { FindingWords } from './request-check.ts';

const some = ({ names, count: all }: { names: readonly string[]; count: number }): string =>
  list(all > names.length ? [...names, count(all - names.length, 'more', 'more')] : names);

/** The ways to a certificate with its names, the best first, and the one that opens a hole. */
const getNames = [
  'Ask the CA desk to issue it again with these names.',
  'On AD CS: with a template that takes the subject from the request (“Supply in the request”), the names in the request are kept.',
  'Where the request cannot carry names, whoever submits it can give them along: certreq -submit -attrib "SAN:dns=…&dns=…".',
  'The CA heeds that only with EDITF_ATTRIBUTESUBJECTALTNAME2 switched on. Do not have that switched on for this: it lets everyone who may enroll get a certificate in any name, even an administrator’s.',
  'With OpenSSL as CA: -copy_extensions copy.',
].join(' ');

const askAgain = 'If you need it, ask the CA desk which template or profile gives it, and send the request again.';

export const issuedVerdicts: Record<IssuedComparison['verdict'], string> = {
  same: 'The CA issued what was asked for.',
  changed: 'The CA did not issue quite what was asked for.',
  'other-key': 'This certificate is not the answer to this request.',
};

/** Instead of `changed`, where names that browsers read were dropped. */
export const namesLostVerdict = 'The CA left out names that browsers need. Do not install this certificate.';

export const issuedFindingWords: {
  readonly [I in IssuedFindingId]: (facts: IssuedFindingFacts<I>) => FindingWords;
} = {
  'same-key': () => ({ text: 'The certificate is for the key of the request.' }),
  'other-key': () => ({
    text: 'The certificate is for another key than the request. The private key of this request does not fit it, and no appliance will take the two together.',
    todo: 'Look for the request that it answers, or have the CA issue a certificate for this one.',
  }),
  'same-subject': () => ({ text: 'The subject is as asked for.' }),
  'subject-reordered': () => ({ text: 'The subject has the same parts in another order, which makes no difference.' }),
  'subject-dropped': (facts) => ({
    text: `The CA left out of the subject: ${some(facts)}.`,
    todo: 'OT sensors want C, O, OU and CN. If one of them is missing: ask for a template that takes the subject from the request.',
  }),
  'subject-changed': (facts) => ({
    text: `The CA changed in the subject: ${some(facts)}.`,
    todo: 'Check that this is what you want. Many CAs put in what their directory or their policy says.',
  }),
  'subject-added': (facts) => ({
    text: `The CA added to the subject: ${some(facts)}.`,
    todo: 'Check that this is what you want.',
  }),
  'common-name-lost': ({ asked, issued }) => ({
    text:
      issued === ''
        ? `The common name “${asked}” is gone. Appliances such as OT sensors want one.`
        : `The common name is “${issued}” instead of “${asked}”.`,
    todo: 'Ask the CA desk for a template that takes the subject from the request (“Supply in the request”).',
  }),
  'names-kept': (facts) => ({
    text: `${count(facts.count, 'alternative name is', 'alternative names are')} there as asked for: ${some(facts)}.`,
  }),
  'names-all-lost': (facts) => ({
    text: `The CA dropped every alternative name (SAN): ${some(facts)}. Browsers read nothing else, so they will warn with this certificate, and no line in the hosts file can mend that.`,
    todo: `Do not install it. ${getNames}`,
  }),
  'names-lost': (facts) => ({
    text: `The CA dropped ${facts.count === 1 ? 'an alternative name' : 'alternative names'} (SAN): ${some(facts)}. Browsers will warn when the appliance is opened by ${facts.count === 1 ? 'it' : 'one of them'}.`,
    todo: getNames,
  }),
  'names-added': (facts) => ({
    text: `The CA added alternative names (SAN) that the request does not have: ${some(facts)}.`,
    todo: 'If you gave them to the CA along with the request, all is well. If nobody did, ask why they are there.',
  }),
  'names-never-asked': () => ({
    text: 'Neither the request nor the certificate has alternative names (SAN). Browsers will warn, whatever the common name says.',
    todo: `Make the request again with the names in it. ${getNames}`,
  }),
  'usage-changed': ({ asked, issued }) => ({
    text: `The key usage is ${issued.length > 0 ? list(issued) : 'missing'}; asked for was ${asked.length > 0 ? list(asked) : 'none'}.`,
    todo: `Most appliances do not mind. ${askAgain}`,
  }),
  'purposes-changed': ({ asked, issued }) => ({
    text: `The purposes (EKU) are ${issued.length > 0 ? list(issued) : 'missing'}; asked for was ${asked.length > 0 ? list(asked) : 'none'}.`,
    todo: askAgain,
  }),
  'server-purpose-lost': ({ issued }) => ({
    text: `The certificate is for ${list(issued)} only, and not for a web server (serverAuth). Browsers will refuse it.`,
    todo: 'Ask the CA desk for a certificate from a template for web servers.',
  }),
  'became-ca': () => ({
    text: 'The certificate is that of a CA, which nobody asked for. Whoever has its key could issue others.',
    todo: 'Do not install it. Tell the CA desk.',
  }),
  'ca-refused': () => ({
    text: 'The request asked for the certificate of a CA, and this is none.',
    todo: 'If you are setting up a CA, ask for the template for subordinate CAs.',
  }),
  'path-length-changed': () => ({
    text: 'The CA changed how many CAs may follow below this one.',
    todo: 'Check that this is what you want.',
  }),
  'extensions-dropped': (facts) => ({
    text: `The CA left out other extensions that were asked for: ${some(facts)}.`,
    todo: askAgain,
  }),
  'already-over': ({ notBefore, notAfter }) => ({
    text: `The certificate ends (${date(notAfter)}) before it begins (${date(notBefore)}).`,
    todo: 'Tell the CA desk, and have it issued again.',
  }),
  validity: ({ notBefore, notAfter, days }) => ({
    text: `It is valid for ${count(days, 'day', 'days')}, from ${date(notBefore)} to ${date(notAfter)}.`,
  }),
};

/** The words for a finding. */
export const sayIssuedFinding = (finding: IssuedFinding): FindingWords => {
  const words = issuedFindingWords[finding.id] as (facts: IssuedFinding['facts']) => FindingWords;
  return words(finding.facts);
};
