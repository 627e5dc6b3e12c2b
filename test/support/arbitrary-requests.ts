// Random requests over the same small vocabularies: nested filters, texts with phrases and exclusions, facets, sorts, pages.
import fc from 'fast-check';
import { dayNumber } from '../../src/domain/catalogue.js';
import { WORKS } from '../../src/domain/fields.js';
import type { FacetRequest, Filter, Shuffle, SortKey, TextQuery } from '../../src/domain/query.js';
import type { RetrievalRequest } from '../../src/engine/engine.js';
import {
  AUTHOR_IDS,
  arbitraryDirection,
  arbitraryText,
  COUNTRIES,
  DATES,
  doiOf,
  INSTITUTION_IDS,
  ISSNS,
  LANGUAGES,
  NAME_KEYS,
  ORCIDS,
  RORS,
  TOPIC_IDS,
  TYPES,
  VENUE_IDS,
  WORK_IDS,
  YEARS,
} from './arbitrary-works.js';

/** Values that works may have, and for each field some that none has. */
const VALUES: Readonly<Record<string, readonly (string | number)[]>> = {
  id: [...WORK_IDS, 'nowhere'],
  'authorships.author.name_key': [...NAME_KEYS, 'nobody'],
  doi: [...WORK_IDS.map(doiOf), 'https://doi.org/10.1234/none'],
  publication_year: [...YEARS, 1900],
  publication_date: [...DATES.map(dayNumber), 7],
  cited_by_count: [0, 1, 2, 3, 99],
  authors_count: [0, 1, 2, 3, 99],
  institutions_distinct_count: [0, 1, 2, 3, 99],
  countries_distinct_count: [0, 1, 2, 99],
  referenced_works_count: [0, 1, 2, 99],
  type: [...TYPES, 'nothing'],
  language: [...LANGUAGES, 'xx'],
  'authorships.author.id': [...AUTHOR_IDS, 'author:nobody'],
  'authorships.author.orcid': [...ORCIDS, 'nobody'],
  'authorships.institutions.id': [...INSTITUTION_IDS, 'institution:none'],
  'authorships.institutions.ror': [...RORS, 'https://ror.org/000000000'],
  'authorships.institutions.country_code': [...COUNTRIES, 'ZZ'],
  'primary_location.source.id': [...VENUE_IDS, 'source:none'],
  'primary_location.source.issn': [...ISSNS, '9999-9999'],
  'topics.id': [...TOPIC_IDS, 'topic:none'],
  topics_origin: ['source', 'suggested', 'none', 'nowhere'],
  'primary_topic.id': [...TOPIC_IDS, 'topic:none'],
  'keywords.id': [...TOPIC_IDS, 'topic:none'],
  referenced_works: [...WORK_IDS, 'nowhere'],
  has_abstract: [0, 1],
  has_doi: [0, 1],
  has_orcid: [0, 1],
  has_references: [0, 1],
};

/** Facet fields and the few others, so that a filter often speaks of the field that is counted. */
const FILTER_FIELDS = [...WORKS.fields, ...WORKS.fields.filter((field) => field.facet)].map((field) => field.name);
const RANGE_FIELDS = [
  'publication_year',
  'publication_date',
  ...WORKS.fields.filter(({ name }) => name.endsWith('_count')).map(({ name }) => name),
];

const valuesFilter: fc.Arbitrary<Filter> = fc
  .constantFrom(...FILTER_FIELDS)
  .chain((field) =>
    fc
      .array(fc.constantFrom(...(VALUES[field] ?? [])), { maxLength: 4 })
      .map((values): Filter => ({ type: 'values', field, values })),
  );

const rangeFilter: fc.Arbitrary<Filter> = fc.constantFrom(...RANGE_FIELDS).chain((field) => {
  const bound = fc
    .tuple(fc.constantFrom(...((VALUES[field] ?? []) as number[])), fc.constantFrom(-0.5, 0, 0, 1))
    .map(([value, shift]) => value + shift);
  return fc
    .record({ gte: bound, lte: bound }, { requiredKeys: [] })
    .map((bounds): Filter => ({ type: 'range', field, ...bounds }));
});

/** Also of no field and of all, and of a text without a word. */
const wordsFilter: fc.Arbitrary<Filter> = fc.record({
  type: fc.constant('words' as const),
  fields: fc.subarray(WORKS.textFields.map(({ name }) => name)),
  text: arbitraryText(3),
  exact: fc.boolean(),
});

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 8, arbitrary: valuesFilter },
  { weight: 3, arbitrary: rangeFilter },
  { weight: 2, arbitrary: fc.constantFrom(...FILTER_FIELDS).map((field): Filter => ({ type: 'exists', field })) },
  { weight: 2, arbitrary: wordsFilter },
  { weight: 1, arbitrary: fc.constantFrom<Filter>({ type: 'all' }, { type: 'none' }) },
);

