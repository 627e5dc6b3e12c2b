// Facets: counts over the matched set without the field's own conditions, their order, labels and selected values.
import { expect } from '@jest/globals';
import type { FacetRequest, Filter } from '../../src/domain/query.js';
import type { Engine, RetrievalRequest } from '../../src/engine/engine.js';
import { type Check, embed, index, near, search, shortly, words } from '../support/engine-session.js';
import { byAuthor, degrees, makeModel, makeWork, onTopic } from '../support/works.js';

const values = (field: string, ...keys: (string | number)[]): Filter => ({ type: 'values', field, values: keys });

const WORKS = [
  makeWork({ id: 'a', display_name: 'robots', type: 'article', publication_year: 2019, language: 'en' }),
  makeWork({ id: 'b', display_name: 'robots', type: 'article', publication_year: 2020, language: 'en' }),
  makeWork({ id: 'c', display_name: 'robots', type: 'preprint', publication_year: 2020 }),
  makeWork({ id: 'd', display_name: 'graphs', type: 'dataset', publication_year: 2021, language: 'fr' }),
];

async function facet(engine: Engine, request: FacetRequest, given: Partial<RetrievalRequest> = {}): Promise<string[]> {
  const { facets } = await search(engine, { ...given, facets: [request] });
  return shortly(facets.get(request.field));
}

export function checkFacets(check: Check): void {
  checkCounts(check);
  checkOrder(check);
  checkOwnConditions(check);
  checkSelected(check);
  checkKept(check);
}

function checkCounts(check: Check): void {
  check('counts speak of the matched set, whichever leg found a work', async ({ engine }) => {
    await index(engine, WORKS);
    await embed(engine, makeModel(2), { c: degrees(0), d: degrees(10) });
    const type = { field: 'type', size: 9 };
    expect(await facet(engine, type)).toEqual(['article: 2', 'dataset: 1', 'preprint: 1']);
    expect(await facet(engine, type, { text: words('robots') })).toEqual(['article: 2', 'preprint: 1']);
    const semantic = near(degrees(0), 0.5);
    const meaning = { text: words('x'), lexical: false, semantic };
    expect(await facet(engine, type, meaning)).toEqual(['dataset: 1', 'preprint: 1']);
    // c is found by both legs and counts once
    const both = await facet(engine, type, { text: words('robots'), semantic });
    expect(both).toEqual(['article: 2', 'dataset: 1', 'preprint: 1']);
  });

  check('counts do not depend on the window', async ({ engine }) => {
    await index(engine, WORKS);
    const counts = await facet(engine, { field: 'type', size: 9 }, { text: words('robots'), window: 1 });
    expect(counts).toEqual(['article: 2', 'preprint: 1']);
  });

  check('a work counts once per value', async ({ engine }) => {
    const authorships = [
      byAuthor('Ann Lee', [['i1', 'DE']]),
      byAuthor('Bo Li', [
        ['i1', 'DE'],
        ['i2', 'JP'],
      ]),
    ];
    await index(engine, [makeWork({ id: 'a', authorships })]);
    expect(await facet(engine, { field: 'authorships.institutions.country_code', size: 9 })).toEqual([
      'DE: 1',
      'JP: 1',
    ]);
    expect(await facet(engine, { field: 'authorships.institutions.id', size: 9 })).toEqual(['i1: 1', 'i2: 1']);
  });

  check('a value has the label of the works, or its key', async ({ engine }) => {
    await index(engine, [makeWork({ id: 'a', publication_year: 2020, topics: [onTopic('Graph Theory')] })]);
    const { facets } = await search(engine, {
      facets: ['topics.id', 'publication_year'].map((field) => ({ field, size: 3 })),
    });
    const topic = { key: 'topic:graph-theory', label: 'Graph Theory', count: 1, selected: false };
    expect(facets.get('topics.id')).toEqual([topic]);
    expect(facets.get('publication_year')).toEqual([{ key: 2020, label: '2020', count: 1, selected: false }]);
  });

  check('several facets come in one answer, a field without values as an empty list', async ({ engine }) => {
    await index(engine, WORKS);
    const fields = ['type', 'keywords.id', 'has_abstract'];
    const { facets } = await search(engine, { facets: fields.map((field) => ({ field, size: 2 })) });
    expect([...facets.keys()].sort()).toEqual([...fields].sort());
    expect(facets.get('keywords.id')).toEqual([]);
    expect(shortly(facets.get('has_abstract'))).toEqual(['0: 4']);
  });
}

