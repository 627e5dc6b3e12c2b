// What is derived bit by bit on Elasticsearch is what a fresh start derives elsewhere, whatever happened to works and people.
import { test } from '@jest/globals';
import fc from 'fast-check';
import { checkHistory, type Event, history } from '../support/derive-history.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { openElasticsearchLibrary } from '../support/open-elasticsearch.js';

await describeOnElasticsearch('bit by bit and from scratch', (url) => {
  test('over Elasticsearch', async () => {
    const run = async (events: readonly Event[]) => {
      const opened = await openElasticsearchLibrary(url);
      try {
        await checkHistory(opened.library, events);
      } finally {
        await opened.close();
      }
    };
    // each takes seconds: of one that fails, the seed is enough
    await fc.assert(fc.asyncProperty(history, run), { numRuns: 3, endOnFailure: true });
  }, 120_000);
});