const { tree } = fc.letrec<{ tree: Filter; not: Filter; group: Filter }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: tie('not') },
    { weight: 2, arbitrary: tie('group') },
  ),
  not: tie('tree').map((filter): Filter => ({ type: 'not', filter })),
  group: fc
    .record({ type: fc.constantFrom('and' as const, 'or' as const), filters: fc.array(tie('tree'), { maxLength: 3 }) })
    .map((group): Filter => group),
}));

/** Mostly what the API makes: no filter, or a conjunction of a few conditions; sometimes any tree. */
export const arbitraryFilter: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Filter>({ type: 'all' }) },
  { weight: 4, arbitrary: fc.array(tree, { maxLength: 3 }).map((filters): Filter => ({ type: 'and', filters })) },
  { weight: 3, arbitrary: tree },
);

/** One condition that is not trivial, for properties that add a condition. */
export const arbitraryCondition: fc.Arbitrary<Filter> = tree;

const nonEmptyText = (words: number) => arbitraryText(words).filter((text) => text !== '');

/** A text query as `understand` makes it: `text` holds the loose words, those of the phrases, and, `bound`, others. */
export const arbitraryTextQuery: fc.Arbitrary<TextQuery> = fc
  .record({
    loose: arbitraryText(6),
    phrases: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 2, arbitrary: fc.array(nonEmptyText(2), { maxLength: 2 }) },
    ),
    excluded: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.array(nonEmptyText(2), { maxLength: 2 }) },
    ),
  })
  .chain((query) =>
    fc.option(arbitraryText(2), { nil: undefined, freq: 3 }).map((others) => {
      const text = [query.loose, ...query.phrases, others ?? ''].join(' ').trim();
      return { ...query, ...(others === undefined ? {} : { bound: true }), text };
    }),
  );

export const arbitraryFacets: fc.Arbitrary<FacetRequest[]> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom(...WORKS.fields.filter((field) => field.facet).map((field) => field.name)),
    size: fc.integer({ min: 0, max: 5 }),
  }),
  { selector: (facet) => facet.field, maxLength: 3 },
);

/** Facets of both kinds, no field twice. */
const arbitraryMixedFacets: fc.Arbitrary<FacetRequest[]> = fc
  .tuple(arbitraryFacets, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
  .map(([facets, kept]) => facets.map((one, i) => (kept[i] ? { ...one, selection: 'kept' } : one)));

export const arbitrarySort: fc.Arbitrary<SortKey[]> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom(...WORKS.fields.filter((field) => field.sort).map((field) => field.name)),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  }),
  { selector: (key) => key.field, maxLength: 3 },
);

export const arbitraryShuffle: fc.Arbitrary<Shuffle> = fc.record({
  seed: fc.oneof(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.constantFrom(0, 1, 2 ** 31 - 1)),
});

const arbitraryOrder: fc.Arbitrary<readonly SortKey[] | Shuffle> = fc.oneof(
  { weight: 3, arbitrary: arbitrarySort },
  { weight: 1, arbitrary: arbitraryShuffle },
);

export const arbitraryPage = fc.record({
  offset: fc.integer({ min: 0, max: 11 }),
  limit: fc.integer({ min: 0, max: 11 }),
});

/** The semantic leg of a random request; the model and a floor that is safe to test are filled in when it is run. */
export interface RandomSemantic {
  readonly direction: Float32Array;
  readonly floor: number;
}

export type RandomRequest = Omit<RetrievalRequest, 'semantic'> & { readonly near: RandomSemantic | undefined };

/** Requests of every kind: no text, either leg, both; `lexical` or `near` is set whenever there is a text. */
export const arbitraryRequest: fc.Arbitrary<RandomRequest> = fc
  .record({
    filter: arbitraryFilter,
    text: fc.option(arbitraryTextQuery, { nil: undefined, freq: 5 }),
    legs: fc.constantFrom('words', 'meaning', 'both' as const),
    near: fc.record({ direction: arbitraryDirection, floor: fc.constantFrom(-0.4, 0.06, 0.3, 0.62, 0.9) }),
    window: fc.constantFrom(0, 1, 3, 100),
    order: fc.option(fc.record({ by: arbitraryOrder, page: arbitraryPage }), { nil: undefined }),
    facets: arbitraryMixedFacets,
  })
  .map(({ text, legs, near, order, ...rest }) => ({
    ...rest,
    ...(text === undefined ? {} : { text }),
    ...(order === undefined ? {} : { order: { by: order.by, ...order.page } }),
    lexical: text !== undefined && legs !== 'meaning',
    near: text !== undefined && legs !== 'words' ? near : undefined,
  }));
