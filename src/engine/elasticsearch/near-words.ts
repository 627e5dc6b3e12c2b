// Words with those spelt nearly as them, as one search: the term suggester, and counts of the words themselves.
import type { Client, estypes } from '@elastic/elasticsearch';
import type { Analysis } from '../../domain/catalogue.js';
import { isLetters, typosAllowed } from '../../text/spelling.js';
import type { NearWords, WordFrequency } from '../near-words.js';
import { asTerm } from './documents.js';
import { translated } from './failures.js';
import { UNSTEMMED } from './text-query.js';

/** What is read of an answer. */
const FILTER_PATH = ['aggregations.words.buckets.*.doc_count', 'suggest.*.options.text', 'suggest.*.options.freq'].join(
  ',',
);

export interface NearWordsBody {
  readonly size: 0;
  readonly track_total_hits: false;
  readonly aggs: Readonly<Record<string, estypes.AggregationsAggregationContainer>>;
  readonly suggest: Readonly<Record<string, unknown>>;
}

export interface NearWordsAnswer {
  readonly aggregations?: Readonly<Record<string, unknown>>;
  readonly suggest?: Readonly<Record<string, unknown>>;
}

/** Words with other signs than letters are among the answers of the suggester, and are left out then. */
const SPARE = 40;
/** Beyond any frequency: the suggester's own limits would leave out words by how frequent they are. */
const ANY_FREQUENCY = 2 ** 31 - 1;
/** It looks at so many words for each that it returns before it takes the most frequent ones: all that are near. */
const INSPECTED = 200;

/** The body of the search. */
export function nearWordsBody(words: readonly string[], limit: number, analysis: Analysis = 'prose'): NearWordsBody {
  const field = UNSTEMMED[analysis];
  const counted = words.map((word, i) => [`w${i}`, { term: { [field]: asTerm(word) } }]);
  const suggested = words.flatMap((word, i) => {
    const edits = typosAllowed(word);
    return edits === 0 ? [] : [[`w${i}`, { text: word, term: suggester(field, edits, limit + SPARE) }]];
  });
  return {
    size: 0,
    track_total_hits: false,
    aggs: { words: { filters: { filters: Object.fromEntries(counted) } } },
    suggest: Object.fromEntries(suggested),
  };
}

function suggester(field: string, edits: number, size: number) {
  return {
    field,
    size,
    shard_size: size,
    max_edits: edits,
    prefix_length: 1,
    min_word_length: 4,
    suggest_mode: 'always',
    sort: 'frequency',
    max_inspections: INSPECTED,
    max_term_freq: ANY_FREQUENCY,
  };
}

/** Asks an index about words; their order is kept. */
export async function askNearWords(
  client: Client,
  index: string,
  words: readonly string[],
  limit: number,
): Promise<NearWords[]> {
  const request = { index, allow_partial_search_results: false, filter_path: FILTER_PATH };
  const body = nearWordsBody(words, limit) as estypes.SearchRequest;
  return readNearWords(words, await translated(() => client.search({ ...request, ...body })), limit);
}

/** The words in the order in which they were asked for. */
export function readNearWords(
  words: readonly string[],
  { aggregations, suggest }: NearWordsAnswer,
  limit: number,
): NearWords[] {
  const counts = aggregations?.['words'] as { buckets?: Record<string, { doc_count: number }> } | undefined;
  const options = (suggest ?? {}) as Record<string, readonly { options?: readonly Option[] }[]>;
  return words.map((word, i) => {
    const near = (options[`w${i}`]?.[0]?.options ?? [])
      .filter(({ text }) => isLetters(text))
      .map(({ text, freq }): WordFrequency => ({ word: text, frequency: freq }));
    return { word, frequency: counts?.buckets?.[`w${i}`]?.doc_count ?? 0, near: near.slice(0, limit) };
  });
}

interface Option {
  readonly text: string;
  readonly freq: number;
}
