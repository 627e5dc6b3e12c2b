// One work of several records: the best of each fact, whatever order they come in.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeRecords } from '../../../src/domain/merge-records.js';
import { publishedDoi, standingOf } from '../../../src/domain/records.js';
import { type Work, workSchema } from '../../../src/domain/work.js';
import { arbitraryCollection } from '../../support/arbitrary-works.js';
import { paperOf, shuffled } from '../../support/paper-records.js';
import { makeWork } from '../../support/works.js';

const [PREPRINT, PUBLISHED, CATALOGUED] = paperOf(1, {
  preprint: true,
  published: true,
  catalogued: true,
  delay: 1,
  linked: false,
}).records as [Work, Work, Work];

test('the published version says where and when, the preprint what it is about', () => {
  const work = mergeRecords([PREPRINT, CATALOGUED, PUBLISHED]);
  expect(work).toMatchObject({
    id: PREPRINT.id,
    display_name: PUBLISHED.display_name,
    abstract: PREPRINT.abstract,
    publication_year: PUBLISHED.publication_year,
    type: 'article',
    ids: { ...PREPRINT.ids, ...PUBLISHED.ids },
    authorships: PUBLISHED.authorships,
    primary_location: PUBLISHED.primary_location,
    cited_by_count: 7,
    referenced_works: ['ref:1', 'ref:2'],
    provenance: {
      display_name: PUBLISHED.id,
      abstract: PREPRINT.id,
      'ids.arxiv': PREPRINT.id,
      cited_by_count: PUBLISHED.id,
    },
    record: PREPRINT,
  });
  expect(work.topics.map(({ id }) => id)).toEqual(['topic:coasts', 'topic:physics']);
  expect(work.versions?.map(({ id }) => id)).toEqual([PUBLISHED.id, CATALOGUED.id, PREPRINT.id]);
});

test('one record is what it is', () => {
  expect(mergeRecords([PUBLISHED])).toBe(PUBLISHED);
});

test('a damaged abstract, one that is a whole text, and a remark are not preferred for their length', () => {
  const sane = 'A sane abstract. '.repeat(20);
  const merged = (abstract: string) =>
    mergeRecords([
      { ...PUBLISHED, abstract },
      { ...PREPRINT, abstract: sane },
    ]).abstract;
  expect(merged('Odd mod(cid:173)els. '.repeat(40))).toBe(sane);
  expect(merged('word '.repeat(2000))).toBe(sane);
  expect(merged('No abstract.')).toBe(sane);
  expect(merged(`${sane}${sane}`)).toBe(`${sane}${sane}`);
});

test('a list of authors that is cut short does not win by its ids', () => {
  const cut = { ...PUBLISHED, authorships: PUBLISHED.authorships.slice(0, 1) };
  expect(mergeRecords([cut, PREPRINT]).authorships).toEqual(PREPRINT.authorships);
});

test('the date is one of the year, or none', () => {
  const dated = { ...PREPRINT, publication_date: `${PREPRINT.publication_year}-05-01` };
  expect(mergeRecords([dated, PUBLISHED])).not.toHaveProperty('publication_date');
  expect(mergeRecords([dated, makeWork({ id: 'x', display_name: 'y' })]).publication_date).toBe(dated.publication_date);
});

test.each([
  [{ id: 'a', type: 'preprint', ids: {} }, 2],
  [{ id: 'a', type: 'article', ids: {}, primary_location: { source: { id: 's', display_name: 'bioRxiv' } } }, 2],
  [{ id: 'a', type: 'article', ids: {}, primary_location: { source: { id: 's', display_name: 'arXiv.org' } } }, 2],
  [{ id: 'a', type: 'article', ids: {}, primary_location: { source: { id: 's', display_name: 'Nature' } } }, 0],
  [{ id: 'a', type: 'article', ids: { doi: 'https://doi.org/10.1234/x' } }, 0],
  [
    { id: 'a', type: 'article', ids: { doi: 'https://doi.org/10.48550/arxiv.2101.00001', arxiv: 'arxiv:2101.00001' } },
    2,
  ],
  [{ id: 'a', type: 'article', ids: {} }, 1],
])('what kind of version %j is', (record, standing) => {
  expect(standingOf(record)).toBe(standing);
});

test('journals and a preprint server under one DOI prefix are told apart', () => {
  expect(publishedDoi('https://doi.org/10.1101/gad.123')).toBe('https://doi.org/10.1101/gad.123');
  expect(publishedDoi('https://doi.org/10.1101/2020.01.02.123456')).toBeUndefined();
});

test('any order gives the same work, which is valid', () => {
  const cases = arbitraryCollection
    .filter((records) => records.length > 1)
    .chain((records) => fc.tuple(fc.constant(records), shuffled(records)));
  fc.assert(
    fc.property(cases, ([records, others]) => {
      const work = mergeRecords(records);
      expect(JSON.stringify(mergeRecords(others))).toBe(JSON.stringify(work));
      expect(workSchema.safeParse(work).success).toBe(true);
    }),
  );
});
