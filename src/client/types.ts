// What the client takes and gives beside the shapes of the contract.
import type { Deadline } from './deadline.js';
import type { Calls, Shapes } from './shapes.js';

/** The calls of the client, named as the routes of the contract. */
export type CallName = keyof Shapes;

/** What a call takes: parts of the path, parameters of the query and members of the body, side by side. */
export type CallArguments<N extends CallName> = Shapes[N]['args'];

/** What a call answers. */
export type Answer<N extends CallName> = Shapes[N]['answer'];

/** Calls whose answers can be walked by cursor. */
export type PagedName = {
  // what takes nothing has every name as a key
  [N in CallName]: string extends keyof CallArguments<N> ? never : 'cursor' extends keyof CallArguments<N> ? N : never;
}[CallName];

export interface CallOptions extends Deadline {
  /** Beside those of the client; one of the same name replaces it. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface ClientOptions {
  /** Where the service is, `http://127.0.0.1:3000`; in a browser also a path of the page's own origin, or ``. */
  readonly baseUrl: string;
  /** Needed by calls that write, and by those that speak of the service itself; sent with these only, unless `sendKey` says so. */
  readonly apiKey?: string | undefined;
  /** `always`: the key goes with every call, as a service with READ_ACCESS=key needs it; `needed` without it. */
  readonly sendKey?: 'needed' | 'always' | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds until the whole answer must be there, for calls that say nothing else; without it there is no end. */
  readonly timeout?: number | undefined;
}

/** Every method throws IdeascopeClientError, or the reason of its signal. */
export interface Client extends Calls {
  /**
   * The pages of a list one after the other, from the first one or from `cursor` on. With a `sort` order (and without
   * `search`) they reach everything; in order of relevance `meta.reachable` says how far they reach.
   */
  pages<N extends PagedName>(
    name: N,
    args?: Omit<CallArguments<N>, 'page'>,
    options?: CallOptions,
  ): AsyncGenerator<Answer<N>, void, undefined>;
  /**
   * The answer as fetch gives it, with status 2xx, its body not read yet: for what is not JSON, and to stream. Arguments
   * that the types do not know are sent, too. `timeout` ends with the headers of the answer, `signal` ends its body.
   */
  raw<N extends CallName>(
    name: N,
    args: CallArguments<N> & Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Response>;
}
