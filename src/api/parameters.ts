// The building blocks of request schemas: each reads a value as a URL carries it (text) or as JSON does.
import { z } from 'zod';
import { findField } from '../domain/fields.js';
import type { ErrorCode } from '../errors.js';
import { didYouMean, listed, quoted } from '../search/messages.js';

export const MAX_GET_SEARCH = 2_000;
export const MAX_POST_SEARCH = 20_000;
const MAX_PER_PAGE = 200;
const MAX_FACET_SIZE = 200;
/** The id of a work takes most of it. */
const MAX_CURSOR = 4_000;
/** Far beyond every reachable page, and small enough for exact arithmetic. */
const MAX_PAGE = 1_000_000_000;

/** A complaint that has an error code of its own; without one it is an invalid_parameter. */
function complaint(input: unknown, message: string, code: ErrorCode = 'invalid_parameter'): z.core.$ZodRawIssue {
  return { code: 'custom', input, message, params: { error: code } };
}

const text = (name: string) => z.string({ error: `${name} must be a text` });

function integer(name: string, least: number, most: number) {
  const error = `${name} must be a whole number from ${least} to ${most}`;
  const written = z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number);
  return z.union([z.number(), written], { error }).pipe(z.int({ error }).min(least, { error }).max(most, { error }));
}

function flag(name: string) {
  return z
    .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')], {
      error: `${name} must be true or false`,
    })
    .default(false);
}

/** Names as `a,b` or as a JSON array. */
function names(name: string) {
  const error = `${name} must be names joined by commas`;
  const written = z.string().transform((value) => (value.trim() === '' ? [] : value.split(',').map((s) => s.trim())));
  return z.union([z.array(z.string({ error })), written], { error });
}

/** `select=`: some of the top-level fields of an answer. */
export function selection(fields: readonly string[]) {
  return names('select')
    .check(({ value, issues }) => {
      const unknown = value.find((field) => !fields.includes(field));
      if (unknown === undefined) return;
      const message = `select knows no field ${quoted(unknown)}: choose from ${listed(fields, 'and')}`;
      issues.push(complaint(value, message, 'unknown_field'));
    })
    .optional();
}

function searchText(most: number) {
  return text('search')
    .check(({ value, issues }) => {
      if (value.length <= most) return;
      const tooLong = `search has ${value.length} characters: at most ${most} here`;
      const long = most === MAX_GET_SEARCH;
      const hint = long ? `${tooLong}; POST /works/search takes ${MAX_POST_SEARCH}` : tooLong;
      issues.push(complaint(value, hint, long ? 'query_too_long' : 'invalid_parameter'));
    })
    .optional();
}

const modes = ['hybrid', 'keyword', 'semantic'] as const;

/** What a search over works takes; `select` is of the given fields. */
export function searchParameters(mostCharacters: number, fields: readonly string[]) {
  const perPage = integer('per_page', 1, MAX_PER_PAGE).optional();
  return z
    .strictObject({
      search: searchText(mostCharacters),
      filter: text('filter').optional(),
      mode: z.enum(modes, { error: `mode must be ${listed(modes)}` }).default('hybrid'),
      sort: text('sort').optional(),
      page: integer('page', 1, MAX_PAGE).default(1),
      cursor: text('cursor').max(MAX_CURSOR, { error: 'cursor is damaged: begin with cursor=*' }).optional(),
      per_page: perPage,
      'per-page': perPage,
      facets: names('facets').default([]),
      facet_size: integer('facet_size', 1, MAX_FACET_SIZE).default(10),
      highlight: flag('highlight'),
      select: selection(fields),
    })
    .check(({ value, issues }) => {
      if (value.cursor !== undefined && value.page !== 1) {
        const message = 'page and cursor are two ways of paging: give one of them';
        issues.push({ ...complaint(value, message), path: ['cursor'] });
      }
      if (value.per_page === undefined || value['per-page'] === undefined) return;
      issues.push({
        ...complaint(value, 'per-page is another name of per_page: give one of them'),
        path: ['per-page'],
      });
    });
}

/** What other APIs call the same thing. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  group_by: 'facets',
  q: 'search',
  query: 'search',
  limit: 'per_page',
  size: 'per_page',
  offset: 'page',
  order_by: 'sort',
  fields: 'select',
};

/** What to say of a parameter that a route does not know. */
export function unknownParameter(name: string, known: readonly string[]): string {
  const none = `there is no parameter ${quoted(name)}`;
  if (known.length === 0) return `${none}: this route takes none`;
  const here = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  if (here !== undefined && known.includes(here)) return `${none}: it is called ${here} here`;
  if (findField(name) && known.includes('filter')) return `${none}: write filter=${name}:value`;
  return `${none}${didYouMean(name, known) || `: this route takes ${listed(known, 'and')}`}`;
}
