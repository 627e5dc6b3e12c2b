// The API over Elasticsearch: the same scenarios, promises, fuzzing, walks and exports as over the built-in engine, on a real node.
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { openElasticsearchLibrary } from '../support/open-elasticsearch.js';
import { checkAdmin } from './admin.js';
import { checkExports } from './exports.js';
import { fuzz } from './fuzz.js';
import { checkHostile } from './hostile.js';
import { checkProperties } from './properties.js';
import { checkRandomPromises } from './random-promises.js';
import { checkRandomWrites } from './random-writes.js';
import { runScenarios } from './run-scenarios.js';
import type { OpenLibrary } from './serve.js';
import { checkVersions } from './versions.js';
import { checkWalks } from './walk.js';

await describeOnElasticsearch('the API', (url) => {
  const open: OpenLibrary = () => openElasticsearchLibrary(url);
  runScenarios('Elasticsearch', open);
  checkProperties('Elasticsearch', open);
  checkRandomPromises('Elasticsearch', open, { collections: 1, searches: 12 });
  checkRandomWrites('Elasticsearch', open, 30);
  fuzz('Elasticsearch', open);
  checkHostile('Elasticsearch', open);
  checkVersions('Elasticsearch', open);
  checkWalks('Elasticsearch', open);
  checkExports('Elasticsearch', open);
  checkAdmin('Elasticsearch', open);
});
