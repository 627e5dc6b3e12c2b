// What the Elasticsearch engine is told from outside: where the server is, and how its indices are named.
import type { Logger } from '../../logger.js';
import type { Connection } from './client.js';
import type { IndexMapping } from './mappings.js';

export interface ElasticsearchOptions extends Connection {
  /** Names of indices and aliases begin with it. */
  readonly prefix: string;
  readonly logger: Logger;
  /** For tests: another mapping than that of the mapping file. */
  readonly mapping?: IndexMapping;
  /** For tests: milliseconds. */
  readonly writePatience?: number;
  /** For tests: milliseconds after which what somebody began, and does not go on with, is given up. */
  readonly lease?: number;
}
