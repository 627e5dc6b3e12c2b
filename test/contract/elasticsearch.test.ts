// The suite on Elasticsearch, each test with indices of its own; where it behaves differently, what it does instead.
import { describe, expect, test } from '@jest/globals';
import { WORKS } from '../../src/domain/fields.js';
import { type MappingFile, mappingOf, readMapping } from '../../src/engine/elasticsearch/mappings.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { embed, idsOf, index, search, storeVectors, words } from '../support/engine-session.js';
import { openElasticsearch } from '../support/open-elasticsearch.js';
import { degrees, makeModel, titled } from '../support/works.js';
import { describeEngine, type SuiteException } from './engine.contract.js';

const EXCEPTIONS: readonly SuiteException[] = [
  {
    reason: 'Lucene counts the words of removed works until it merges them away; scores only, not who matches',
    tests: ['removed works no longer count in the statistics'],
  },
  {
    reason: 'its status is that of what searches see, and asking for it makes all changes visible',
    tests: ['the status tells stored vectors from those that searches find already'],
  },
];

await describeOnElasticsearch('the contract', (url) => {
  // every example begins with a new index, which takes a tenth of a second
  describeEngine('Elasticsearch', {
    open: () => openElasticsearch(url),
    exceptions: EXCEPTIONS,
    propertyLimit: 2_000,
  });

  test('words are counted exactly where the works are on several shards', async () => {
    const file = readMapping<MappingFile>('works');
    const mapping = mappingOf(WORKS, { ...file, settings: { ...file.settings, number_of_shards: 3 } });
    const { engine, close } = await openElasticsearch(url, { mapping });
    const some = Array.from({ length: 40 }, (_, i): [string, string] => [`w${i}`, i % 4 === 0 ? 'graph law' : 'graph']);
    await index(engine, titled(Object.fromEntries(some)));
    await engine.remove(['w0', 'w1']);
    await engine.refresh();
    expect(await engine.frequencies(['graph', 'law', 'robot'])).toEqual({ things: 38, frequencies: [38, 9, 0] });
    await close();
  });

  describe('what differs', () => {
    test('works that are removed are not found, however long their words still count', async () => {
      const { engine, close } = await openElasticsearch(url);
      await index(engine, titled({ a: 'graph theory', b: 'graph', c: 'graph' }));
      await engine.remove(['b', 'c']);
      await engine.refresh();
      const answer = await search(engine, { text: words('graph') });
      expect([idsOf(answer.lexical), answer.total.value]).toEqual([['a'], 1]);
      await close();
    });

    test('asking for the status makes vectors visible', async () => {
      const { engine, close } = await openElasticsearch(url);
      await index(engine, titled({ a: 'one', b: 'two' }));
      await embed(engine, makeModel(2), { b: degrees(0) });
      await storeVectors(engine, makeModel(2), { a: degrees(0) });
      expect(await engine.status()).toMatchObject({ embedded: 2, indexedVectors: 2 });
      await close();
    });
  });
});
