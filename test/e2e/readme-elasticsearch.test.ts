// The README's examples on Elasticsearch: the same commands, the same answers.
import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { describeReadme } from './readme-examples.js';

await describeOnElasticsearch('the command line', (url) => {
  const prefix = `readme-${randomUUID().slice(0, 8)}`;
  describeReadme('Elasticsearch', { ELASTICSEARCH_URL: url, INDEX_PREFIX: prefix });
  afterAll(() => deleteIndices(url, prefix));
});
