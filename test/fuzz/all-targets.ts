// Every fuzz target: one for each parser of the product.
import type { FuzzTarget } from './target.js';
import { CONTAINER_TARGETS } from './targets/containers.js';
import { ELASTICSEARCH_TARGETS } from './targets/elasticsearch.js';
import { EXPORT_TARGETS } from './targets/exports.js';
import { FILE_TARGETS } from './targets/files.js';
import { HTTP_TARGETS } from './targets/http.js';
import { IMPORT_TARGETS } from './targets/importers.js';
import { QUERY_TARGETS } from './targets/queries.js';
import { REQUEST_TARGETS } from './targets/requests.js';
import { TEXT_TARGETS } from './targets/texts.js';
import { WEB_TARGETS } from './targets/web.js';

export const TARGETS: readonly FuzzTarget[] = [
  ...QUERY_TARGETS,
  ...REQUEST_TARGETS,
  ...IMPORT_TARGETS,
  ...CONTAINER_TARGETS,
  ...TEXT_TARGETS,
  ...EXPORT_TARGETS,
  ...FILE_TARGETS,
  ...WEB_TARGETS,
  ...ELASTICSEARCH_TARGETS,
  ...HTTP_TARGETS,
];
