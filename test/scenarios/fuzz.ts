// Whatever a client sends, the answer is an answer or an error of the client's: never a failure of ours.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { authorAttributesSchema } from '../../src/domain/entities.js';
import { AUTHORS } from '../../src/domain/entity-fields.js';
import { WORKS } from '../../src/domain/fields.js';
import { expectShape } from './run-scenarios.js';
import { type Answer, API_KEY, type Ask, type OpenLibrary, type Served, serve } from './serve.js';

const MAY_BE_503 = new Set(['index_not_ready', 'semantic_unavailable']);
const RUNS = 180;

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom('"', '-', ' ', 'deep', 'networks', '“', ':', '%', '\u0000', '\ud83d', '𝒳', '深', '\u0301'))
    .map((all) => all.join('')),
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    'constructor',
    'null',
    '-1',
    '0',
    '1e9',
    '999999999',
    'NaN',
    'true',
    '[]',
    '{}',
  ),
  fc.string({ minLength: 1900, maxLength: 2100 }),
);
const FIELDS = [...WORKS.fields, ...AUTHORS.fields].flatMap((field) => [field.name, ...field.aliases]);
const fieldName = fc.constantFrom(
  ...new Set(FIELDS),
  ...[
    'title.search',
    'default.search',
    'abstract.search',
    'works.display_name.search',
    'fulltext.search',
    'is_oa',
    'nope',
  ],
);
const clause = fc
  .tuple(
    fieldName,
    fc.constantFrom('', '!', '>', '<', '"'),
    fc.oneof(
      oddText,
      fc.constantFrom(
        '2019-',
        '2020-01-01',
        'a|b',
        '>2019 <2022',
        'a !b',
        'fr gb',
        'null',
        '"a b" c|-d e',
        'deep OR x',
      ),
    ),
  )
  .map(([field, operator, value]) => `${field}:${operator}${value}`);
const value = fc.oneof(
  oddText,
  fieldName,
  clause,
  fc.constantFrom('10', '3', 'hybrid', 'semantic', 'keyword', 'true'),
  fc.constantFrom('csv', 'bibtex', 'ris', 'jsonl', 'json'),
  fieldName.map((field) => `${field}:include_unknown`),
);
const parameterName = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      'search',
      'filter',
      'sort',
      'mode',
      'facets',
      'page',
      'per_page',
      'per-page',
      'select',
      'highlight',
      'facet_size',
      'cursor',
      'limit',
      'depth',
      'evidence',
      'format',
      'search.semantic',
      'group_by',
      'group-by',
      'sample',
      'seed',
      'fields',
      'mailto',
      'title',
      'abstract',
      'text',
    ),
  },
  { weight: 1, arbitrary: oddText },
);

/** Percent-encoding that also accepts broken surrogates, which it replaces. */
const encode = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
const rawUrl = fc.string({
  unit: fc.constantFrom('%', 'f', '0', '/', '.', 'works', '?', '&', '=', 'search', '[', ']', ';', '#'),
  maxLength: 30,
});

const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.dictionary(parameterName, fc.oneof(value, fc.jsonValue(), fc.integer(), fc.array(fieldName)), { maxKeys: 5 }),
  fc.jsonValue(),
);
/** Lists, and what stands around one thing. */
const list = fc.constantFrom(
  ...['/works', '/authors', '/topics', '/institutions', '/sources', '/experts', '/search', '/topics/suggest'],
);
const around = fc.constantFrom(
  '/works/W2000000101/related',
  '/works/W2000000101/graph',
  '/authors/author:daniel-roth/works',
  '/authors/author:daniel-roth/related-works',
  '/authors/author:daniel-roth/collaborators',
  '/authors/author:daniel-roth/similar',
  '/authors/author:daniel-roth/graph',
  '/topics/topic:genomics/graph',
  '/institutions/institution:kamakura-university/graph',
);
/** What takes an id, with something behind it or not. */
const byId = fc
  .tuple(
    fc.constantFrom('/works/', '/authors/', '/topics/', '/institutions/', '/sources/'),
    fc.constantFrom('', '/works', '/related', '/collaborators', '/graph', '/profile'),
  )
  .map(
    ([before, behind]) =>
      (id: string) =>
        `${before}${id}${behind}`,
  );
const person = fc.constantFrom('author:daniel-roth', 'author:ada-lindqvist', 'author:farah-nasser', 'nobody');
const attribute = fc.constantFrom(...Object.keys(authorAttributesSchema.shape), 'into', 'works', 'to', 'nope');
const change = fc.dictionary(
  attribute,
  fc.oneof(oddText, fc.jsonValue(), person, fc.integer(), fc.boolean(), fc.array(fc.constant('W2000000101'))),
  { maxKeys: 3 },
);

