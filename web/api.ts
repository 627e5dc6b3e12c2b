// The client of the service that serves the page, and the answers that are kept.
import { createClient } from '../src/client/index.js';
import { createQueries, TIMEOUT_MS } from './queries.js';
import { keys, wantKey } from './service-key.js';
import { ROOT_PATH } from './site-root.js';

/** With the key of now, where there is one: it goes to the service of the page only. */
export const api = createClient({
  baseUrl: ROOT_PATH,
  timeout: TIMEOUT_MS,
  sendKey: 'always',
  get apiKey() {
    return keys.read();
  },
});

export const queries = createQueries(() => wantKey(true));