function checkOrder(check: Check): void {
  check('values come by count, then by key', async ({ engine }) => {
    await index(engine, WORKS);
    expect(await facet(engine, { field: 'publication_year', size: 9 })).toEqual(['2020: 2', '2019: 1', '2021: 1']);
  });

  check('numbers are ordered as numbers, keys by code point', async ({ engine }) => {
    const works = [900, 1000, -5].map((publication_year, i) => makeWork({ id: `y${i}`, publication_year }));
    const typed = ['w10', 'W9', 'w2', 'é'].map((type, i) => makeWork({ id: `t${i}`, type, publication_year: 900 }));
    await index(engine, [...works, ...typed]);
    expect(await facet(engine, { field: 'publication_year', size: 9 })).toEqual(['900: 5', '-5: 1', '1000: 1']);
    const keys = await facet(engine, { field: 'type', size: 9 });
    expect(keys).toEqual(['article: 3', 'W9: 1', 'w10: 1', 'w2: 1', 'é: 1']);
  });

  check('no more values than asked for', async ({ engine }) => {
    await index(engine, WORKS);
    expect(await facet(engine, { field: 'type', size: 2 })).toEqual(['article: 2', 'dataset: 1']);
    expect(await facet(engine, { field: 'type', size: 0 })).toEqual([]);
  });
}

function checkOwnConditions(check: Check): void {
  const own = (filters: Filter[]): Filter => ({ type: 'and', filters });

  check('a facet ignores the conditions on its own field, and only those', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = own([values('type', 'preprint'), values('publication_year', 2020)]);
    expect(await facet(engine, { field: 'type', size: 9 }, { filter })).toEqual(['article: 1', 'preprint*: 1']);
    const years = await facet(engine, { field: 'publication_year', size: 9 }, { filter });
    expect(years).toEqual(['2020*: 1']);
  });

  check('a single condition is a top-level condition', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = values('type', 'preprint');
    const counts = await facet(engine, { field: 'type', size: 9 }, { filter });
    expect(counts).toEqual(['article: 2', 'dataset: 1', 'preprint*: 1']);
  });

  check(
    'a range or an exclusion on the field itself is ignored too: another value would replace it',
    async ({ engine }) => {
      await index(engine, WORKS);
      const since: Filter = { type: 'range', field: 'publication_year', gte: 2021 };
      const years = await facet(engine, { field: 'publication_year', size: 9 }, { filter: since });
      expect(years).toEqual(['2020: 2', '2019: 1', '2021: 1']);
      const excluded: Filter = { type: 'not', filter: values('type', 'article') };
      const types = await facet(engine, { field: 'type', size: 9 }, { filter: excluded });
      expect(types).toEqual(['article: 2', 'dataset: 1', 'preprint: 1']);
    },
  );

  check('a condition that also speaks of another field stays', async ({ engine }) => {
    await index(engine, WORKS);
    const either: Filter = { type: 'or', filters: [values('type', 'dataset'), values('language', 'en')] };
    const counts = await facet(engine, { field: 'type', size: 9 }, { filter: own([either]) });
    expect(counts).toEqual(['article: 2', 'dataset: 1']);
  });

  check('a count is the total after selecting that value instead', async ({ engine }) => {
    await index(engine, WORKS);
    const others = values('language', 'en', 'fr');
    const filter = own([values('publication_year', 2019), others]);
    const { facets } = await search(engine, { filter, facets: [{ field: 'publication_year', size: 9 }] });
    const buckets = facets.get('publication_year') ?? [];
    expect(buckets).toHaveLength(3);
    for (const { key, count } of buckets) {
      const { total } = await search(engine, { filter: own([others, values('publication_year', key)]) });
      expect([key, count]).toEqual([key, total.value]);
    }
  });
}

