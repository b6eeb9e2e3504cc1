// What can be checked for a message, and the list of known messages as it is searched. Pure.
import type { KnownMessage, MessageCheck, MessageSource } from '../../preload/contract/explanation.ts';

export type Place = 'sensor' | 'files' | 'tools';

/** Where each check is done. Proof of possession is checked in the portal alone. */
const placesOf: Readonly<Record<MessageCheck, readonly Place[]>> = {
  probe: ['sensor'],
  name: ['sensor'],
  trust: ['sensor'],
  dates: ['sensor', 'files'],
  precheck: ['files'],
  passphrase: ['files'],
  chain: ['files'],
  revocation: ['files'],
  format: ['tools'],
  pfx: ['tools'],
  'proof-of-possession': [],
};

/** In the order of the checks, which is that of their worth for the message. */
export const placesFor = (checks: readonly MessageCheck[]): Place[] => [
  ...new Set(checks.flatMap((check) => placesOf[check])),
];

export interface Group {
  readonly source: MessageSource;
  readonly messages: readonly KnownMessage[];
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** The messages that have every word of the search (as its beginning), by where they come from, in main's order. */
export function groupsOf(messages: readonly KnownMessage[], search: string): Group[] {
  const wanted = wordsOf(search);
  const fits = ({ message }: KnownMessage) => {
    const words = wordsOf(message);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  };
  const groups = new Map<MessageSource, KnownMessage[]>();
  for (const message of messages) {
    if (fits(message)) groups.set(message.source, [...(groups.get(message.source) ?? []), message]);
  }
  return [...groups].map(([source, found]) => ({ source, messages: found }));
}

/** Characters that main takes in one call. */
const mostCharacters = 1_000_000;

/** Both ends of a text that is longer than a call may be: a log ends with the error, a report begins with it. */
export function endsOf(text: string): string {
  if (text.length <= mostCharacters) return text;
  const half = mostCharacters / 2 - 1;
  return `${text.slice(0, half)}\n${text.slice(-half)}`;
}
