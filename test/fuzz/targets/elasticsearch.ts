// What reaches Elasticsearch of what users send: texts in places for texts, under keys that are ours, and no query language.

import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { and } from '../../../src/domain/query.js';
import { completionBody } from '../../../src/engine/elasticsearch/completion.js';
import { planCounts } from '../../../src/engine/elasticsearch/frequencies.js';
import { nearWordsBody } from '../../../src/engine/elasticsearch/near-words.js';
import { planSearches } from '../../../src/engine/elasticsearch/request.js';
import type { RetrievalRequest } from '../../../src/engine/engine.js';
import { IdeascopeError } from '../../../src/errors.js';
import { parseFacets } from '../../../src/search/parse-facets.js';
import { parseFilter } from '../../../src/search/parse-filter.js';
import { parseSort } from '../../../src/search/parse-sort.js';
import { readSearchText } from '../../../src/search/read-search.js';
import { wordsOf } from '../../../src/text/analyze.js';
import { analyzerOf } from '../../../src/text/analyzers.js';
import { makeModel } from '../../support/works.js';
import { mutatedText } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, type Outcome, target } from '../target.js';
import { SEARCHES } from './queries.js';

/** All that a body may be made of besides the names of fields: no script, wildcard, regexp or query string is among it. */
const KEYS = new Set(
  `query size from search_after sort _source stored_fields track_total_hits aggs bool filter should must must_not
  minimum_should_match boost constant_score dis_max queries match match_all match_none match_phrase term terms range gte lte
  exists field knn query_vector k num_candidates similarity function_score functions random_score seed boost_mode order missing
  _score filters shard_size prefix fuzzy value fuzziness transpositions rewrite suggest text max_edits prefix_length
  min_word_length suggest_mode max_inspections max_term_freq words _count _key`.split(/\s+/),
);
const FIELDS = new Set([
  ...[...WORKS.fields, ...AUTHORS.fields].map(({ name }) => name),
  ...[...WORKS.textFields, ...AUTHORS.textFields].flatMap(({ name }) => [`words.${name}`, `words.${name}.exact`]),
  ...['text', 'text.exact', 'id', 'vector', 'version_of'],
  ...['completion.names', 'completion.words', 'completion.marked', 'completion.acronyms'],
]);
/** Keys of aggregations are ours: `top type`, `selected type`, `w0`. */
const NAMED = /^(?:(?:top|selected) (?<field>[\w.]+)|w\d+)$/;
/** Where a text of users may stand: the value of a leaf, which is analysed as words or compared as a whole. */
const TEXTS = new Set(['query', 'value', 'gte', 'lte', 'search_after', 'text']);
const CONSTANTS = new Set([
  'asc',
  'desc',
  '_none_',
  'replace',
  'constant_score',
  'always',
  'frequency',
  'stored',
  ...KEYS,
  ...FIELDS,
]);

function ensureOurs(value: unknown, key: string): void {
  if (Array.isArray(value)) {
    for (const one of value) ensureOurs(one, key);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      const { field } = NAMED.exec(name)?.groups ?? {};
      const known =
        KEYS.has(name) || FIELDS.has(name) || (NAMED.test(name) && (field === undefined || FIELDS.has(field)));
      ensure(known, `a body has the key ${JSON.stringify(name)}`);
      ensureOurs(one, name);
    }
  } else if (typeof value === 'string') {
    const place = TEXTS.has(key) || FIELDS.has(key) || CONSTANTS.has(value);
    ensure(place, `a text stands under ${key}: ${JSON.stringify(value.slice(0, 60))}`);
    ensure(!/[\p{Cs}]/u.test(value), 'a body is Unicode');
  } else if (typeof value === 'number') {
    ensure(Number.isFinite(value), 'a body has numbers that JSON has');
  }
}

interface Asked {
  readonly search: string;
  readonly filter: string;
  readonly sort: string;
  readonly facets: string;
}

function asked(random: Random): Asked {
  const pieces = ['"', '-', ' OR ', 'author:', 'title:', 'year:', '*', '~', '__proto__', 'script', '{"match_all":{}}'];
  const filters = [
    'type:article',
    'title.search:"a b"|c',
    'authorships.author.id:x|y',
    'publication_year:>2019',
    'doi:!x',
  ];
  return {
    search: mutatedText(random, { seeds: SEARCHES, pieces, longest: 3_000 }),
    filter: random.chance(0.5)
      ? mutatedText(random, { seeds: filters, pieces: [':', ',', '|', '*'], longest: 3_000 })
      : '',
    sort: random.pick(['', '', 'cited_by_count:desc', 'publication_date,cited_by_count']),
    facets: random.pick(['', 'type', 'topics.id,language']),
  };
}

/** The request of a search, as the search makes it. */
function requestOf({ search, filter, sort, facets }: Asked): RetrievalRequest {
  const typed = readSearchText(search);
  const by = parseSort(sort, true, WORKS);
  const semantic = { vector: new Float32Array([0.6, 0.8]), floor: 0.2, model: makeModel(2) };
  return {
    filter: and([typed.filter, ...(filter === '' ? [] : [parseFilter(filter, WORKS)])]),
    ...(typed.text ? { text: typed.text, semantic } : {}),
    lexical: typed.text !== undefined,
    window: 100,
    facets: parseFacets(facets.split(',').filter(Boolean), 10, WORKS),
    ...(by === 'relevance' ? {} : { order: { by, offset: 0, limit: 10, after: { values: [3, undefined], id: 'W1' } } }),
  };
}

function bodiesOf(given: Asked): unknown[] | undefined {
  let request: RetrievalRequest;
  try {
    request = requestOf(given);
  } catch (error) {
    if (error instanceof IdeascopeError) return undefined;
    throw error;
  }
  const words = wordsOf(given.search).slice(0, 50);
  return [
    ...planSearches(WORKS, request, { semanticUsed: true, vectors: { elementType: 'byte', exact: true } }),
    ...planCounts(words),
    ...[WORKS, AUTHORS].map((catalogue) => ({
      body: completionBody(catalogue, { text: given.search, filter: { type: 'all' }, limit: 5 }),
    })),
    ...(['prose', 'names'] as const).map((analysis) => ({ body: nearWordsBody(words, 5, analysis) })),
    ...analyzerOf('names')
      .sayings(given.filter)
      .map((words) => ({ body: nearWordsBody(words, 1) })),
  ].map(({ body }) => body);
}

function run(given: Asked): Outcome {
  const bodies = bodiesOf(given);
  if (!bodies) return 'refused';
  for (const body of bodies) if (body !== undefined) ensureOurs(body, 'body');
  return 'taken';
}

export const ELASTICSEARCH_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'bodies for Elasticsearch',
    reads: 'searches, filters and what is typed, as requests to a server',
    share: 0.2,
    make: asked,
    run,
  }),
];
