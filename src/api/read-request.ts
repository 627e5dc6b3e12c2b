// An HTTP request → the validated parts that a handler is given, or an error that says what would be right.
import type { Request } from 'express';
import type { z } from 'zod';
import { IdeascopeError } from '../errors.js';
import { quoted } from '../search/messages.js';
import { unknownParameter } from './contract/unknown-parameters.js';
import { OTHER_NAMES } from './contract/values.js';
import { checkBounds } from './json-bounds.js';
import { catalogueOfKind } from './kinds.js';
import type { Route } from './route.js';
import { errorOf } from './telling-issue.js';

/** A name in a body can be as long as the body. */
const SHOWN_NAME = 60;

/** @throws IdeascopeError unknown_parameter, invalid_parameter, invalid_json, and what the schemas name */
export function readRequest(route: Route, request: Request) {
  const params = route.params && read(route, route.params, pathParts(request));
  const query = read(route, route.query, parseQuery(queryOf(request)));
  const body = route.body && read(route, route.body, bodyOf(route, request));
  return { params, query, body, ofOpenAlex: isOfOpenAlex(request, { ...query, ...body }) };
}

/** Programs written for OpenAlex, by the clients that they use. */
const CLIENTS = /^(?:pyalex|openalexR)\b/i;

/** Whether the request comes from a program written for OpenAlex: such clients name themselves, or give an address. */
function isOfOpenAlex(request: Request, { mailto }: { readonly mailto?: unknown }): boolean {
  return CLIENTS.test(request.headers['user-agent'] ?? '') || mailto !== undefined;
}

/** Express gives the parts of a wildcard as an array; ids contain slashes. */
function pathParts(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
  );
}

function queryOf(request: Request): string {
  const at = request.originalUrl.indexOf('?');
  return at < 0 ? '' : request.originalUrl.slice(at + 1);
}

/** A flat query string; no nesting, no lists. Percent-encoding has been checked before. */
function parseQuery(query: string): Record<string, unknown> {
  const values = new Map<string, string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    if (values.has(name)) {
      throw new IdeascopeError('invalid_parameter', `${quoted(name)} is given more than once`, name);
    }
    values.set(name, equals < 0 ? '' : decoded(pair.slice(equals + 1)));
  }
  return Object.fromEntries(values);
}

function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** Parsed here rather than by Express, which takes an empty body for an empty object. */
function bodyOf({ example }: Route, request: Request): Record<string, unknown> {
  const body = parseJson(typeof request.body === 'string' ? request.body : '');
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new IdeascopeError('invalid_json', `the body must be a JSON object, as in ${example}`);
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  checkBounds(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 names the place of the error
    throw new IdeascopeError('invalid_json', `the body is not valid JSON: ${(error as Error).message}`);
  }
}

/**
 * Reads a part of a request by its schema.
 * @throws IdeascopeError unknown_parameter, invalid_parameter, and what the schema names; `path` within the part
 */
export function read<S extends z.ZodObject>(
  { of }: Pick<Route, 'of'>,
  schema: S,
  values: Record<string, unknown>,
): z.output<S> {
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const isField = (name: string) => of !== undefined && catalogueOfKind(of).find(name) !== undefined;
    const message = unknownParameter(unknown, known, isField);
    throw new IdeascopeError('unknown_parameter', message, unknown.slice(0, SHOWN_NAME));
  }
  const result = schema.safeParse(withOneName(values));
  if (result.success) return result.data;
  const { code, message, path } = errorOf(result.error, schema);
  throw new IdeascopeError(code, message, asSent(path, values));
}

/** Each parameter under one name. @throws IdeascopeError invalid_parameter where both are given: which would count? */
function withOneName(values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(values).map(([sent, value]) => {
    const name = nameOf(sent);
    if (name === sent || !Object.hasOwn(values, name)) return [name, value] as const;
    const message = `${sent} is another name of ${name}: give one of them`;
    throw new IdeascopeError('invalid_parameter', message, sent);
  });
  return Object.fromEntries(entries);
}

function nameOf(sent: string): string {
  return (Object.hasOwn(OTHER_NAMES, sent) && OTHER_NAMES[sent]) || sent;
}

/** A complaint names what was sent. */
function asSent(path: string | undefined, values: Record<string, unknown>): string | undefined {
  return Object.keys(values).find((sent) => nameOf(sent) === path) ?? path;
}
