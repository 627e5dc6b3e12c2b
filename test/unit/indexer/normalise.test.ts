// Traps of the importers as a table: a raw record and what becomes of it.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectFormat, toWork } from '../../../indexer/importers/formats.js';
import { decodeInvertedIndex } from '../../../indexer/importers/openalex.js';
import { type Work, workSchema } from '../../../src/domain/work.js';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/works/${name}`, import.meta.url), 'utf8');

function accepted(raw: unknown, format = detectFormat(raw)): Work {
  const work = toWork(raw, format);
  if ('rejection' in work) throw new Error(work.rejection);
  return workSchema.parse(work);
}

const least = { id: 'x', title: 'T' };

const [first, second] = fixture('plain.jsonl')
  .split('\n')
  .filter((line) => line.length > 0)
  .map((line) => accepted(JSON.parse(line)));

test('a full record', () => {
  expect(first).toEqual({
    id: 'demo:1',
    display_name: 'Folding paper bridges under load',
    abstract: 'We fold bridges. They hold.',
    publication_year: 2021,
    type: 'proceedings-article',
    ids: { doi: 'https://doi.org/10.1234/paper.5' },
    authorships: [
      {
        author_position: 'first',
        author: { id: '~Ada_Fold1', display_name: 'Ada Fold', orcid: 'https://orcid.org/0000-0001-2345-6789' },
        institutions: [{ id: 'institution:crease-university', display_name: 'Crease University' }],
      },
      { author_position: 'last', author: { display_name: 'B. Crane', name_key: 'b crane' }, institutions: [] },
    ],
    primary_location: {
      source: { id: 'jpe', display_name: 'Journal of Paper Engineering' },
      landing_page_url: 'https://example.org/1',
    },
    topics: [
      { id: 'topic:origami', display_name: 'Origami' },
      { id: 'topic:load-bearing', display_name: 'Load bearing' },
    ],
    keywords: [],
    cited_by_count: 3,
    referenced_works: ['demo:2', 'https://doi.org/10.1234/paper.6'],
  });
});

test('an arXiv id as id, an impossible year beside a date, a primary topic', () => {
  expect(second).toMatchObject({
    id: 'arxiv:2101.00001',
    ids: { arxiv: 'arxiv:2101.00001' },
    publication_year: 2021,
    publication_date: '2021-01-01',
    language: 'fr',
    type: 'article',
    topics: [{ display_name: 'math.MG' }, { display_name: 'cs.RO' }],
  });
});

test.each<[string, object, Partial<Work>]>([
  ['a number as id', { id: 17 }, { id: '17' }],
  [
    'a DOI as id',
    { id: 'doi:10.1234/ABC' },
    { id: 'https://doi.org/10.1234/abc', ids: { doi: 'https://doi.org/10.1234/abc' } },
  ],
  ['an OpenAlex id as id', { id: 'openalex:w12' }, { ids: { openalex: 'https://openalex.org/W12' } }],
  ['a DOI that is none', { doi: 'n/a' }, { ids: {} }],
  [
    "a publisher's address",
    { doi: 'https://link.example.org/book/10.1234/5_6' },
    { ids: { doi: 'https://doi.org/10.1234/5_6' } },
  ],
  ['several DOIs', { doi: '10.1234/5 10.1234/6' }, { ids: { doi: 'https://doi.org/10.1234/5' } }],
  ['a DOI with a blank in it', { doi: 'https://link.example.org/book/10.1234/5 _6' }, { ids: {} }],
  ['an own id with a decomposed letter', { id: 'le\u0301vy 1' }, { id: 'le\u0301vy 1' }],
  [
    "arXiv's own DOI",
    { doi: '10.48550/arXiv.2101.00001' },
    { ids: { doi: 'https://doi.org/10.48550/arxiv.2101.00001', arxiv: 'arxiv:2101.00001' } },
  ],
  ['an arXiv address', { url: 'https://arxiv.org/pdf/2101.00001v3.pdf' }, { ids: { arxiv: 'arxiv:2101.00001' } }],
  [
    'a useless arXiv id before a good address',
    { arxivId: '?', url: 'https://arxiv.org/abs/2101.00001' },
    { ids: { arxiv: 'arxiv:2101.00001' } },
  ],
  ['digits as year', { year: '1987' }, { publication_year: 1987 }],
  ['citations that are nonsense', { citations: -3 }, { cited_by_count: 0 }],
  ['citations with a fraction', { citations: 2.5 }, { cited_by_count: 0 }],
  [
    'one author as a string',
    { authors: 'Ada Fold' },
    { authorships: [{ author_position: 'first', author: { display_name: 'Ada Fold' }, institutions: [] }] },
  ],
  [
    'a broken author among good ones',
    { authors: [7, null, { name: ' ' }, 'Ada Fold'] },
    { authorships: [{ author_position: 'first', author: { display_name: 'Ada Fold' }, institutions: [] }] },
  ],
  [
    'an ORCID that is none',
    { authors: [{ name: 'A', orcid: '0000' }] },
    { authorships: [{ author_position: 'first', author: { display_name: 'A' }, institutions: [] }] },
  ],
  [
    'topics with ids and scores',
    { topics: [{ id: 't:1', name: 'One', score: '0.5' }] },
    { topics: [{ id: 't:1', display_name: 'One', score: 0.5 }] },
  ],
  ['a topic without letters', { topics: ['--'] }, { topics: [] }],
  ['a link that is a script', { url: 'javascript:alert(1)' }, { ids: {} }],
  ['decomposed letters', { title: 'Le\u0301vy' }, { display_name: 'Lévy' }],
  ['half a character', { title: 'a\ud800b' }, { display_name: 'a\ufffdb' }],
  ['control characters', { title: 'a\u0000b\u0007 c' }, { display_name: 'a b c' }],
  ['a title only of blanks', { title: ' \n', abstract: 'A' }, { display_name: '', abstract: 'A' }],
  [
    'null for everything',
    { abstract: null, year: null, authors: null, topics: null, venue: null, references: null },
    { authorships: [] },
  ],
  [
    'the wrong type for everything',
    { abstract: {}, year: [], authors: 5, topics: {}, venue: [], references: 3, doi: {}, url: 1, keywords: false },
    { authorships: [] },
  ],
  ['a language tag', { language: 'pt-BR' }, { language: 'pt' }],
])('%s', (_name, given, expected) => {
  expect(accepted({ ...least, ...given }, 'jsonl')).toMatchObject(expected);
});

test.each<[string, object]>([
  ['year', { year: 999 }],
  ['year', { year: 2101 }],
  ['year', { year: 'soon' }],
  ['date', { date: '2021-02-29' }],
  ['language', { language: 'English' }],
  ['link', { url: 'javascript:alert(1)' }],
  ['DOI', { doi: `10.1234/${'d'.repeat(600)}` }],
  ['DOI', { doi: '10.1234/half\ud800' }],
])('a useless %s is left out: %j', (_name, given) => {
  expect(accepted({ ...least, ...given })).toEqual(accepted(least));
});

const [old] = JSON.parse(fixture('openalex-2023.json')) as unknown[];
const [today] = (JSON.parse(fixture('openalex-2025.json')) as { results: unknown[] }).results;

test('the shape of 2023: concepts, host_venue, scores as strings, no title', () => {
  expect(accepted(old)).toEqual({
    id: 'https://openalex.org/W1000001',
    display_name: '',
    abstract: 'Folds follow older Folds',
    publication_year: 1999,
    publication_date: '1999-12-01',
    type: 'journal-article',
    ids: { openalex: 'https://openalex.org/W1000001' },
    authorships: [
      {
        author_position: 'first',
        author: { display_name: 'M Crease', name_key: 'm crease' },
        institutions: [
          { id: 'institution:hill-clinic-elsewhere', display_name: 'Hill Clinic , Elsewhere.' },
          {
            id: 'https://openalex.org/I2000001',
            display_name: 'Crease University',
            ror: 'https://ror.org/04abc1234',
            country_code: 'IT',
          },
        ],
      },
    ],
    primary_location: {
      source: { id: 'source:annals-of-creasing', display_name: 'Annals of Creasing', issn_l: '1234-5678' },
    },
    topics: [
      { id: 'https://openalex.org/C3000002', display_name: 'Folding', score: 0.9 },
      { id: 'https://openalex.org/C3000001', display_name: 'Geometry', score: 0.31 },
    ],
    keywords: [],
    cited_by_count: 4,
    referenced_works: ['https://openalex.org/W1000009'],
  });
});

test("today's shape: topics, keywords, primary_location, an impossible date, an author known by the raw name", () => {
  expect(accepted(today)).toEqual({
    id: 'https://openalex.org/W1000002',
    display_name: 'Learning to crease',
    publication_year: 2025,
    type: 'preprint',
    language: 'en',
    ids: {
      openalex: 'https://openalex.org/W1000002',
      doi: 'https://doi.org/10.48550/arxiv.2502.00017',
      arxiv: 'arxiv:2502.00017',
    },
    authorships: [
      {
        author_position: 'first',
        author: { id: 'https://openalex.org/A5000001', display_name: 'Ada Fold' },
        institutions: [],
      },
      {
        author_position: 'last',
        author: { id: 'https://openalex.org/A5000002', display_name: 'B. Crane' },
        institutions: [],
      },
    ],
    primary_location: {
      source: { id: 'https://openalex.org/S4000001', display_name: 'arXiv' },
      landing_page_url: 'https://arxiv.org/abs/2502.00017',
    },
    topics: [
      { id: 'https://openalex.org/T10002', display_name: 'Origami Engineering', score: 0.99 },
      { id: 'https://openalex.org/T10001', display_name: 'Paper Mechanics', score: 0.7 },
    ],
    keywords: [{ id: 'https://openalex.org/keywords/crease', display_name: 'Crease', score: 0.5 }],
    cited_by_count: 0,
    referenced_works: ['https://openalex.org/W1000001'],
  });
});

test('a stored work that is read again is the same work', () => {
  for (const raw of [old, today, JSON.parse(fixture('plain.jsonl').split('\n')[0] ?? '')]) {
    const work = accepted(raw);
    expect(accepted(work, 'openalex')).toEqual(work);
  }
});

test.each<[string, unknown, string | undefined]>([
  ['null', null, undefined],
  ['nothing in it', {}, undefined],
  ['a list', ['a'], undefined],
  ['gaps', { a: [0], b: [5] }, 'a b'],
  ['a word at several places', { the: [0, 2], fold: [1], end: [3] }, 'the fold the end'],
  ['unusable positions', { a: [0, -1, 1.5, 'x', 1e12, null], b: 'y' }, 'a'],
  ['a word that is a property of objects', JSON.parse('{"__proto__":[0],"constructor":[1]}'), '__proto__ constructor'],
])('an inverted index: %s', (_name, index, text) => {
  expect(decodeInvertedIndex(index)).toBe(text);
});

test('any words come back in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (words) => {
      const index = new Map<string, number[]>();
      for (const [position, word] of words.entries()) index.set(word, [...(index.get(word) ?? []), position]);
      expect(decodeInvertedIndex(Object.fromEntries(index))).toBe(words.join(' '));
    }),
  );
});

test('whatever comes, the result is a valid work or a rejection', () => {
  const key = fc.constantFrom(
    ...['id', 'title', 'abstract', 'year', 'date', 'doi', 'authors', 'topics', 'venue', 'name', 'display_name', 'url'],
    ...['authorships', 'ids', 'primary_location', 'source', 'concepts', 'score', 'abstract_inverted_index', 'language'],
  );
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(null), fc.boolean(), fc.constant('2020-01-01')),
    value: fc.oneof({ depthSize: 'small' }, tie('leaf'), fc.array(tie('value')), fc.dictionary(key, tie('value'))),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value), fc.constantFrom('jsonl' as const, 'openalex' as const), (raw, format) => {
      const work = toWork({ ...least, ...raw }, format);
      if (!('rejection' in work)) expect(workSchema.parse(work)).toEqual(work);
    }),
  );
});

test.each<[unknown, string]>([
  [{ id: 'https://openalex.org/W12', display_name: 'T' }, 'openalex'],
  [{ id: 'x', authorships: [] }, 'openalex'],
  [{ id: 'https://openalex.org/W12', title: 'T', authors: [] }, 'jsonl'],
  [{ id: 'x', display_name: 'T' }, 'jsonl'],
  [7, 'jsonl'],
])('the format of %j is %s', (raw, format) => {
  expect(detectFormat(raw)).toBe(format);
});

test('an author id that was given by evidence here is none of the source; others like it are', () => {
  const idOf = (id: string, name: string) => accepted({ ...least, authors: [{ id, name }] }).authorships[0]?.author;
  const nobody = { display_name: 'Ada Fold', name_key: 'a fold' };
  expect(idOf('author:a-fold-3f2a9c01d4', 'Ada Fold')).toEqual(nobody);
  expect(idOf('author:a-fold-3f2a9c01d4~2', 'Ada Fold')).toEqual(nobody);
  for (const id of ['author:a-fold', 'author:a-fold-12', 'author:b-crane-3f2a9c01d4', 'a-fold-3f2a9c01d4']) {
    expect(idOf(id, 'Ada Fold')).toEqual({ id, display_name: 'Ada Fold' });
  }
});
