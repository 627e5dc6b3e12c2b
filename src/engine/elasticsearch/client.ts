// The connection: Elasticsearch's own client, with a deadline on every call.
import { Client } from '@elastic/elasticsearch';

/** For everything that a person waits for. */
export const SEARCH_DEADLINE_MS = 10_000;
/** For writing, and for what changes an index. */
export const WRITE_DEADLINE_MS = 30_000;

export interface Connection {
  /** http(s)://[user:password@]host[:port] */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** For tests: milliseconds for everything that a person waits for. */
  readonly searchDeadline?: number;
}

export function connect({ url, apiKey, searchDeadline = SEARCH_DEADLINE_MS }: Connection): Client {
  const node = new URL(url);
  const { username, password } = node;
  node.username = '';
  node.password = '';
  const auth = apiKey
    ? { apiKey }
    : username === ''
      ? undefined
      : { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return new Client({
    node: node.href,
    ...(auth ? { auth } : {}),
    requestTimeout: searchDeadline,
    // see `translated`
    maxRetries: 0,
    // nothing is known of a node that cannot be reached: each request finds out for itself
    resurrectStrategy: 'none',
  });
}

/** The address without credentials, for logs. */
export function withoutCredentials(url: string): string {
  return new URL(url).host;
}
