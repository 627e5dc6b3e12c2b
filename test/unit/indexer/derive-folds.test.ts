// The folds from works to entities: counted the plain way, whatever the order of the works.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Counts, hIndex, SharedCounts } from '../../../indexer/derive-counts.js';
import { FactsPool } from '../../../indexer/derive-facts.js';
import { createFold, forEachNamed, namedBy } from '../../../indexer/derive-folds.js';
import { ENTITY_KINDS } from '../../../src/domain/catalogue.js';
import {
  authorSchema,
  institutionSchema,
  MOST_SHARED,
  sourceSchema,
  topicSchema,
} from '../../../src/domain/entities.js';
import type { Authorship, InstitutionRef, Work } from '../../../src/domain/work.js';
import { touchedBy } from '../../../src/engine/touched.js';
import {
  AUTHOR_IDS,
  arbitraryCollection,
  INSTITUTION_IDS,
  TOPIC_IDS,
  VENUE_IDS,
} from '../../support/arbitrary-works.js';
import { makeWork, onTopic } from '../../support/works.js';

const SCHEMAS = { authors: authorSchema, topics: topicSchema, institutions: institutionSchema, sources: sourceSchema };
const IDS = { authors: AUTHOR_IDS, topics: TOPIC_IDS, institutions: INSTITUTION_IDS, sources: VENUE_IDS };

function by(name: string, institutions: readonly InstitutionRef[] = [], orcid?: string): Authorship {
  const author = { id: 'ada', display_name: name, ...(orcid === undefined ? {} : { orcid }) };
  return { author_position: 'first', author, institutions: [...institutions] };
}

function authorOf(works: readonly Work[]) {
  const fold = createFold('authors', 'ada');
  for (const work of works) fold.add(work);
  return fold.result();
}

const shuffled = fc.tuple(arbitraryCollection, fc.infiniteStream(fc.nat())).map(([works, numbers]) => {
  const places = new Map(works.map((work) => [work, numbers.next().value as number]));
  return { works, mixed: [...works].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)) };
});

describe('every fold', () => {
  test('is the same in any order, of facts and of works, and fits its schema', () => {
    const pool = new FactsPool();
    fc.assert(
      fc.property(shuffled, ({ works, mixed }) => {
        for (const kind of ENTITY_KINDS) {
          for (const id of IDS[kind]) {
            const [one, other] = [createFold(kind, id), createFold(kind, id)];
            for (const work of works) one.add(work);
            for (const work of mixed) other.add(pool.factsOf(work));
            expect(other.works).toBe(works.filter((work) => namedBy(work, kind).has(id)).length);
            if (one.works === 0) continue;
            expect(other.result()).toEqual(one.result());
            expect(SCHEMAS[kind].parse(one.result())).toEqual(one.result());
          }
        }
      }),
    );
  });

  test('counts works, citations and years as adding up the works that name it does', () => {
    fc.assert(
      fc.property(arbitraryCollection, fc.constantFrom(...ENTITY_KINDS), fc.nat(), (works, kind, place) => {
        const id = IDS[kind][place % IDS[kind].length] as string;
        const own = works.filter((work) => namedBy(work, kind).has(id));
        fc.pre(own.length > 0);
        const fold = createFold(kind, id);
        for (const work of works) fold.add(work);
        const years = [...new Set(own.flatMap((work) => work.publication_year ?? []))].sort((a, b) => b - a);
        const cited = (some: readonly Work[]) => some.reduce((sum, work) => sum + work.cited_by_count, 0);
        expect(fold.result()).toMatchObject({
          id,
          works_count: own.length,
          cited_by_count: cited(own),
          counts_by_year: years.map((year) => {
            const then = own.filter((work) => work.publication_year === year);
            return { year, works_count: then.length, cited_by_count: cited(then) };
          }),
        });
      }),
    );
  });

  test('is of something that the works mark when they change', () => {
    fc.assert(
      fc.property(arbitraryCollection, (works) => {
        for (const work of works) {
          const named: string[] = [];
          forEachNamed(work, (kind, id) => named.push(`${kind} ${id}`));
          const marked = touchedBy(work).flatMap(({ kind, id }) =>
            kind === 'names' || kind === 'versions' ? [] : [`${kind} ${id}`],
          );
          expect(named.sort()).toEqual(marked.sort());
        }
      }),
    );
  });
});

const berlin: InstitutionRef = { id: 'i:b', display_name: 'Berlin', country_code: 'DE' };
const tokyo: InstitutionRef = { id: 'i:t', display_name: 'Tokyo' };

