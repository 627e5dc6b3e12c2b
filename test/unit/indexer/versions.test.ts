// Which records are one work: the rules case by case, and groups that hang on nothing but the records.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deriveAllVersions, deriveVersions } from '../../../indexer/derive-versions.js';
import { evidenceOf } from '../../../indexer/versions/evidence.js';
import { groupRecords, MOST_SHARING } from '../../../indexer/versions/group-records.js';
import { judge } from '../../../indexer/versions/same-work.js';
import { mergeRecords } from '../../../src/domain/merge-records.js';
import type { Work } from '../../../src/domain/work.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';
import { arbitraryPapers, paperOf, shuffled } from '../../support/paper-records.js';
import { byAuthor, makeWork } from '../../support/works.js';

const WHOLE = { preprint: true, published: true, catalogued: true, delay: 1, linked: false };
const [PREPRINT, PUBLISHED, CATALOGUED] = paperOf(1, WHOLE).records as [Work, Work, Work];
const other = (record: Work, change: Partial<Work>): Work => ({ ...record, ...change });
const verdict = (a: Work, b: Work) => {
  const judgement = judge(evidenceOf(a), evidenceOf(b));
  return 'rule' in judgement ? judgement.rule : judgement.refusal;
};
const groupsOf = (...records: readonly Work[]) => groupRecords(records.map(evidenceOf)).groups;

describe('two records are one work', () => {
  test.each<[string, Work, Work, string]>([
    ['preprint and published version', PREPRINT, PUBLISHED, 'title'],
    ['two sources of a publication', PUBLISHED, CATALOGUED, 'title'],
    ['a DOI that the preprint names', other(PREPRINT, { ids: { doi: PUBLISHED.ids.doi } }), PUBLISHED, 'doi'],
    ['an arXiv id', PREPRINT, other(CATALOGUED, { ids: PREPRINT.ids }), 'arxiv'],
    [
      'two years later',
      PREPRINT,
      other(PUBLISHED, { publication_year: (PREPRINT.publication_year ?? 0) + 2 }),
      'title',
    ],
  ])('by %s', (_, a, b, rule) => {
    expect([verdict(a, b), verdict(b, a)]).toEqual([rule, rule]);
  });
});

describe('two records are two works', () => {
  const year = PREPRINT.publication_year ?? 0;
  test.each<[string, Work, Work, string]>([
    ['three years between them', PREPRINT, other(PUBLISHED, { publication_year: year + 3 }), 'other years'],
    ['no year', PREPRINT, other(CATALOGUED, { publication_year: undefined as never }), 'other years'],
    ['other people', PREPRINT, other(PUBLISHED, { authorships: [byAuthor('Zoe Else')] }), 'other authors'],
    ['nobody', PREPRINT, other(CATALOGUED, { authorships: [] }), 'no authors'],
    [
      'DOIs of two publications',
      PUBLISHED,
      other(PUBLISHED, { id: 'o:1', ids: { doi: 'https://doi.org/10.1/z' } }),
      'another DOI',
    ],
    [
      'two preprints',
      PREPRINT,
      other(PREPRINT, { id: 'arxiv:2102.1', ids: { arxiv: 'arxiv:2102.1' } }),
      'another arXiv id',
    ],
    ['a catalogue that lists both', CATALOGUED, other(CATALOGUED, { id: 'catalogue:x' }), 'listed twice'],
    [
      'a DOI that was copied',
      other(PREPRINT, { ids: { doi: PUBLISHED.ids.doi } }),
      other(PUBLISHED, { display_name: 'Quite another story' }),
      'other title',
    ],
    [
      'a heading for a title',
      other(PREPRINT, { display_name: 'Preface' }),
      other(CATALOGUED, { display_name: 'Preface' }),
      'title says too little',
    ],
    [
      'another abstract',
      PREPRINT,
      other(CATALOGUED, { abstract: Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ') }),
      'other abstract',
    ],
  ])('with %s', (_, a, b, refusal) => {
    expect([verdict(a, b), verdict(b, a)]).toEqual([refusal, refusal]);
  });
});

test('a preprint goes with the more similar one of two publications, which stay two', () => {
  const extended = other(PUBLISHED, {
    id: 'o:2',
    ids: { doi: 'https://doi.org/10.1/z' },
    authorships: PUBLISHED.authorships.slice(0, 2),
  });
  expect(groupsOf(PREPRINT, PUBLISHED, extended)).toEqual([[PREPRINT.id, PUBLISHED.id], ['o:2']]);
});

test('a key that hundreds share is no evidence', () => {
  const many = Array.from({ length: MOST_SHARING + 1 }, (_, i) => other(PREPRINT, { id: `own${i}:1`, ids: {} }));
  expect(groupsOf(...many)).toHaveLength(many.length);
});

test('papers are told apart and put together, in whatever order their records come', () => {
  const cases = arbitraryPapers(8).chain((papers) =>
    fc.tuple(fc.constant(papers), shuffled(papers.flatMap(({ records }) => records))),
  );
  fc.assert(
    fc.property(cases, ([papers, records]) => {
      const wanted = papers.map((paper) => paper.records.map(({ id }) => id).sort());
      expect([...groupsOf(...records)].sort()).toEqual(wanted.sort());
    }),
  );
});

test('writing in any order and in any pieces gives the same works', async () => {
  const cases = arbitraryPapers(5).chain((papers) =>
    fc.tuple(fc.constant(papers), shuffled(papers.flatMap(({ records }) => records)), fc.integer({ min: 1, max: 4 })),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([papers, records, size]) => {
      const library = createOracleLibrary();
      for (let i = 0; i < records.length; i += size) {
        await library.works.write(records.slice(i, i + size));
        await deriveVersions(library, { stopped: () => false });
      }
      const stored: Work[] = [];
      for await (const batch of library.works.scan()) stored.push(...batch);
      const wanted = papers.map((paper) => mergeRecords(paper.records));
      expect(stored.sort(byId)).toEqual(wanted.sort(byId));
    }),
    { numRuns: 40 },
  );
});

const byId = (a: Work, b: Work) => (a.id < b.id ? -1 : 1);

test('works without marks are joined when all is derived anew', async () => {
  const library = createOracleLibrary();
  await library.works.write([PREPRINT, PUBLISHED, makeWork({ id: 'x', display_name: 'Something else' })]);
  await library.works.clear(await library.works.marked(100));
  expect(await deriveVersions(library, { stopped: () => false })).toBe(0);
  expect(await deriveAllVersions(library, { stopped: () => false })).toBe(1);
  expect(await library.works.count()).toBe(2);
});
