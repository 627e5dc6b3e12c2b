// How frequent words are, by one search that counts the documents of each: exact over all shards, and without what was
// removed, neither of which term statistics are.
import type { Client, estypes } from '@elastic/elasticsearch';
import type { Frequencies } from '../engine.js';
import { asTerm } from './documents.js';
import { runSearches } from './reading.js';
import type { Part, SearchBody } from './request.js';
import type { SearchAnswer } from './response.js';
import { wordsQuery } from './text-query.js';

/** Words counted by one search of the request; a text of 20,000 characters may have 6,000 of them. */
const AT_ONCE = 1_000;

const NAME = 'words';

/** The searches that together count the words. */
export function planCounts(words: readonly string[]): Part[] {
  const searches = Math.max(1, Math.ceil(words.length / AT_ONCE));
  return Array.from({ length: searches }, (_, i) => {
    return { body: countingEach(words.slice(i * AT_ONCE, (i + 1) * AT_ONCE)), facets: [] };
  });
}

/** Counted by the server from its lists of terms: where nothing was removed, without looking at documents. */
function countingEach(words: readonly string[]): SearchBody {
  const filters = words.map((word) => wordsQuery({ words: [asTerm(word)], spellings: [] }));
  const body: SearchBody = { size: 0, query: { match_all: {} }, track_total_hits: true };
  return filters.length === 0 ? body : { ...body, aggs: { [NAME]: { filters: { filters } } } };
}

/** Counts words in what searches of an index see. @throws IdeascopeError of the server */
export async function countWords(client: Client, index: string, words: readonly string[]): Promise<Frequencies> {
  const answers = await runSearches(client, index, planCounts(words));
  const total = answers[0]?.hits.total as estypes.SearchTotalHits;
  return { things: total.value, frequencies: answers.flatMap(countsOf) };
}

function countsOf({ aggregations }: SearchAnswer): number[] {
  const counted = aggregations?.[NAME] as estypes.AggregationsFiltersAggregate | undefined;
  return ((counted?.buckets ?? []) as estypes.AggregationsFiltersBucket[]).map(({ doc_count }) => doc_count);
}
