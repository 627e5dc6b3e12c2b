// The building blocks of request schemas: each reads a value as a URL carries it (text) or as JSON does.
import { z } from 'zod';
import { MAX_NAME } from '../../domain/query.js';
import type { ErrorCode } from '../../errors.js';
import { didYouMean, listed, quoted } from '../../search/messages.js';
import type { AnyCatalogue } from '../kinds.js';
import { type Wire, written } from './wire.js';

export const MAX_GET_SEARCH = 2_000;
export const MAX_POST_SEARCH = 20_000;
const MAX_PER_PAGE = 200;
const MAX_FACET_SIZE = 200;
/** The id of a work takes most of it. */
const MAX_CURSOR = 4_000;
const MAX_BEST = 100;
/** Of each kind, where several are answered at once. */
const MAX_FEW = 20;
const MAX_NODES = 200;
/** Far beyond every reachable page, and small enough for exact arithmetic. */
const MAX_PAGE = 1_000_000_000;

/** A complaint that has an error code of its own; without one it is an invalid_parameter. */
function complaint(input: unknown, message: string, code: ErrorCode = 'invalid_parameter'): z.core.$ZodRawIssue {
  return { code: 'custom', input, message, params: { error: code } };
}

const text = (name: string) => z.string({ error: `${name} must be a text` });

export function integer(name: string, least: number, most: number) {
  const error = `${name} must be a whole number from ${least} to ${most}`;
  const digits = z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number);
  const read = z
    .union([z.number(), digits], { error })
    .pipe(z.int({ error }).min(least, { error }).max(most, { error }));
  return written(read, { form: { type: 'integer', minimum: least, maximum: most }, example: Math.min(most, 5) });
}

function flag(name: string) {
  const read = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')], {
    error: `${name} must be true or false`,
  });
  return written(read, { form: { type: 'boolean' }, example: true }).default(false);
}

/** Names as `a,b` or as a JSON array; `said` is which names there are. */
function names(name: string, said: Wire = { form: { type: 'array', items: { type: 'string' } } }) {
  const error = `${name} must be names joined by commas`;
  const joined = z.string().transform((value) => (value.trim() === '' ? [] : value.split(',').map((s) => s.trim())));
  return written(z.union([z.array(z.string({ error })), joined], { error }), said);
}

/** `select=`: some of the top-level fields of an answer. */
export function selection(fields: readonly string[]) {
  return names('select', { form: listOf(fields), example: fields.slice(0, 2) })
    .check(({ value, issues }) => {
      const unknown = value.find((field) => !fields.includes(field));
      if (unknown === undefined) return;
      const message = `select knows no field ${quoted(unknown)}: choose from ${listed(fields, 'and')}`;
      issues.push(complaint(value, message, 'unknown_field'));
    })
    .optional()
    .describe('The fields to answer with, joined by commas; all without it.');
}

const listOf = (choices: readonly string[]) => ({ type: 'array', items: { type: 'string', enum: choices } });

/** The names by which a kind's facets can be asked for. */
const facetNames = (catalogue: AnyCatalogue) =>
  catalogue.fields.filter(({ facet }) => facet).flatMap(({ name, aliases }) => [name, ...aliases]);

/** The text of a search; `elsewhere` is where a longer one may be sent. */
function searchText(most: number, elsewhere?: string) {
  const right = 'search must be a text: say what to look for';
  const read = z.string({ error: right }).check(({ value, issues }) => {
    if (value.length <= most) return;
    const tooLong = `search has ${value.length} characters: at most ${most} here`;
    const hint = elsewhere === undefined ? tooLong : `${tooLong}; ${elsewhere} takes ${MAX_POST_SEARCH}`;
    issues.push(complaint(value, hint, elsewhere === undefined ? 'invalid_parameter' : 'query_too_long'));
  });
  return written(read, {
    form: { type: 'string', maxLength: most },
    example: 'graph neural networks',
    errors: elsewhere === undefined ? [] : ['query_too_long'],
  }).describe(`What to look for: at most ${most} characters.`);
}

const filterExample = ({ fields }: AnyCatalogue) => `${fields.find(({ type }) => type === 'integer')?.name}:>0`;

const modes = ['hybrid', 'keyword', 'semantic'] as const;
const mode = z
  .enum(modes, { error: `mode must be ${listed(modes)}` })
  .default('hybrid')
  .describe('By words, by meaning, or both; `meta.mode` says which it was.');
const filter = written(text('filter'), { example: filterExample })
  .optional()
  .describe('Conditions joined by commas, `field:value`; `GET /fields` lists the fields.');
const perPageUpTo = (most: number, description = 'How many results a page has; 25 without it.') => {
  const size = integer('per_page', 1, most).optional();
  return { per_page: size.describe(description), 'per-page': size.describe('Another name of `per_page`.') };
};
const fewParameters = (description: string) => perPageUpTo(MAX_FEW, description);
const pages = {
  page: integer('page', 1, MAX_PAGE).default(1).describe('The page, from 1; `meta.reachable` says how far they go.'),
  ...perPageUpTo(MAX_PER_PAGE),
};

