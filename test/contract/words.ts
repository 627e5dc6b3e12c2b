// Conditions on words: terms and phrases of chosen text fields, anywhere in a filter.
import { expect } from '@jest/globals';
import { WORKS as CATALOGUE } from '../../src/domain/fields.js';
import type { Filter, WordsFilter } from '../../src/domain/query.js';
import { type Check, index, matchedIds, search, shortly, words } from '../support/engine-session.js';
import { byAuthor, makeWork, onTopic } from '../support/works.js';

const TITLE = ['display_name'];
const ABSTRACT = ['abstract'];
const BOTH = ['display_name', 'abstract'];
const AUTHORS = ['authorships.author.display_name'];
const TOPICS = ['topics.display_name'];
const SOURCE = ['primary_location.source.display_name'];
const EVERYWHERE = CATALOGUE.textFields.map(({ name }) => name);

const has = (fields: readonly string[], text: string): WordsFilter => ({ type: 'words', fields, text, exact: false });
const says = (fields: readonly string[], text: string): WordsFilter => ({ ...has(fields, text), exact: true });
const not = (filter: Filter): Filter => ({ type: 'not', filter });
const article: Filter = { type: 'values', field: 'type', values: ['article'] };

const WORKS = [
  makeWork({ id: 'a', display_name: 'Learning graphs', abstract: 'Robots and networks.', type: 'article' }),
  makeWork({ id: 'b', display_name: 'Robot networks', abstract: 'The graph of learning', type: 'preprint' }),
  makeWork({ id: 'c', display_name: '', abstract: 'Graphs learned by Lévy and $\\beta$ decay', type: 'article' }),
  makeWork({
    id: 'd',
    display_name: 'The of',
    type: 'dataset',
    authorships: [byAuthor('Ann Lévy'), byAuthor('Graph Stone')],
    topics: [onTopic('Robot Law'), onTopic('Learning')],
    primary_location: { source: { id: 's', display_name: 'Graph Letters' } },
  }),
];

/** Each row: what it shows, the filter, who passes. */
const CASES: readonly (readonly [string, Filter, string])[] = [
  ['a term of one field, stemmed', has(TITLE, 'graph'), 'a'],
  ['the same of another field', has(ABSTRACT, 'graphs'), 'bc'],
  ['different terms may be in different fields', has(BOTH, 'robot graph'), 'ab'],
  ['in one field they must all be', has(TITLE, 'robot graph'), ''],
  ['the order of words does not matter', has(TITLE, 'networking ROBOTS'), 'b'],
  ['letters are folded', has([...ABSTRACT, ...AUTHORS], 'levy'), 'cd'],
  ['every term counts, however many there are', has(BOTH, 'robots networks graphs learning stone'), ''],
  ['stop words do not count', has(TITLE, 'the robot of networks'), 'b'],
  ['unless there is nothing else', has(TITLE, 'the of'), 'd'],
  ['an unknown word occurs nowhere', has(BOTH, 'robot zyzzyva'), ''],
  ['elements of a list', has(AUTHORS, 'stone ann'), 'd'],
  ['topics', has(TOPICS, 'learning'), 'd'],
  ['the source', has(SOURCE, 'graph'), 'd'],
  ['all text fields', has(EVERYWHERE, 'graph robot'), 'abd'],
  ['fields may be named in any order, and twice', has(['abstract', 'display_name', 'abstract'], 'robot graph'), 'ab'],
  ['adjacent words of one field', says(TITLE, 'learning graphs'), 'a'],
  ['they are not stemmed', says(TITLE, 'learning graph'), ''],
  ['and stop words count', says(ABSTRACT, 'the graph of learning'), 'b'],
  ['they do not count when they are between', says(ABSTRACT, 'graph learning'), ''],
  ['adjacent words are folded', says(ABSTRACT, 'by LEVY'), 'c'],
  ['TeX is read: a Greek letter by its name', has(ABSTRACT, 'beta'), 'c'],
  ['and by itself', has(ABSTRACT, 'β'), 'c'],
  ['and as TeX, also within adjacent words', says(ABSTRACT, "by L\\'evy and $\\beta$ decay"), 'c'],
  ['one field is enough', says(BOTH, 'robot networks'), 'b'],
  ['adjacent across fields is not adjacent', says(BOTH, 'graphs robots'), ''],
  ['adjacent across elements is not adjacent', says(AUTHORS, 'levy graph'), ''],
  ['adjacent within an element', says(AUTHORS, 'graph stone'), 'd'],
  ['adjacent in another field than the one asked for', says(TITLE, 'robot law'), ''],
  ['adjacent anywhere', says(EVERYWHERE, 'robot law'), 'd'],
  ['one word', says(BOTH, 'graph'), 'b'],
  ['a text without a word matches nothing', has(TITLE, ' … '), ''],
  ['nor does one of adjacent words', says(EVERYWHERE, '—'), ''],
  ['no field is no match', has([], 'graph'), ''],
  ['nor for adjacent words', says([], 'graph'), ''],
  ['not', not(has(TITLE, 'graph')), 'bcd'],
  ['not of nothing is everything', not(has(TITLE, '')), 'abcd'],
  ['and', { type: 'and', filters: [article, has(BOTH, 'graph')] }, 'ac'],
  ['or', { type: 'or', filters: [article, says(TITLE, 'robot networks')] }, 'abc'],
  ['not within or', { type: 'or', filters: [not(has(BOTH, 'graph')), has(TITLE, 'robot')] }, 'bd'],
];

