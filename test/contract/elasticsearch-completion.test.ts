// Completion on Elasticsearch takes one request per keystroke, also over all kinds.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tapWire, type Wiretap } from '../../bench/wiretap.js';
import { refreshLibrary } from '../../src/engine/engine.js';
import { autocomplete, autocompleteAll } from '../../src/search/autocomplete.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { makeAuthor, makeTopic } from '../support/entities.js';
import { openElasticsearchLibrary } from '../support/open-elasticsearch.js';
import { makeWork } from '../support/works.js';

const TIMEOUT_MS = 60_000;

await describeOnElasticsearch('completion', (url) => {
  let wire: Wiretap;
  let opened: Awaited<ReturnType<typeof openElasticsearchLibrary>>;

  beforeAll(async () => {
    wire = await tapWire(url);
    opened = await openElasticsearchLibrary(wire.url);
    const { works, authors, topics } = opened.library;
    await works.write([makeWork({ id: 'w', display_name: 'Graphs of Graphs' })]);
    await authors.write([makeAuthor({ id: 'a', display_name: 'Graham Graves' })]);
    await topics.write([makeTopic({ id: 't', display_name: 'Graphs' })]);
    await refreshLibrary(opened.library);
    wire.taken();
  }, TIMEOUT_MS);
  afterAll(async () => {
    await opened.close();
    wire.close();
  }, TIMEOUT_MS);

  const asked = () => wire.taken().map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

  test('of one kind', async () => {
    const found = await autocomplete(opened.library, 'topics', { q: 'gra', filter: 'works_count:>0', limit: 5 });
    expect(found.map(({ thing }) => thing.id)).toEqual(['t']);
    expect(asked()).toEqual(['POST /_msearch']);
  });

  test('of all kinds', async () => {
    const found = await autocompleteAll(opened.library, 'garph', 5);
    expect(found.map(({ kind, thing }) => [kind, thing.id])).toEqual([
      ['topics', 't'],
      ['works', 'w'],
    ]);
    expect(asked()).toEqual(['POST /_msearch']);
  });

  test('none where nothing was typed', async () => {
    expect(await autocompleteAll(opened.library, ' . ', 5)).toEqual([]);
    expect(asked()).toEqual([]);
  });
});
