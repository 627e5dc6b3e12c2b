// "Did you mean" on Elasticsearch takes one request for all words that are doubted, and none where every word is found.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tapWire, type Wiretap } from '../../bench/wiretap.js';
import { refreshLibrary } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { searchWorks } from '../../src/search/search-works.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { openElasticsearchLibrary } from '../support/open-elasticsearch.js';
import { titled } from '../support/works.js';

const TIMEOUT_MS = 60_000;
const OFF = { status: 'off' as const, message: 'off' };

await describeOnElasticsearch('did you mean', (url) => {
  let wire: Wiretap;
  let opened: Awaited<ReturnType<typeof openElasticsearchLibrary>>;

  beforeAll(async () => {
    wire = await tapWire(url);
    opened = await openElasticsearchLibrary(wire.url);
    const titles = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`w${i}`, 'Neural Networks of Protein']));
    await opened.library.works.write(titled(titles));
    await refreshLibrary(opened.library);
    wire.taken();
  }, TIMEOUT_MS);
  afterAll(async () => {
    await opened.close();
    wire.close();
  }, TIMEOUT_MS);

  /** What is offered, and how often words were looked up. */
  async function offered(search: string): Promise<readonly [string | undefined, number]> {
    const embedder = { state: () => OFF, settled: async () => OFF, close: async () => undefined };
    const deps = { engine: opened.library.works, embedder, logger: createLogger('silent') };
    const page = { page: 1, perPage: 25, facets: [], facetSize: 1, highlight: false };
    const { didYouMean } = await searchWorks(deps, { ...page, search, mode: 'keyword' });
    const requests = wire.taken().map(({ path }) => path.replace(/\?.*/, ''));
    return [didYouMean?.search, requests.filter((path) => path.endsWith('/_search')).length];
  }

  test('every word is found', async () => {
    expect(await offered('protein network')).toEqual([undefined, 0]);
  });

  test('two words are not', async () => {
    expect(await offered('nerual protien networks')).toEqual(['neural protein networks', 1]);
  });
});
