// What is asked of Elasticsearch to count words: all documents, one filter a word, so many a search.
import { describe, expect, test } from '@jest/globals';
import { planCounts } from '../../../src/engine/elasticsearch/frequencies.js';

const filtersOf = (part: ReturnType<typeof planCounts>[number] | undefined) =>
  part?.body.aggs?.['words']?.filters?.filters as unknown[] | undefined;

describe('planCounts', () => {
  test('one search counts all documents and those with each word', () => {
    const match = (query: string) => ({ match: { text: { query, minimum_should_match: 1 } } });
    expect(planCounts(['graph', 'robots'])).toEqual([
      {
        facets: [],
        body: {
          size: 0,
          query: { match_all: {} },
          track_total_hits: true,
          aggs: { words: { filters: { filters: [match('graph'), match('robots')] } } },
        },
      },
    ]);
  });

  test('without words it only counts documents', () => {
    const [only, ...others] = planCounts([]);
    expect([only?.body.aggs, only?.body.track_total_hits, others]).toEqual([undefined, true, []]);
  });

  test('many words take several searches, in their order', () => {
    const words = Array.from({ length: 2_001 }, (_, i) => `w${i}`);
    const parts = planCounts(words);
    expect(parts.map((part) => filtersOf(part)?.length)).toEqual([1_000, 1_000, 1]);
    expect(filtersOf(parts[2])).toEqual([{ match: { text: { query: 'w2000', minimum_should_match: 1 } } }]);
  });
});
