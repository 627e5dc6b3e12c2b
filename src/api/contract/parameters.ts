// The parameters that routes take, put together of values and of rules about them.
import { z } from 'zod';
import { MAX_NAME } from '../../domain/query.js';
import type { ErrorCode } from '../../errors.js';
import { EXPORT_NAMES } from '../../export/formats.js';
import { listed } from '../../search/messages.js';
import type { AnyCatalogue } from '../kinds.js';
import { oneList, onePage, oneSearch, oneText, wholeExport } from './rules.js';
import {
  chosen,
  flag,
  integer,
  listOf,
  MAX_GET_SEARCH,
  MAX_POST_SEARCH,
  names,
  otherNameOf,
  searchText,
  text,
} from './values.js';
import { written } from './wire.js';

export { chosen, integer, MAX_GET_SEARCH, MAX_POST_SEARCH };

const MAX_PER_PAGE = 200;
const MAX_FACET_SIZE = 200;
/** The id of a work takes most of it. */
const MAX_CURSOR = 4_000;
const MAX_BEST = 100;
/** Of each kind, where several are answered at once. */
const MAX_FEW = 20;
const MAX_NODES = 200;
const MAX_SAMPLE = 10_000;
/** Far beyond every reachable page, and small enough for exact arithmetic. */
const MAX_PAGE = 1_000_000_000;

/** The names by which a kind's facets can be asked for. */
const facetNames = (catalogue: AnyCatalogue) =>
  catalogue.fields.filter(({ facet }) => facet).flatMap(({ name, aliases }) => [name, ...aliases]);

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
  return { per_page: size.describe(description), 'per-page': otherNameOf('per_page', size) };
};
const fewParameters = (description: string) => perPageUpTo(MAX_FEW, description);
const page = integer('page', 1, MAX_PAGE);
const pages = {
  page: page.default(1).describe('The page, from 1; `meta.reachable` says how far they go.'),
  ...perPageUpTo(MAX_PER_PAGE),
};

/** Clients of OpenAlex say who they are; nothing depends on who it is. */
export const identity = {
  mailto: written(text('mailto').max(MAX_NAME, { error: `mailto must have at most ${MAX_NAME} characters` }), {
    example: 'you@example.org',
  })
    .optional()
    .describe('Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts.'),
};
const seed = written(
  z
    .union([z.string(), z.number().transform(String)], { error: 'seed must be a number or a text' })
    .pipe(z.string().max(MAX_NAME, { error: `seed must have at most ${MAX_NAME} characters` })),
  { form: { type: 'string', maxLength: MAX_NAME }, example: '42' },
).optional();
const groupBy = written(text('group_by'), { example: (of) => facetNames(of)[0] ?? 'type' }).optional();

/** What every list takes; `select` is of the given fields. */
const listParameters = (fields: readonly string[]) => ({
  ...identity,
  filter,
  group_by: groupBy.describe(
    'A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value.',
  ),
  'group-by': otherNameOf('group_by', groupBy),
  sample: integer('sample', 1, MAX_SAMPLE).optional().describe('How many to draw at random from what matches.'),
  seed: seed.describe('Which sample to draw: the same seed draws the same.'),
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
  ...chosen(fields),
});

/** What a search over works takes; of many at once each has smaller pages. */
export function searchParameters(mostCharacters: number, fields: readonly string[], mostPerPage = MAX_PER_PAGE) {
  const elsewhere = mostCharacters === MAX_GET_SEARCH ? 'POST /works/search' : undefined;
  return z
    .strictObject({
      search: searchText(mostCharacters, elsewhere).optional(),
      'search.semantic': searchText(mostCharacters, elsewhere)
        .optional()
        .describe("What to look for by meaning alone: OpenAlex's name of `search` with `mode=semantic`."),
      mode,
      highlight: flag('highlight').describe('Whether to mark, as HTML, the words found and what is near in meaning.'),
      explain: flag('explain').describe('Whether each hit says why it is one, and why at its place.'),
      ...listParameters(fields),
      ...perPageUpTo(mostPerPage),
    })
    .check(oneList, oneSearch);
}

const formats = ['json', ...EXPORT_NAMES] as const;

