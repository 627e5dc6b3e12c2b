// HTTP requests as their reader takes them: parameters of every route, parts of paths, bodies.
import type { Request } from 'express';
import { ROUTES } from '../../../src/api/contract.js';
import { readRequest } from '../../../src/api/read-request.js';
import type { Route } from '../../../src/api/route.js';
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { IdeascopeError } from '../../../src/errors.js';
import { HOSTILE } from '../hostile.js';
import { mutatedJson, mutatedText, writtenJson } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, type Outcome, refusing, target } from '../target.js';

const ALL: readonly Route[] = Object.values(ROUTES);
const WITH_BODY = ALL.filter((route) => route.body);

export const VALUES = [
  'graph neural networks',
  'type:article,publication_year:>2019',
  'cited_by_count:desc',
  'type,topics.id',
  'id,display_name',
  'hybrid',
  'true',
  '10',
  '*',
  'csv',
  'topics.id:include_unknown',
  'you@example.org',
  ...[...WORKS.fields, ...AUTHORS.fields].map(({ name }) => name),
] as const;

/** What parameters may be; those that are not among them take any text. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  filter: ['type:article', 'publication_year:>2019', 'language:en|de', 'works_count:>1', 'title.search:"a b"|c'],
  sort: ['cited_by_count:desc', 'works_count', 'publication_year,display_name:desc'],
  facets: ['type', 'topics.id,language', 'country_code', ''],
  group_by: ['type', 'topics.id:include_unknown', 'country_code'],
  select: ['id', 'id,display_name', 'id,works_count'],
  mode: ['hybrid', 'keyword', 'semantic'],
  format: ['json', 'csv', 'bibtex', 'ris', 'jsonl', 'auto'],
  cursor: ['*'],
  of: ['works', 'authors'],
  ...Object.fromEntries(['highlight', 'explain', 'rerank'].map((name) => [name, ['true', 'false']])),
  ...Object.fromEntries(
    ['page', 'per_page', 'per-page', 'limit', 'evidence', 'facet_size', 'depth', 'sample'].map((name) => [
      name,
      ['1', '2', '5'],
    ]),
  ),
};

/** Bodies that are right, and those of routes that are not their own. */
export const BODIES: readonly unknown[] = [
  { search: 'an abstract', filter: 'type:article', facets: ['type'], per_page: 5, highlight: true, mode: 'keyword' },
  { search: 'tides', evidence: 2, select: 'id,display_name' },
  { queries: [{ search: 'tides' }, { search: 'graphs', filter: 'language:en', page: 2 }] },
  { title: 'a title', abstract: 'an abstract', limit: 5 },
  { into: 'A5100000001' },
  { works: ['W2000000101'], to: 'author:ada-quill' },
  { open_to_collaborate: true, bio: 'About tides', links: [{ url: 'https://example.org', label: 'page' }] },
  {
    title: 'Tides of the Inner Sea',
    abstract: 'How tides move.',
    authors: [
      'Bo Ray',
      { name: 'Ada Quill', id: 'author:ada-quill', affiliations: [{ name: 'Uppsala', country_code: 'SE' }] },
    ],
    topics: [{ name: 'Tides', score: 0.9 }],
    year: 2024,
    date: '2024-02-29',
    citations: 3,
    doi: '10.1234/a',
    venue: 'Journal of Tides',
    references: ['W1', 'doi:10.1/b'],
  },
];

interface Asked {
  readonly route: Route;
  readonly url: string;
  readonly id: string;
  readonly body: string;
}

const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

export function mutatedQuery(random: Random, route: Route): string {
  const known = [...Object.keys(route.query.shape), 'per-page'];
  const pairs = Array.from({ length: random.few(5) }, () => {
    const name = random.chance(0.97) ? random.pick(known) : random.pick(HOSTILE);
    const right = (Object.hasOwn(RIGHT, name) && RIGHT[name]) || VALUES;
    const value = random.chance(0.75)
      ? random.pick(right)
      : mutatedText(random, { seeds: [...right, ...VALUES], longest: 3_000 });
    return `${encoded(name)}=${encoded(value)}`;
  });
  const query = pairs.join('&');
  return random.chance(0.05) ? mutatedText(random, { seeds: [query], pieces: ['&', '=', '%', '+', '?', '#'] }) : query;
}

/** The body of a route with such members, or of any other. */
export function mutatedBody(random: Random, route: Route): string {
  if (random.chance(0.05))
    return mutatedText(random, { seeds: [JSON.stringify(random.pick(BODIES))], longest: 250_000 });
  const names = Object.keys(route.body?.shape ?? {});
  const fitting = BODIES.filter((body) => Object.keys(body as object).every((name) => names.includes(name)));
  const seed = fitting.length > 0 && random.chance(0.9) ? random.pick(fitting) : random.pick(BODIES);
  return writtenJson(random, random.chance(0.4) ? seed : mutatedJson(random, seed));
}

function asked(random: Random, routes: readonly Route[]): Asked {
  const route = random.pick(routes);
  return {
    route,
    url: `${route.path}?${mutatedQuery(random, route)}`,
    id: mutatedText(random, { seeds: ['W2000000101', 'doi:10.1234/a', 'author:ada-quill'], longest: 2_000 }),
    body: route.body ? mutatedBody(random, route) : '',
  };
}

/** What Express and the middleware before hand on. */
function read({ route, url, id, body }: Asked): Outcome {
  try {
    decodeURIComponent(url);
  } catch {
    return 'refused';
  }
  const request = { originalUrl: url, params: { id: id.split('/') }, headers: {}, body } as unknown as Request;
  return refusing(IdeascopeError, () => {
    const { query, params, body } = readRequest(route, request);
    for (const part of [query, params, body]) {
      if (part === undefined) continue;
      ensure(Object.getPrototypeOf(part) === Object.prototype, 'what is read is a plain object');
      ensure(!('polluted' in part), 'what is read inherits nothing that was sent');
    }
  });
}

export const REQUEST_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'parameters',
    reads: 'query strings and ids of every route',
    share: 1,
    make: (random) => asked(random, ALL),
    run: read,
  }),
  target({
    name: 'bodies',
    reads: 'JSON bodies of every route that has one',
    share: 1,
    make: (random) => asked(random, WITH_BODY),
    run: read,
  }),
];