describe('an author', () => {
  test('has the name that most works use; other cases of it are no other spelling', () => {
    const names = ['ADA FOLD', 'Ada Fold', 'Ada Fold', 'A. Fold', 'A. Fold', 'Ada Föld'];
    const works = names.map((name, i) => makeWork({ id: `w${i}`, authorships: [by(name)] }));
    expect(authorOf(works)).toMatchObject({
      display_name: 'Ada Fold',
      display_name_alternatives: ['A. Fold', 'Ada Föld'],
    });
  });

  test('is known at the institutions of the latest work that names any', () => {
    const works = [
      makeWork({ id: 'a', publication_year: 2020, authorships: [by('Ada', [berlin])] }),
      makeWork({ id: 'b', publication_year: 2020, publication_date: '2020-03-01', authorships: [by('Ada', [tokyo])] }),
      makeWork({ id: 'c', publication_year: 2021, authorships: [by('Ada')] }),
      makeWork({
        id: 'd',
        publication_year: 2019,
        authorships: [by('Ada', [{ ...tokyo, country_code: 'JP' }, berlin])],
      }),
      makeWork({ id: 'e', authorships: [by('Ada', [berlin])] }),
    ];
    const author = authorOf(works);
    const known = { ...tokyo, country_code: 'JP' };
    expect(author.last_known_institutions).toEqual([known]);
    expect(author.affiliations).toEqual([
      { institution: berlin, years: [2019, 2020] },
      { institution: known, years: [2019, 2020] },
    ]);
    expect(author).toMatchObject({ first_publication_year: 2019, last_publication_year: 2021 });
    expect(authorOf([makeWork({ id: 'c', authorships: [by('Ada')] })]).last_known_institutions).toEqual([]);
  });

  test('of two works of a day, the one that comes first by id says where', () => {
    const on = (id: string, where: InstitutionRef) =>
      makeWork({ id, publication_date: '2020-03-01', authorships: [by('Ada', [where])] });
    expect(authorOf([on('w2', berlin), on('w1', tokyo)]).last_known_institutions).toEqual([tokyo]);
  });

  test('has the ORCID of most works, and topics with their share', () => {
    const works = ['x', 'y', 'y'].map((orcid, i) =>
      makeWork({
        id: `w${i}`,
        authorships: [by('Ada', [], orcid)],
        topics: [onTopic('Folds'), ...(i ? [] : [onTopic('B')])],
      }),
    );
    expect(authorOf([...works, makeWork({ id: 'w9', authorships: [by('Ada')] })])).toMatchObject({
      orcid: 'y',
      topics: [
        { id: 'topic:folds', display_name: 'Folds', works_count: 3, score: 0.75 },
        { id: 'topic:b', display_name: 'B', works_count: 1, score: 0.25 },
      ],
    });
  });

  test('who stands twice in a work wrote it once', () => {
    const work = makeWork({
      id: 'w',
      cited_by_count: 3,
      authorships: [by('Ada'), by('A. Fold')],
      topics: [onTopic('B')],
    });
    expect(authorOf([work])).toMatchObject({ works_count: 1, cited_by_count: 3, h_index: 1, topics: [{ score: 1 }] });
  });
});

test('an institution knows the people who were there, a topic those who wrote on it', () => {
  const there: InstitutionRef = { id: 'i:1', display_name: 'Here' };
  const other: Authorship = { author_position: 'last', author: { id: 'bob', display_name: 'Bob' }, institutions: [] };
  const work = makeWork({ id: 'w', authorships: [by('Ada', [there]), other], topics: [onTopic('A'), onTopic('B')] });
  const institution = createFold('institutions', 'i:1');
  institution.add(work);
  expect(institution.result().top_authors).toEqual([{ id: 'ada', display_name: 'Ada', works_count: 1 }]);
  const topic = createFold('topics', 'topic:a');
  topic.add(work);
  expect(topic.result().top_authors.map(({ id }) => id)).toEqual(['ada', 'bob']);
  expect(topic.result().related_topics).toEqual([{ id: 'topic:b', display_name: 'B', works_count: 1 }]);
});

test('the h index is the greatest h that enough works reach', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 })), (citations) => {
      const reached = (h: number) => citations.filter((count) => count >= h).length >= h;
      const h = hIndex(citations);
      expect(reached(h)).toBe(true);
      expect(reached(h + 1)).toBe(false);
    }),
  );
});

test('counts are ordered by how often, then by code point; shared things are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'B', 'é', '𝄞', '\uffff'), { minLength: 1 }), (values) => {
      const counts = new Counts();
      const shared = new SharedCounts();
      for (const value of values) {
        counts.add(value);
        shared.addAll([{ id: value, display_name: 'N' }, { id: value, display_name: 'M' }, { display_name: 'nobody' }]);
      }
      const often = (value: string) => values.filter((one) => one === value).length;
      const expected = [...new Set(values)].sort(
        (a, b) => often(b) - often(a) || Buffer.compare(Buffer.from(a), Buffer.from(b)),
      );
      expect(counts.ordered()).toEqual(expected.map((value) => [value, often(value)]));
      expect(counts.best()).toBe(expected[0]);
      const rows = expected.map((id) => ({ id, display_name: 'N', works_count: often(id) }));
      expect(shared.top(MOST_SHARED)).toEqual(rows);
      expect(shared.top(2, 'a')).toEqual(rows.filter(({ id }) => id !== 'a').slice(0, 2));
    }),
  );
});