/** What a search over works takes that may be answered with all of them as a file. */
export function exportableParameters(mostCharacters: number, fields: readonly string[]) {
  const { shape } = searchParameters(mostCharacters, fields);
  const format = z.enum(formats, { error: `format must be ${listed(formats)}` }).default('json');
  return z
    .strictObject({
      ...shape,
      // absent is not 1: an export has no pages, and is refused one
      page: page.optional().describe('The page, from 1 (the default); `meta.reachable` says how far they go.'),
      rerank: flag('rerank').describe(
        'Whether a second stage orders the first 50 hits anew, where one is set up; `meta.reranked` says how many it has.',
      ),
      format: format.describe('A page as JSON, or every matching work as a file.'),
    })
    .check(oneList, oneSearch, wholeExport);
}

/** What a search over everything takes: no filter, which would speak of one kind only. */
export function searchAllParameters(mostCharacters: number, fields: readonly string[]) {
  const elsewhere = mostCharacters === MAX_GET_SEARCH ? 'POST /search' : undefined;
  return z.strictObject({
    search: searchText(mostCharacters, elsewhere),
    mode,
    highlight: flag('highlight').describe('Whether to mark the words found in works, as HTML.'),
    ...fewParameters('How many of each kind; 5 without it.'),
    ...chosen(fields),
  });
}

/** What a search over authors, topics, institutions or sources takes. */
export function entityParameters(fields: readonly string[]) {
  return z
    .strictObject({ search: searchText(MAX_NAME, undefined, 1).optional(), ...listParameters(fields) })
    .check(oneList);
}

export function expertsParameters(mostCharacters: number, fields: readonly string[]) {
  const elsewhere = mostCharacters === MAX_GET_SEARCH ? 'POST /experts' : undefined;
  return z
    .strictObject({
      search: searchText(mostCharacters, elsewhere),
      filter,
      mode,
      ...pages,
      evidence: integer('evidence', 0, 10).default(3).describe('How many works to show for each person.'),
      ...chosen(fields),
      highlight: flag('highlight').describe('Whether to mark the words found, as HTML.'),
    })
    .check(onePage);
}

/** What topics are found for: title and abstract as a form has them, or one text. */
export function topicTextParameters(mostCharacters: number, fields: readonly string[]) {
  const errors: readonly ErrorCode[] = mostCharacters === MAX_GET_SEARCH ? ['query_too_long'] : [];
  const part = (name: string, example: string, description: string) =>
    written(text(name), { form: { type: 'string', maxLength: mostCharacters }, example, errors })
      .optional()
      .describe(description);
  return z
    .strictObject({
      title: part('title', 'Graph neural networks for weather forecasts', 'The title of a work.'),
      abstract: part('abstract', 'A graph neural network on a mesh forecasts the weather.', 'Its abstract.'),
      text: part('text', 'Forecasting the weather by graph neural networks', 'Any text, instead of these.'),
      filter,
      mode,
      limit: integer('limit', 1, MAX_BEST).default(10).describe('How many to find.'),
      evidence: integer('evidence', 0, 10).default(3).describe('How many works to show for each topic.'),
      ...chosen(fields),
    })
    .check(oneText(mostCharacters));
}

export const pageParameters = (fields: readonly string[]) =>
  z.strictObject({ ...pages, ...chosen(fields) }).check(onePage);

/** What a ranked list without pages takes. */
const bestParameters = { limit: integer('limit', 1, MAX_BEST).default(10).describe('How many to find.'), filter };
export const rankedParameters = (fields: readonly string[]) => z.strictObject({ ...bestParameters, ...chosen(fields) });

const typed = z
  .string({ error: 'q must be a text: what has been typed so far' })
  .max(MAX_NAME, { error: `q must be a text of at most ${MAX_NAME} characters` })
  .describe('What has been typed so far.');
const whatIsTyped = { ...identity, q: typed, ...fewParameters('How many completions; 10 without it.') };

/** What completion takes, of one kind and of all: a filter speaks of one kind only. */
export const completionParameters = (fields: readonly string[]) => ({
  ofOne: z.strictObject({ ...whatIsTyped, filter, ...chosen(fields) }),
  ofAll: z.strictObject({ ...whatIsTyped, ...chosen(fields) }),
});

export const graphParameters = z.strictObject({
  depth: integer('depth', 1, 2)
    .transform((depth) => (depth === 2 ? 2 : 1))
    .default(1)
    .describe('How many steps from the middle.'),
  limit: integer('limit', 1, MAX_NODES).default(50).describe('How many nodes at most.'),
});
