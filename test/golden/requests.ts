// The named requests whose Elasticsearch bodies are committed: one of each kind that the service makes.
import { dayNumber } from '../../src/domain/catalogue.js';
import { AUTHORS } from '../../src/domain/entity-fields.js';
import { WORKS } from '../../src/domain/fields.js';
import { ALL, type Filter } from '../../src/domain/query.js';
import type { AnyCatalogue } from '../../src/engine/elasticsearch/field-values.js';
import type { IndexView, VectorIndexing } from '../../src/engine/elasticsearch/request.js';
import type { RetrievalRequest, SemanticQuery } from '../../src/engine/engine.js';
import { understand } from '../../src/search/understand.js';
import { makeModel } from '../support/works.js';

export interface GoldenRequest {
  readonly catalogue: AnyCatalogue;
  readonly request: RetrievalRequest;
  readonly view: IndexView;
}

const BYTES: VectorIndexing = { elementType: 'byte', exact: true };
const FLOATS: VectorIndexing = { elementType: 'float', exact: true };
const APPROXIMATE: VectorIndexing = { elementType: 'byte', exact: false };

/** As many dimensions as are needed to be recognised; the components are exact in every format. */
const NEAR: SemanticQuery = { vector: Float32Array.of(0.5, -0.5, 0.25, 0), model: makeModel(4), floor: 0.25 };
const STRANGE: SemanticQuery = { ...NEAR, sureFloor: 0.5 };

const ABSTRACT = `We study how research ideas travel between communities that share few words. Existing search engines
rank papers by the terms they contain, so that a method that is known under another name in a neighbouring field stays
hidden. We embed titles and abstracts of two million papers, let the nearest works vote for topics, and compare the
ranking with the judgements of forty researchers. Readers find a relevant paper of a foreign field three times as often,
while searches for exact phrases are answered as before. We publish all queries, judgements and embeddings.`;

const values = (field: string, ...keys: (string | number)[]): Filter => ({ type: 'values', field, values: keys });
const every = (...filters: Filter[]): Filter => ({ type: 'and', filters });
const RECENT: Filter = { type: 'range', field: 'publication_year', gte: 2019, lte: 2021 };

type Given = Partial<RetrievalRequest> & {
  readonly catalogue?: AnyCatalogue;
  readonly vectors?: VectorIndexing;
  readonly semanticUsed?: boolean;
};

/** What is not given is what the service asks of itself: the first 1,000 of each leg, no facets. */
function golden({ catalogue = WORKS, vectors = BYTES, semanticUsed, ...given }: Given): GoldenRequest {
  return {
    catalogue,
    request: { filter: ALL, lexical: given.text !== undefined, window: 1000, facets: [], ...given },
    view: { vectors, semanticUsed: semanticUsed ?? given.semantic !== undefined },
  };
}

/** With a text as a person types it. */
const by = (search: string, more: Given = {}) => golden({ text: understand(search), ...more });

/** The same with the conditions that are typed in it. */
function typed(search: string): GoldenRequest {
  const { text, loose, phrases, excluded, bound = false, filter } = understand(search);
  return golden({ text: { text, loose, phrases, excluded, bound }, filter });
}

const TEXTS: Readonly<Record<string, GoldenRequest>> = {
  'text-none': golden({
    window: 0,
    order: { by: [{ field: 'cited_by_count', direction: 'desc' }], offset: 0, limit: 25 },
  }),
  'text-one-word': by('networks'),
  'text-many-words': by('How do deep graph neural networks avoid over-smoothing of graphs in practice?'),
  'text-abstract': by(ABSTRACT),
  'text-stop-words': by('to be or not to be'),
  'text-other-scripts': by('Łukasz Lévy 深層学習 naïve'),
  'text-phrase': by('molecular "Message-passing on graphs"'),
  'text-phrase-only': by('"state of the art" "deep networks"'),
  'text-exclusion': by('graph -survey -"neural networks"'),
  'text-alternatives': typed('graph OR ("message passing" neural) -survey'),
  'text-conditions': typed('networks author:"A. Lévy" year:2019.. -title:survey topic:learning'),
  'text-counted-only': by('graph networks', { window: 0, facets: [{ field: 'type', size: 10 }] }),
};

