// Arguments → a request: what goes into the path, the query and the body of a route.
import { IdeascopeClientError } from './error.js';

/** What a client has to know of a route; the table of them is generated from the contract. */
export interface ClientRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Of a route with a body: the arguments that go into the query all the same. */
  readonly query?: readonly string[];
  /** Whether everything else is sent as JSON. */
  readonly body?: boolean;
  /** The argument that is a list of what is sent as lines of JSON instead. */
  readonly lines?: string;
  /** Whether it takes a key. */
  readonly key?: boolean;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface ClientRequest {
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** JSON, or lines of it. */
  readonly body: string | undefined;
}

const PART = /\{(\w+)\}/g;

/** @throws IdeascopeClientError invalid_argument */
export function requestOf({ path, query = [], body = false, lines }: ClientRoute, args: Arguments): ClientRequest {
  const parts = [...path.matchAll(PART)].map(([, name = '']) => name);
  const target = path.replace(PART, (_, name: string) => segment(name, args[name]));
  const others = Object.entries(args).filter(
    ([name, value]) => value !== undefined && ![...parts, lines].includes(name),
  );
  const asked = body ? others.filter(([name]) => query.includes(name)) : others;
  const search = new URLSearchParams();
  for (const [name, value] of asked) if (value !== null) search.set(name, text(name, value));
  const sent = body ? Object.fromEntries(others.filter(([name]) => !query.includes(name))) : undefined;
  return {
    target: search.size === 0 ? target : `${target}?${search}`,
    body: lines === undefined ? sent && JSON.stringify(sent) : linesOf(lines, args[lines]),
  };
}

function linesOf(name: string, records: unknown): string {
  if (!Array.isArray(records)) throw wrong(name, 'must be a list of records');
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** An id in a path, all of it percent-encoded: slashes, too. */
function segment(name: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(name, 'must be a text that is not empty');
  // URLs resolve these, however they are encoded
  if (value === '.' || value === '..') throw wrong(name, `must be an id, which ${value} is not`);
  try {
    return encodeURIComponent(value);
  } catch {
    throw wrong(name, 'contains half a surrogate pair');
  }
}

function text(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => text(name, one)).join(',');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw wrong(name, 'must be a text, a number, true or false, or a list of these');
}

function wrong(name: string, reason: string): IdeascopeClientError {
  return new IdeascopeClientError(0, 'invalid_argument', `${name} ${reason}`, { path: name });
}
