// The committed request bodies on a real node, which takes every one of them.
import { randomUUID } from 'node:crypto';
import { Client, type estypes } from '@elastic/elasticsearch';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WORKS } from '../../src/domain/fields.js';
import { planSearches, type VectorIndexing } from '../../src/engine/elasticsearch/request.js';
import { GOLDEN_REQUESTS } from '../golden/requests.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { creationBody } from '../support/read-mappings.js';

const DIMS = 4;
const typeOf = ({ elementType, exact }: VectorIndexing) => `${elementType}-${exact ? 'flat' : 'hnsw'}`;

await describeOnElasticsearch('the committed request bodies', (url) => {
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  const client = new Client({ node: url });
  const indexings = Object.values(GOLDEN_REQUESTS).map(({ view }) => view.vectors);
  const kinds = new Map(indexings.map((indexing) => [typeOf(indexing), indexing]));

  beforeAll(async () => {
    await client.indices.create({ index: `${prefix}-authors`, ...creationBody('authors', DIMS) });
    for (const [kind, { elementType, exact }] of kinds) {
      const indexing = { element_type: elementType, index_options: { type: exact ? 'flat' : 'hnsw' } };
      await client.indices.create({ index: `${prefix}-${kind}`, ...creationBody('works', DIMS, indexing) });
    }
  });
  afterAll(async () => {
    await client.close();
    await deleteIndices(url, prefix);
  });

  test.each(Object.entries(GOLDEN_REQUESTS))('%s', async (_, { catalogue, request, view }) => {
    const header = { index: `${prefix}-${catalogue === WORKS ? typeOf(view.vectors) : catalogue.kind}` };
    const searches = planSearches(catalogue, request, view).flatMap(({ body }) => [header, body]);
    const { responses } = await client.msearch({ searches: searches as unknown as estypes.MsearchRequestItem[] });
    expect(responses.filter((response) => 'error' in response)).toEqual([]);
  });
});