const MEANINGS: Readonly<Record<string, GoldenRequest>> = {
  hybrid: by('graph networks', { semantic: NEAR }),
  'hybrid-filtered': by('graph networks "message passing"', {
    semantic: NEAR,
    filter: every(values('type', 'article'), RECENT),
  }),
  'hybrid-sorted': by('graph networks', {
    semantic: NEAR,
    window: 0,
    order: {
      by: [
        { field: 'publication_date', direction: 'desc' },
        { field: 'cited_by_count', direction: 'asc' },
      ],
      offset: 50,
      limit: 25,
    },
  }),
  'hybrid-sorted-on': by('graph networks', {
    semantic: NEAR,
    window: 0,
    order: {
      by: [
        { field: 'publication_date', direction: 'desc' },
        { field: 'publication_year', direction: 'asc' },
      ],
      offset: 0,
      limit: 25,
      after: { values: [dayNumber('2020-02-29'), undefined], id: 'https://openalex.org/W1' },
    },
  }),
  'hybrid-shuffled': by('graph networks', {
    semantic: NEAR,
    window: 0,
    order: { by: { seed: 42 }, offset: 25, limit: 25 },
    facets: [{ field: 'type', size: 10 }],
  }),
  'hybrid-perhaps-nonsense': by('flumbit graph', { semantic: STRANGE }),
  'hybrid-without-vectors': by('graph networks', { semantic: NEAR, semanticUsed: false }),
  'hybrid-approximate': by('graph networks', {
    semantic: NEAR,
    vectors: APPROXIMATE,
    filter: values('type', 'article'),
    facets: [
      { field: 'type', size: 10 },
      { field: 'language', size: 10 },
    ],
  }),
  'hybrid-floats': by('graph networks', { semantic: NEAR, vectors: FLOATS }),
  'semantic-only': by('graph networks', { semantic: NEAR, lexical: false }),
  'semantic-everything-is-near': by('graph networks', { semantic: { ...NEAR, floor: -1 }, lexical: false }),
  'semantic-nothing-is-near': by('graph networks', { semantic: { ...NEAR, floor: 1.01 } }),
};

const FILTERS: Readonly<Record<string, GoldenRequest>> = {
  'filter-every-kind': by('graph', {
    filter: every(
      values('authorships.institutions.country_code', 'SE', 'JP'),
      RECENT,
      { type: 'range', field: 'publication_date', gte: dayNumber('2020-02-29') },
      { type: 'not', filter: values('language', 'en') },
      { type: 'or', filters: [values('has_abstract', 1), { type: 'exists', field: 'doi' }] },
      { type: 'not', filter: { type: 'exists', field: 'primary_location.source.id' } },
    ),
  }),
  'filter-words': by('graph', {
    filter: every(
      { type: 'words', fields: ['display_name'], text: 'Graph networks', exact: false },
      { type: 'words', fields: ['display_name', 'abstract'], text: 'the neural messages', exact: false },
      { type: 'words', fields: ['display_name', 'abstract'], text: 'message passing', exact: true },
      { type: 'not', filter: { type: 'words', fields: ['abstract'], text: 'survey', exact: false } },
    ),
  }),
  'filter-words-everywhere': by('graph', {
    filter: every(
      { type: 'words', fields: WORKS.textFields.map(({ name }) => name), text: 'deep nets', exact: false },
      { type: 'words', fields: WORKS.textFields.map(({ name }) => name), text: 'deep nets', exact: true },
    ),
  }),
  'filter-none': by('graph', { filter: { type: 'none' } }),
  'filter-emptied': by('graph', { filter: every(values('type'), { type: 'or', filters: [] }) }),
  facets: by('graph', {
    facets: ['publication_year', 'type', 'topics.id', 'has_doi'].map((field) => ({ field, size: 10 })),
  }),
  'facets-kept': by('graph', {
    filter: every(values('type', 'article', 'preprint'), RECENT),
    facets: [
      { field: 'type', size: 200, selection: 'kept' },
      { field: 'publication_year', size: 5 },
    ],
  }),
  'facets-selected': by('graph', {
    semantic: NEAR,
    filter: every(values('type', 'article', 'preprint'), values('topics.id', 'topic:a'), RECENT, {
      type: 'not',
      filter: values('type', 'dataset'),
    }),
    facets: [
      { field: 'type', size: 5 },
      { field: 'topics.id', size: 0 },
      { field: 'publication_year', size: 5 },
      { field: 'language', size: 5 },
    ],
  }),
};

const PEOPLE: Readonly<Record<string, GoldenRequest>> = {
  'authors-name': by('Jeff Rasley', { catalogue: AUTHORS }),
  'authors-name-phrase': by('"Yann LeCun" -Jean', { catalogue: AUTHORS }),
  'authors-sorted': golden({
    catalogue: AUTHORS,
    window: 0,
    filter: every(values('open_to_collaborate', 1), { type: 'range', field: 'verification_level', gte: 2 }),
    order: {
      by: [
        { field: 'trust_score', direction: 'desc' },
        { field: 'works_count', direction: 'desc' },
      ],
      offset: 0,
      limit: 25,
    },
  }),
  'authors-words': golden({
    catalogue: AUTHORS,
    window: 0,
    filter: every(
      { type: 'words', fields: ['display_name'], text: 'LeCun, Y.', exact: false },
      { type: 'words', fields: ['display_name'], text: 'yann lecun', exact: true },
    ),
    order: { by: { seed: 0 }, offset: 0, limit: 10 },
  }),
  'authors-facets': by('Rasley', {
    catalogue: AUTHORS,
    filter: values('last_known_institutions.country_code', 'DE'),
    facets: ['last_known_institutions.country_code', 'topics.id', 'claimed'].map((field) => ({ field, size: 10 })),
  }),
};

/** By the name of their file. */
export const GOLDEN_REQUESTS: Readonly<Record<string, GoldenRequest>> = {
  ...TEXTS,
  ...MEANINGS,
  ...FILTERS,
  ...PEOPLE,
};
