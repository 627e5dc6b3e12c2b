// Whatever a client sends, the answer is an answer or an error of the client's: never a failure of ours.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORK_FIELDS } from '../../src/domain/fields.js';
import { expectShape } from './run-scenarios.js';
import { type Answer, type Ask, type OpenEngine, type Served, serve } from './serve.js';

const MAY_BE_503 = new Set(['index_not_ready', 'semantic_unavailable']);
const RUNS = 300;

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
const fieldName = fc.constantFrom(...WORK_FIELDS.flatMap((field) => [field.name, ...field.aliases]), 'nope');
const clause = fc
  .tuple(
    fieldName,
    fc.constantFrom('', '!', '>', '<', '"'),
    fc.oneof(oddText, fc.constantFrom('2019-', '2020-01-01', 'a|b')),
  )
  .map(([field, operator, value]) => `${field}:${operator}${value}`);
const value = fc.oneof(oddText, fieldName, clause, fc.constantFrom('10', '3', 'hybrid', 'semantic', 'keyword', 'true'));
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
const body = fc.oneof(
  json.map((one) => JSON.stringify(one) ?? ''),
  oddText,
  fc.constantFrom('{"search":', '[[[[', '{"search":"\\ud800"}', `${'['.repeat(50_000)}`, '', 'null', '1'),
);
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

export function fuzz(name: string, openEngine: OpenEngine): void {
  describe(`${name}: anything may be sent`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openEngine);
    });
    afterAll(() => served.close());

    const survives = async (asked: Ask) => {
      const answer = await served.ask(asked);
      expectNoFailure(answer);
      // an answer of Node's own parser (a malformed URL or header) has no body
      if (answer.text !== '' && asked.method !== 'HEAD') expectShape(answer, asked);
    };

    test('as parameters of a search', async () => {
      const query = fc.array(fc.tuple(parameterName, value), { maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(query, (pairs) =>
          survives({ path: `/works?${pairs.map(([key, one]) => `${encode(key)}=${encode(one)}`).join('&')}` }),
        ),
        { numRuns: RUNS },
      );
    });

    test('as a filter', async () => {
      const filters = fc.array(clause, { minLength: 1, maxLength: 3 }).map((all) => all.join());
      await fc.assert(
        fc.asyncProperty(filters, (filter) => survives({ path: `/works?filter=${encode(filter)}&facets=type` })),
        { numRuns: RUNS },
      );
    });

    test('as an id', async () => {
      const id = fc.oneof(oddText, fc.string({ minLength: 1, maxLength: 3000 }), fc.webUrl());
      await fc.assert(
        fc.asyncProperty(id, (one) => survives({ path: `/works/${encode(one)}` })),
        { numRuns: RUNS },
      );
    });

    test('as a path, with any method', async () => {
      const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PURGE');
      await fc.assert(
        fc.asyncProperty(method, rawUrl, (one, path) => survives({ method: one, path: `/${path}` })),
        { numRuns: RUNS },
      );
    });

    test('as a body, with any headers', async () => {
      await fc.assert(
        fc.asyncProperty(body, headers, (one, all) =>
          survives({ method: 'POST', path: '/works/search', body: one, headers: all }),
        ),
        { numRuns: RUNS },
      );
    });
  });
}

function expectNoFailure({ status, body }: Answer): void {
  if (status === 503 && MAY_BE_503.has((body as { error: string }).error)) return;
  expect({ status: status < 500 ? 'below 500' : status, body: status < 500 ? '' : body }).toEqual({
    status: 'below 500',
    body: '',
  });
}
