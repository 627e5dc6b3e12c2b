// The client: a method for each route, over fetch.
import { withDeadline } from './deadline.js';
import { answerOf, errorOf, IdeascopeClientError } from './error.js';
import { type Arguments, type ClientRoute, requestOf } from './request.js';
import { TABLE } from './routes.js';
import type { CallOptions, Client, ClientOptions } from './types.js';

interface Page {
  readonly meta: { readonly next_cursor?: string | null };
}

/**
 * A client of one service. It keeps no connection and no state.
 * @throws IdeascopeClientError invalid_argument for a baseUrl that cannot be one
 */
export function createClient(options: ClientOptions): Client {
  const base = baseOf(options.baseUrl);
  const routes: Readonly<Record<string, ClientRoute>> = TABLE;

  function respond<T>(
    name: string,
    args: Arguments,
    call: CallOptions,
    read?: (response: Response) => Promise<T>,
  ): Promise<T | Response> {
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!route) throw new IdeascopeClientError(0, 'invalid_argument', `there is no call ${JSON.stringify(name)}`);
    const deadline = { signal: call.signal, timeout: call.timeout ?? options.timeout };
    return withDeadline<T | Response>(deadline, !read, async (signal) => {
      const { target, body } = requestOf(route, args);
      const init = { method: route.method, headers: headersOf(options, route, call), signal };
      // looked up at each call, so that what replaces the global one later is used
      const fetch = options.fetch ?? globalThis.fetch;
      const response = await fetch(base + target, body === undefined ? init : { ...init, body });
      if (!response.ok) throw await errorOf(response);
      return read ? read(response) : response;
    });
  }

  const answer = (name: string, args: Arguments = {}, call: CallOptions = {}) => respond(name, args, call, answerOf);

  async function* pages(name: string, args: Arguments = {}, call: CallOptions = {}) {
    for (let cursor: unknown = args['cursor'] ?? '*'; typeof cursor === 'string'; ) {
      const page = (await answer(name, { ...args, cursor }, call)) as Page;
      yield page;
      cursor = page.meta.next_cursor;
    }
  }

  const calls = Object.keys(TABLE).map((name) => [
    name,
    (args?: Arguments, call?: CallOptions) => answer(name, args, call),
  ]);
  // the table and the types have the same names, both from the contract
  return {
    ...Object.fromEntries(calls),
    pages,
    raw: async (name: string, args: Arguments = {}, call: CallOptions = {}) => respond(name, args, call),
  } as Client;
}

function headersOf(options: ClientOptions, route: ClientRoute, call: CallOptions): Headers {
  const headers = new Headers(options.headers);
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  if (route.body) headers.set('Content-Type', 'application/json');
  if (route.lines !== undefined) headers.set('Content-Type', 'application/x-ndjson');
  // most reading takes no key, and a browser would ask for permission before each request that has one
  const takesKey = route.key || options.sendKey === 'always';
  if (takesKey && options.apiKey !== undefined) headers.set('Authorization', `Bearer ${options.apiKey}`);
  return headers;
}

function baseOf(baseUrl: string): string {
  if (typeof baseUrl !== 'string' || /[?#]/.test(baseUrl)) {
    const message = 'baseUrl must be the address of the service without query, as in http://127.0.0.1:3000';
    throw new IdeascopeClientError(0, 'invalid_argument', message, { path: 'baseUrl' });
  }
  return baseUrl.replace(/(?<!\/)\/+$/, '');
}