const body = fc.oneof(
  json.map((one) => JSON.stringify(one) ?? ''),
  oddText,
  fc.constantFrom('{"search":', '[[[[', '{"search":"\\ud800"}', `${'['.repeat(50_000)}`, '', 'null', '1'),
);
const batch = fc.array(json, { maxLength: 4 }).map((queries) => JSON.stringify({ queries }));
const headers = fc.record(
  {
    'content-type': fc.constantFrom(
      'application/json',
      'application/json; charset=latin1',
      'text/plain',
      'x',
      'application/json;;',
    ),
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'nope'),
    accept: fc.constantFrom('text/html', '*/*', ';;;'),
    'if-none-match': fc.constantFrom('*', '""'),
    range: fc.constantFrom('bytes=0-1'),
  },
  { requiredKeys: [] },
);

export function fuzz(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: anything may be sent`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary);
    });
    afterAll(() => served.close());

    const survives = async (asked: Ask) => {
      const answer = await served.ask(asked);
      expectNoFailure(answer);
      // an answer of Node's own parser (a malformed URL or header) has no body
      if (answer.text !== '' && asked.method !== 'HEAD') expectShape(answer, asked);
    };

    const always: Always = (asked, asking, numRuns = RUNS) =>
      fc.assert(
        fc.asyncProperty(asked, (one) => survives(asking(one))),
        { numRuns },
      );
    inQueries(always);
    inTheRest(always);
  });
}

type Always = <T>(asked: fc.Arbitrary<T>, asking: (one: T) => Ask, runs?: number) => Promise<void>;

function inQueries(always: Always): void {
  test('as parameters of a search', async () => {
    const query = fc.array(fc.tuple(parameterName, value), { maxLength: 5 });
    const written = (pairs: [string, string][]) => pairs.map(([key, one]) => `${encode(key)}=${encode(one)}`).join('&');
    await always(
      fc.tuple(fc.oneof(list, around), query),
      ([at, pairs]) => ({ path: `${at}?${written(pairs)}` }),
      2 * RUNS,
    );
  });

  test('as what is being typed', async () => {
    const at = fc.constantFrom('', '/works', '/authors', '/topics', '/institutions', '/sources');
    await always(fc.tuple(at, value), ([kind, q]) => ({ path: `/autocomplete${kind}?q=${encode(q)}` }));
  });

  test('as a filter', async () => {
    const filters = fc.array(clause, { minLength: 1, maxLength: 3 }).map((all) => all.join());
    await always(fc.tuple(list, filters), ([at, filter]) => ({ path: `${at}?filter=${encode(filter)}` }));
  });

  test('as an id', async () => {
    const id = fc.oneof(oddText, fc.string({ minLength: 1, maxLength: 3000 }), fc.webUrl());
    await always(fc.tuple(byId, id), ([path, one]) => ({ path: path(encode(one)) }));
  });
}

function inTheRest(always: Always): void {
  test('as a path, with any method', async () => {
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PURGE');
    await always(fc.tuple(method, rawUrl), ([one, path]) => ({ method: one, path: `/${path}` }));
  });

  test('as a body, with any headers', async () => {
    const path = fc.constantFrom(
      ...[
        '/works/search',
        '/experts',
        '/search',
        '/search/batch',
        '/topics/suggest',
        '/authors/author:daniel-roth/merge',
      ],
    );
    await always(fc.tuple(path, fc.oneof(body, batch), headers), ([at, one, all]) => ({
      method: 'POST',
      path: at,
      body: one,
      headers: all,
    }));
  });

  test('as a change, with a key', async () => {
    const where = fc.constantFrom(['PATCH', ''] as const, ['POST', '/merge'] as const, ['POST', '/split'] as const);
    const headers = { authorization: `Bearer ${API_KEY}` };
    const asking = fc.tuple(where, person, change);
    // on a server each change is several requests
    await always(
      asking,
      ([[method, behind], who, one]) => ({ method, path: `/authors/${who}${behind}`, body: one, headers }),
      RUNS / 3,
    );
  });
}

function expectNoFailure({ status, body }: Answer): void {
  if (status === 503 && MAY_BE_503.has((body as { error: string }).error)) return;
  expect({ status: status < 500 ? 'below 500' : status, body: status < 500 ? '' : body }).toEqual({
    status: 'below 500',
    body: '',
  });
}
