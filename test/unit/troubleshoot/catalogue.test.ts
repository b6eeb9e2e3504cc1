// The catalogue itself: enough messages, each with words and with a place where its wording was read, none twice.
import { describe, expect, it } from 'vitest';
import { messageWords } from '../../../assets/text/en/messages/index.ts';
import { catalogue, knownMessages, wordings } from '../../../main/troubleshoot/catalogue.ts';
import { messageSourceSchema } from '../../../preload/contract/explanation.ts';

describe('the catalogue', () => {
  it('knows the messages that the product promises, from every source', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(65);
    for (const source of messageSourceSchema.options)
      expect(catalogue.filter((entry) => entry.source === source).length, source).toBeGreaterThanOrEqual(15);
    expect(knownMessages()).toHaveLength(catalogue.length);
  });

  it('names each entry once', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9-]+$/.test(id))).toEqual([]);
  });

  it('has no wording that two entries share', () => {
    const owners = new Map<string, Set<string>>();
    for (const { entry, pieces } of wordings) {
      const key = pieces.map((piece) => piece.join(' ')).join(' <> ');
      owners.set(key, (owners.get(key) ?? new Set()).add(entry.id));
    }
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  it('begins every wording with fixed words, and marks gaps between them only', () => {
    expect(wordings.filter(({ text }) => /^\W*<>/.test(text)).map(({ text }) => text)).toEqual([]);
  });

  it('says where each wording was read, with its date or version', () => {
    for (const { id, verified } of catalogue) expect(verified, id).toMatch(/20\d\d|\d+\.\d+\.\d+/);
  });
});

describe('the words', () => {
  it('are there for every entry, and for nothing else', () => {
    expect(Object.keys(messageWords).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });

  it.each(catalogue.map(({ id }) => id))('%s: whole sentences', (id) => {
    const { cause, recommendation } = messageWords[id] ?? { cause: '', recommendation: '' };
    for (const sentence of [cause, recommendation]) {
      expect(sentence).toMatch(/^[A-Z].{15,}[.)]$|^curl .{15,}\.$/s);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\$\{|'/);
    }
    expect(recommendation).not.toBe(cause);
  });
});
