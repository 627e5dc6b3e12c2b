// The client of the service that serves the page, and the answers that are kept.
import { createClient } from '../src/client/index.js';
import { createQueries, TIMEOUT_MS } from './queries.js';
import { ROOT_PATH } from './site-root.js';

export const api = createClient({ baseUrl: ROOT_PATH, timeout: TIMEOUT_MS });

export const queries = createQueries();