function checkSelected(check: Check): void {
  check('selected values are returned beyond the size', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = values('type', 'preprint');
    expect(await facet(engine, { field: 'type', size: 1 }, { filter })).toEqual(['article: 2', 'preprint*: 1']);
    expect(await facet(engine, { field: 'type', size: 0 }, { filter })).toEqual(['preprint*: 1']);
  });

  check('a selected value of no work is returned with 0', async ({ engine }) => {
    await index(engine, WORKS);
    const filter: Filter = { type: 'and', filters: [values('type', 'dataset', 'nothing'), values('language', 'en')] };
    const { facets } = await search(engine, { filter, facets: [{ field: 'type', size: 9 }] });
    expect(shortly(facets.get('type'))).toEqual(['article: 2', 'dataset*: 0', 'nothing*: 0']);
    expect(facets.get('type')?.at(-1)?.label).toBe('nothing');
  });

  check('a selected value keeps its label when nothing matches', async ({ engine }) => {
    await index(engine, [makeWork({ id: 'a', topics: [onTopic('Graph Theory')] })]);
    const filter = values('topics.id', 'topic:graph-theory');
    const { facets } = await search(engine, {
      filter,
      text: words('nothing'),
      facets: [{ field: 'topics.id', size: 3 }],
    });
    const bucket = { key: 'topic:graph-theory', label: 'Graph Theory', count: 0, selected: true };
    expect(facets.get('topics.id')).toEqual([bucket]);
  });

  check('a value among joined ones is selected, and returned where it occurs', async ({ engine }) => {
    await index(engine, WORKS);
    const both: Filter = { type: 'and', filters: [values('type', 'preprint'), values('type', 'nothing')] };
    const filter: Filter = { type: 'or', filters: [values('type', 'preprint nothing'), both] };
    expect(await facet(engine, { field: 'type', size: 1 }, { filter })).toEqual(['article: 2', 'preprint*: 1']);
  });

  check('an excluded value is not a selected one', async ({ engine }) => {
    await index(engine, WORKS);
    const filter: Filter = { type: 'not', filter: values('type', 'nothing') };
    const counts = await facet(engine, { field: 'type', size: 9 }, { filter });
    expect(counts).toEqual(['article: 2', 'dataset: 1', 'preprint: 1']);
  });
}

function checkKept(check: Check): void {
  const type: FacetRequest = { field: 'type', size: 9, selection: 'kept' };

  check('where the selection is kept, the own conditions count like all others', async ({ engine }) => {
    await index(engine, WORKS);
    const filter: Filter = { type: 'and', filters: [values('type', 'article', 'preprint'), values('language', 'en')] };
    expect(await facet(engine, type, { filter })).toEqual(['article*: 2']);
    expect(await facet(engine, type, { filter: { type: 'not', filter: values('type', 'article') } })).toEqual([
      'dataset: 1',
      'preprint: 1',
    ]);
    expect(await facet(engine, type, { filter: values('type', 'nothing') })).toEqual([]);
  });

  check('a kept selection adds nothing beyond the size', async ({ engine }) => {
    await index(engine, WORKS);
    const filter = values('type', 'article', 'preprint');
    expect(await facet(engine, { ...type, size: 1 }, { filter })).toEqual(['article*: 2']);
    expect(await facet(engine, { ...type, size: 0 }, { filter })).toEqual([]);
  });

  check('facets of both kinds stand beside each other', async ({ engine }) => {
    await index(engine, WORKS);
    const filter: Filter = { type: 'and', filters: [values('type', 'article'), values('publication_year', 2020)] };
    const { facets } = await search(engine, { filter, facets: [type, { field: 'publication_year', size: 9 }] });
    expect(shortly(facets.get('type'))).toEqual(['article*: 1']);
    expect(shortly(facets.get('publication_year'))).toEqual(['2019: 1', '2020*: 1']);
  });
}