/** What every list takes; `select` is of the given fields. */
const listParameters = (fields: readonly string[]) => ({
  filter,
  sort: written(text('sort'), { example: 'cited_by_count:desc' })
    .optional()
    .describe('Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it.'),
  ...pages,
  cursor: written(text('cursor').max(MAX_CURSOR, { error: 'cursor is damaged: begin with cursor=*' }), { example: '*' })
    .optional()
    .describe('`*` for the first page, then `meta.next_cursor` of each answer: reaches everything.'),
  facets: names('facets', { form: (of) => listOf(facetNames(of)), example: (of) => facetNames(of).slice(0, 1) })
    .default([])
    .describe('The fields whose values are counted, joined by commas.'),
  facet_size: integer('facet_size', 1, MAX_FACET_SIZE)
    .default(10)
    .describe('How many values of each facet to answer with.'),
  select: selection(fields),
});

interface Paged {
  readonly page: number;
  readonly per_page?: number | undefined;
  readonly 'per-page'?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Two names of one thing: which of them would count? */
function onePage(payload: z.core.ParsePayload<Paged>): void {
  const { value, issues } = payload;
  if (value.cursor !== undefined && value.page !== 1) {
    const message = 'page and cursor are two ways of paging: give one of them';
    issues.push({ ...complaint(value, message), path: ['cursor'] });
  }
  onePageSize(payload);
}

function onePageSize({ value, issues }: z.core.ParsePayload<Pick<Paged, 'per_page' | 'per-page'>>): void {
  if (value.per_page === undefined || value['per-page'] === undefined) return;
  const message = 'per-page is another name of per_page: give one of them';
  issues.push({ ...complaint(value, message), path: ['per-page'] });
}

/** What a search over works takes; of many at once each has smaller pages. */
export function searchParameters(mostCharacters: number, fields: readonly string[], mostPerPage = MAX_PER_PAGE) {
  const elsewhere = mostCharacters === MAX_GET_SEARCH ? 'POST /works/search' : undefined;
  return z
    .strictObject({
      search: searchText(mostCharacters, elsewhere).optional(),
      mode,
      highlight: flag('highlight').describe('Whether to mark the words found, as HTML.'),
      ...listParameters(fields),
      ...perPageUpTo(mostPerPage),
    })
    .check(onePage);
}

/** What a search over everything takes: no filter, which would speak of one kind only. */
export function searchAllParameters(mostCharacters: number, fields: readonly string[]) {
  const elsewhere = mostCharacters === MAX_GET_SEARCH ? 'POST /search' : undefined;
  return z
    .strictObject({
      search: searchText(mostCharacters, elsewhere),
      mode,
      highlight: flag('highlight').describe('Whether to mark the words found in works, as HTML.'),
      ...fewParameters('How many of each kind; 5 without it.'),
      select: selection(fields),
    })
    .check(onePageSize);
}

/** What a search over authors, topics, institutions or sources takes. */
export function entityParameters(fields: readonly string[]) {
  return z.strictObject({ search: searchText(MAX_NAME).optional(), ...listParameters(fields) }).check(onePage);
}

export function expertsParameters(mostCharacters: number) {
  const elsewhere = mostCharacters === MAX_GET_SEARCH ? 'POST /experts' : undefined;
  return z
    .strictObject({
      search: searchText(mostCharacters, elsewhere),
      filter,
      mode,
      ...pages,
      evidence: integer('evidence', 0, 10).default(3).describe('How many works to show for each person.'),
      highlight: flag('highlight').describe('Whether to mark the words found, as HTML.'),
    })
    .check(onePage);
}

export const pageParameters = z.strictObject(pages).check(onePage);

/** What a ranked list without pages takes. */
const bestParameters = { limit: integer('limit', 1, MAX_BEST).default(10).describe('How many to find.'), filter };
export const similarParameters = z.strictObject(bestParameters);
export const relatedParameters = (fields: readonly string[]) =>
  z.strictObject({ ...bestParameters, select: selection(fields) });

const typed = z
  .string({ error: 'q must be a text: what has been typed so far' })
  .max(MAX_NAME, { error: `q must be a text of at most ${MAX_NAME} characters` })
  .describe('What has been typed so far.');
const whatIsTyped = { q: typed, ...fewParameters('How many completions; 10 without it.') };

/** What completion takes, of one kind and of all: a filter speaks of one kind only. */
export const completionParameters = {
  ofOne: z.strictObject({ ...whatIsTyped, filter }).check(onePageSize),
  ofAll: z.strictObject(whatIsTyped).check(onePageSize),
};

export const graphParameters = z.strictObject({
  depth: integer('depth', 1, 2)
    .transform((depth) => (depth === 2 ? 2 : 1))
    .default(1)
    .describe('How many steps from the middle.'),
  limit: integer('limit', 1, MAX_NODES).default(50).describe('How many nodes at most.'),
});

/** What other APIs call the same thing. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  group_by: 'facets',
  q: 'search',
  search: 'q',
  query: 'search',
  limit: 'per_page',
  size: 'per_page',
  offset: 'page',
  order_by: 'sort',
  fields: 'select',
  per_page: 'limit',
  'per-page': 'limit',
};

/** What to say of a parameter that a route does not know; `isField` tells what the route can filter by. */
export function unknownParameter(name: string, known: readonly string[], isField: (name: string) => boolean): string {
  const none = `there is no parameter ${quoted(name)}`;
  if (known.length === 0) return `${none}: this route takes none`;
  const here = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  if (here !== undefined && known.includes(here)) return `${none}: it is called ${here} here`;
  if (known.includes('filter') && isField(name)) return `${none}: write filter=${name}:value`;
  return `${none}${didYouMean(name, known) || `: this route takes ${listed(known, 'and')}`}`;
}