export function checkWords(check: Check): void {
  check('each kind of condition selects what it says', async ({ engine }) => {
    await index(engine, WORKS);
    for (const [shows, filter, expected] of CASES) {
      expect({ shows, ids: (await matchedIds(engine, { filter })).join('') }).toEqual({ shows, ids: expected });
    }
  });

  check('words of works that were rewritten or removed are forgotten', async ({ engine }) => {
    await index(engine, WORKS);
    await engine.remove(['c']);
    await index(engine, [makeWork({ id: 'b', display_name: 'Graph theory' })]);
    expect(await matchedIds(engine, { filter: has(BOTH, 'graph') })).toEqual(['a', 'b']);
    expect(await matchedIds(engine, { filter: has(BOTH, 'robot') })).toEqual(['a']);
  });

  check('they have no score, and bind both legs', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = has(ABSTRACT, 'graph');
    const plain = await search(engine, { filter });
    expect([plain.lexical, plain.total.value]).toEqual([[], 2]);
    const free = (await search(engine, { text: words('graph learning') })).lexical;
    const bound = (await search(engine, { filter, text: words('graph learning') })).lexical;
    expect(bound).toEqual(free.filter(({ id }) => id === 'b' || id === 'c'));
  });

  check('a text that they came from is matched by them where it has no loose word', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = has(BOTH, 'graph');
    const text = { ...words('graph learning'), loose: '', bound: true };
    const typed = await search(engine, { filter, text, order: { by: [], offset: 0, limit: 9 } });
    const plain = await search(engine, { filter, text: words('graph learning') });
    expect(typed.sorted).toEqual(await matchedIds(engine, { filter }));
    // all that have a word, by the same scores
    expect(typed.lexical.slice(0, plain.lexical.length)).toEqual(plain.lexical);
    expect(await matchedIds(engine, { filter, text: { ...text, bound: false } })).toEqual([]);
    expect(await matchedIds(engine, { filter, text: { ...text, excluded: ['learning'] } })).toEqual(['c']);
  });

  check('a condition on words belongs to no facet, also where it stands beside a value', async ({ engine }) => {
    await index(engine, WORKS);
    const facets = [{ field: 'type', size: 9 }];
    const counted = async (filter: Filter) => shortly((await search(engine, { filter, facets })).facets.get('type'));
    expect(await counted(has(TITLE, 'graph'))).toEqual(['article: 1']);
    expect(await counted({ type: 'or', filters: [article, has(TITLE, 'robot')] })).toEqual([
      'article: 2',
      'preprint: 1',
    ]);
    const both: Filter = { type: 'and', filters: [article, has(BOTH, 'robot')] };
    expect(await counted(both)).toEqual(['article*: 1', 'preprint: 1']);
  });

  check('an unknown text field is a programming error, a field that is no text field too', async ({ engine }) => {
    await index(engine, WORKS);
    for (const name of ['nowhere', 'type']) {
      await expect(search(engine, { filter: has([name], 'graph') })).rejects.toThrow(name);
      await expect(search(engine, { filter: not(says([...TITLE, name], 'graph')) })).rejects.toThrow(name);
    }
  });
}
