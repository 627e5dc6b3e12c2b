// The connection: Elasticsearch's own client, with a deadline on every call, and shared by the collections of a library.
import { Client, type estypes } from '@elastic/elasticsearch';
import { forAll } from '../../request-scope.js';
import { AbortingTransport } from './aborting.js';
import { translated } from './failures.js';
import { Gathering } from './gathering.js';

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
    Transport: AbortingTransport,
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

/** One connection for several collections. */
export class Server {
  readonly client: Client;
  readonly directory: Directory;
  readonly gathering: Gathering;
  #users = 0;

  constructor(connection: Connection) {
    this.client = connect(connection);
    this.directory = new Directory(this.client);
    this.gathering = new Gathering(this.client);
  }

  /** Counts one more user; the connection ends when each has called what this returns. */
  join(): () => Promise<void> {
    this.#users += 1;
    let leaving: Promise<void> | undefined;
    return () => {
      leaving ??= --this.#users === 0 ? this.client.close() : Promise.resolve();
      return leaving;
    };
  }
}

type Found = Readonly<Record<string, estypes.IndicesIndexState>>;

/** Which indices there are, asked once for all who want to know at the same time. */
export class Directory {
  readonly #client: Client;
  #asked: { readonly aliases: Set<string>; readonly answer: Promise<Found> } | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** What stands under an alias or beside it, perhaps with more; not read before this was called. */
  under(alias: string): Promise<Found> {
    if (this.#asked === undefined) {
      const aliases = new Set<string>();
      const answer = Promise.resolve().then(() => {
        this.#asked = undefined;
        return forAll(() => this.#read([...aliases]));
      });
      this.#asked = { aliases, answer };
    }
    this.#asked.aliases.add(alias);
    return this.#asked.answer;
  }

  #read(aliases: readonly string[]): Promise<Found> {
    return translated(() =>
      this.#client.indices.get({
        index: aliases.flatMap((alias) => [alias, `${alias}-*`]),
        ignore_unavailable: true,
        allow_no_indices: true,
        // a closed index is there too, and must not be replaced by an empty one
        expand_wildcards: ['open', 'closed'],
        features: ['aliases', 'mappings'],
      }),
    );
  }
}
