// The telling terms of long texts are the best by tf·idf, found here by brute force; short texts stay as they are.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TextQuery } from '../../../src/domain/query.js';
import { TELLING_TERMS, tellingTerms } from '../../../src/search/telling-terms.js';
import { contentWords, stem } from '../../../src/text/analyze.js';
import { analyzerOf } from '../../../src/text/analyzers.js';
import { words } from '../../support/engine-session.js';
import { createOracleEngine } from '../../support/oracle-engine.js';
import { titled } from '../../support/works.js';

/** Words that are their own stems, none of them a stop word. */
const VOCABULARY = Array.from({ length: 150 }, (_, i) => `w${i}x`);
const { query: termsOf } = analyzerOf('prose');

async function engineOf(titles: Readonly<Record<string, string>>) {
  const engine = createOracleEngine();
  await engine.write(titled(titles));
  await engine.refresh();
  return engine;
}

/** tf·idf from the titles themselves. */
function weigh(text: string, titles: readonly string[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const term of contentWords(text).map(stem)) {
    const having = titles.filter((title) => title.split(' ').map(stem).includes(term)).length;
    const idf = having === 0 ? 0 : Math.log(1 + (titles.length - having + 0.5) / (having + 0.5));
    weights.set(term, (weights.get(term) ?? 0) + idf);
  }
  return weights;
}

const drawn = (least: number, most: number) =>
  fc.array(fc.constantFrom(...VOCABULARY), { minLength: least, maxLength: most, size: 'max' });

describe('tellingTerms', () => {
  test('the chosen terms are the best of the text, whatever text and collection', async () => {
    const property = fc.asyncProperty(
      drawn(120, 400),
      fc.array(drawn(1, 60), { maxLength: 12 }),
      async (text, some) => {
        const titles = some.map((title) => title.join(' '));
        const engine = await engineOf(Object.fromEntries(titles.map((title, i) => [`t${i}`, title])));
        const chosen = await tellingTerms(engine, words(text.join(' ')));
        const weights = weigh(text.join(' '), titles);
        const terms = termsOf(chosen.loose).terms;
        expect(terms).toHaveLength(Math.min(TELLING_TERMS, weights.size));
        const left = [...weights].filter(([term]) => !terms.includes(term));
        const worst = Math.min(...terms.map((term) => weights.get(term) ?? Number.NaN));
        // sums of equal numbers may differ in the last digit
        expect(left.filter(([, weight]) => weight > worst + 1e-9)).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  test('a text of 64 terms is searched as it is, and costs nothing', async () => {
    const engine = { frequencies: () => Promise.reject(new Error('nobody should ask')) };
    const most = words(`the ${VOCABULARY.slice(0, TELLING_TERMS).join(' of ')} and ${VOCABULARY[0]}`);
    expect(await tellingTerms(engine, most)).toBe(most);
    const phrase: TextQuery = { text: VOCABULARY.join(' '), loose: '', phrases: [VOCABULARY.join(' ')], excluded: [] };
    expect(await tellingTerms(engine, phrase)).toBe(phrase);
  });

  test('one term more, and the least telling is left out', async () => {
    const titles = Object.fromEntries(
      VOCABULARY.slice(0, 65).map((word) => [word, word === 'w7x' ? 'w7x' : `${word} w7x`]),
    );
    const text = words(VOCABULARY.slice(0, 65).join(' '));
    const { loose } = await tellingTerms(await engineOf(titles), text);
    expect(loose.split(' ').sort()).toEqual(
      VOCABULARY.slice(0, 65)
        .filter((word) => word !== 'w7x')
        .sort(),
    );
  });

  test('terms that no work has come last, and fill up what is left, in the order of terms', async () => {
    const { loose } = await tellingTerms(await engineOf({ a: 'w149x', b: 'w148x' }), words(VOCABULARY.join(' ')));
    const unknown = VOCABULARY.slice(0, 148).sort();
    expect(loose.split(' ')).toEqual(['w148x', 'w149x', ...unknown.slice(0, 62)]);
  });
});

describe('the query with its telling terms', () => {
  test('phrases and exclusions stay, and phrases are scored', async () => {
    const asked = words(VOCABULARY.join(' '), ['deep graph'], ['robot']);
    const chosen = await tellingTerms(await engineOf({ a: 'w1x' }), asked);
    expect(chosen).toMatchObject({ phrases: ['deep graph'], excluded: ['robot'] });
    expect(chosen.text).toBe(`${chosen.loose} deep graph`);
  });

  test('words are chosen by their terms, and kept as they are written', async () => {
    const long = VOCABULARY.slice(0, 80).join(' ');
    const engine = await engineOf({ a: 'naive networking', b: 'w1x' });
    const { loose } = await tellingTerms(engine, words(`Networks ${long} Naïve network`));
    // what is said twice counts twice
    expect(loose.split(' ').slice(0, 4)).toEqual(['Networks', 'Networks', 'Naïve', 'w1x']);
  });
});
