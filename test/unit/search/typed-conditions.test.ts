// What is typed beside a text binds its hits: random works, judged one by one, for random texts and conditions.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../../src/domain/fields.js';
import type { Work } from '../../../src/domain/work.js';
import { readSearchText } from '../../../src/search/read-search.js';
import { wordsOf } from '../../../src/text/analyze.js';
import { runsBeside } from '../../../src/text/compounds.js';
import { arbitraryWork } from '../../support/arbitrary-works.js';
import { matcherOf } from '../../support/oracle-match.js';

const { passes, keepsPhrases, matchesWords } = matcherOf(WORKS);

const names = (work: Work) => work.authorships.map(({ author }) => wordsOf(author.display_name));
const everyWord = (work: Work) => {
  const passages = WORKS.textFields.flatMap((field) => field.passages(work));
  const runs = passages.flatMap((passage) => [wordsOf(passage), ...runsBeside(passage)]);
  return runs.map((run) => ` ${run.join(' ')} `);
};
const has = (work: Work, words: string) => everyWord(work).some((passage) => passage.includes(` ${words} `));
const written = (work: Work, name: string) => names(work).some((one) => one.includes(name));
const year = ({ publication_year }: Work) => publication_year ?? Number.NaN;

/** What is typed, and what it means, said again without filters. */
const CONDITIONS: Readonly<Record<string, (work: Work) => boolean>> = {
  'author:lévy': (work) => written(work, 'levy'),
  'author:"J. Graph"': (work) => written(work, 'graph'),
  'author:(jo OR mira)': (work) => written(work, 'jo') || written(work, 'mira'),
  '-author:network': (work) => !written(work, 'network'),
  'year:2020': (work) => year(work) === 2020,
  'year:2019..2020': (work) => year(work) >= 2019 && year(work) <= 2020,
  'year:>2020': (work) => year(work) > 2020,
  '-year:2021': (work) => year(work) !== 2021,
  'NOT year:(2019 OR 2020)': (work) => year(work) !== 2019 && year(work) !== 2020,
  'type:preprint': (work) => work.type === 'preprint',
  'type:preprint OR type:dataset': (work) => work.type === 'preprint' || work.type === 'dataset',
  'venue:robots': (work) => work.primary_location?.source?.display_name === 'Robots',
  '-graph': (work) => !has(work, 'graph'),
  'NOT ("neural network" OR robot)': (work) => !has(work, 'neural network') && !has(work, 'robot'),
  '"neural network"': (work) => has(work, 'neural network'),
  '("neural network" OR "graph neural")': (work) => has(work, 'neural network') || has(work, 'graph neural'),
  '("of the" naive OR type:dataset)': (work) => (has(work, 'of the') && has(work, 'naive')) || work.type === 'dataset',
};

/** Of few words: each must occur. */
const TEXTS: readonly string[] = ['', 'x1', '漢字', 'x1 2020'];

/** The ids of what is found by words alone. */
function found(works: readonly Work[], search: string): string[] {
  const { text, filter } = readSearchText(search);
  const hits = works.filter((work) => {
    if (!passes(filter, work)) return false;
    return text === undefined || (keepsPhrases(text, work) && matchesWords(text, work));
  });
  return hits.map(({ id }) => id);
}

const works = fc.uniqueArray(arbitraryWork, { selector: ({ id }) => id, maxLength: 10 });
const condition = fc.constantFrom(...Object.keys(CONDITIONS));

describe('conditions that are typed', () => {
  test('hold for every hit, and leave out no other', () => {
    fc.assert(
      fc.property(works, fc.uniqueArray(condition, { minLength: 1, maxLength: 3 }), (all, typed) => {
        const expected = all.filter((work) => typed.every((one) => CONDITIONS[one]?.(work)));
        expect(found(all, typed.join(' '))).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 1000 },
    );
  });

  test('leave some of what is found without them', () => {
    const text = fc.constantFrom(...TEXTS.filter((one) => one !== ''));
    fc.assert(
      fc.property(works, text, condition, fc.boolean(), (all, words, typed, first) => {
        const without = found(all, words);
        const expected = without.filter((id) => CONDITIONS[typed]?.(all.find((work) => work.id === id) as Work));
        expect(found(all, first ? `${typed} ${words}` : `${words} ${typed}`)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
