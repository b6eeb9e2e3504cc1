// The known messages, and their wordings made ready for the comparison.
import type { KnownMessage, MessageSource } from '../../preload/contract/explanation.ts';
import type { Entry } from './entry.ts';
import { browserMessages } from './messages/browser.ts';
import { consoleMessages } from './messages/console.ts';
import { dpsMessages } from './messages/dps.ts';
import { firefoxMessages } from './messages/firefox.ts';
import { opensslFileMessages } from './messages/openssl-files.ts';
import { opensslVerifyMessages } from './messages/openssl-verify.ts';
import { tlsMessages } from './messages/tls.ts';
import { windowsMessages } from './messages/windows.ts';
import { wordsOf } from './tokens.ts';

export type CatalogueEntry = Entry & { readonly source: MessageSource };

const from = (source: MessageSource, entries: readonly Entry[]): CatalogueEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

export const catalogue: readonly CatalogueEntry[] = [
  ...from('console', consoleMessages),
  ...from('browser', [...browserMessages, ...firefoxMessages]),
  ...from('windows', windowsMessages),
  ...from('openssl', [...opensslVerifyMessages, ...opensslFileMessages, ...tlsMessages]),
  ...from('dps', dpsMessages),
];

export const known = ({ id, source, message }: CatalogueEntry): KnownMessage => ({ id, source, message });

/** All messages, in the order of the catalogue: by where they come from. */
export const knownMessages = (): KnownMessage[] => catalogue.map(known);

export type Wording = {
  readonly entry: CatalogueEntry;
  /** As it was written in the catalogue. */
  readonly text: string;
  readonly kind: 'exact' | 'older';
  /** Between two pieces a few words may stand that vary. */
  readonly pieces: readonly (readonly string[])[];
  /** Ends with a part that varies: a few more words of the line belong to it. */
  readonly open: boolean;
  /** Counts only where it is a whole line. */
  readonly line: boolean;
  /** Characters that are fixed: the more, the more specific. */
  readonly weight: number;
};

/** 0x80092013 as certutil, .NET and event logs print it. The minus of the decimal form is no part of a word. */
const numbersOf = (hresult: number): string[] => {
  const hex = hresult.toString(16).padStart(8, '0');
  return [`0x${hex}`, hex, String(2 ** 32 - hresult), String(hresult)];
};

function wordingsOf(entry: CatalogueEntry): Wording[] {
  const make = (kind: Wording['kind'], line: boolean) => (text: string) => {
    const pieces = text.split('<>').map((piece) => wordsOf(piece).words);
    const weight = pieces.flat().join('').length;
    const open = pieces.at(-1)?.length === 0;
    return { entry, text, kind, pieces: pieces.filter(({ length }) => length > 0), open, line, weight };
  };
  const { message, forms = [], older = [], codes = [], lines = [], hresult, place } = entry;
  const line = place === 'line';
  const numbers = hresult === undefined ? [] : numbersOf(hresult);
  return [
    ...[message, ...codes, ...numbers].map(make('exact', line)),
    ...forms.map(make('exact', false)),
    ...lines.map(make('exact', true)),
    ...older.map(make('older', line)),
  ];
}

export const wordings: readonly Wording[] = catalogue.flatMap(wordingsOf);
