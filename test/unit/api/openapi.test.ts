// openapi.json: what the contract says, valid OpenAPI 3.1, with words for everything that can be sent.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';
import { integer, selection } from '../../../src/api/contract/values.js';
import { ROUTES } from '../../../src/api/contract.js';
import { openApiDocument, openApiText } from '../../../src/api/openapi.js';
import { type Route, takesKey } from '../../../src/api/route.js';
import { readVersion } from '../../../src/version.js';

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly schema: { readonly type?: string; readonly examples?: readonly unknown[] };
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly security?: unknown;
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly links?: object }>>;
}

const operationsOf = (document: ReturnType<typeof openApiDocument>) =>
  Object.values(document.paths).flatMap((path) => Object.values(path)) as Operation[];
const operations = operationsOf(openApiDocument('1.2.3'));
const routes: Readonly<Record<string, Route>> = ROUTES;

describe('openapi.json', () => {
  test('is what the contract says now; after a change of it: npm run openapi', () => {
    const file = readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8');
    expect(file === openApiText(readVersion())).toBe(true);
  });

  test('is valid OpenAPI 3.1', async () => {
    const document = JSON.parse(openApiText('1.2.3')) as Record<string, unknown>;
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  test('has every route, by its name', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROUTES).sort());
  });
});

describe('every operation', () => {
  const named = operations.map((operation) => [operation.operationId, operation] as const);

  test.each(named)('%s says what its parameters mean and how they are written', (_, { parameters }) => {
    for (const { name, description, example, schema } of parameters) {
      expect({ name, description }).toEqual({ name, description: expect.stringMatching(/\.$/) });
      expect({ name, type: schema.type }).toEqual({ name, type: expect.any(String) });
      const examples = [example, schema.examples?.[0]].filter((one) => one !== undefined);
      expect({ name, examples: examples.length }).toEqual({ name, examples: 1 });
    }
  });

  test.each(named)('%s leads on to routes that take an id', (_, { responses }) => {
    for (const name of Object.keys(responses[200]?.links ?? {})) expect(routes[name]?.path).toMatch(/\{id\}/);
  });

  test.each(named)(
    '%s takes a key where it writes or is guarded, may take one where it reads, or is open',
    (name, said) => {
      const route = routes[name] as Route;
      const { security, responses } = said;
      expect(security).toEqual(takesKey(route) ? [{ key: [] }] : route.open ? undefined : [{}, { key: [] }]);
      expect(['401' in responses, '403' in responses]).toEqual([!route.open, !route.open]);
      expect('429' in responses).toBe(!route.path.startsWith('/health/'));
    },
  );
});

describe('openApiDocument', () => {
  const route: Route = {
    method: 'GET',
    path: '/things/{id}',
    summary: 'Things.',
    example: '/things/a%20b?size=7',
    params: z.strictObject({ id: z.string().describe('The id.') }),
    query: z.strictObject({ size: integer('size', 1, 9).default(3), select: selection(['one', 'two']) }),
    response: z.strictObject({ one: z.int().meta({ id: 'One' }) }),
    downloads: { csv: 'text/csv; charset=utf-8' },
    constant: true,
    errors: ['moved', 'gone'],
    links: { things: '$response.body#/one' },
  };
  const document = openApiDocument('1.2.3', { things: route, change: { ...route, method: 'POST', writes: true } });
  const [get, post] = operationsOf(document) as [Operation, Operation];

  test('writes query parameters as a URL carries them, with the values of the example', () => {
    expect(get.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, example: 'a b' },
      { name: 'size', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9, default: 3 }, example: 7 },
      { name: 'select', style: 'form', explode: false, schema: { type: 'array', items: { enum: ['one', 'two'] } } },
    ]);
  });

  test('documents the statuses that follow from what the route is', () => {
    expect(Object.keys(get.responses).join(' ')).toBe('200 301 304 400 401 403 408 410 429 431 500');
    expect(Object.keys(post.responses).join(' ')).toBe('200 308 400 401 403 408 410 412 429 431 500');
  });

  test('documents files, links and named schemas', () => {
    expect(get.responses[200]).toMatchObject({
      headers: { ETag: {}, 'Content-Disposition': {}, 'Ideascope-Count': { schema: { type: 'integer' } } },
      content: {
        'application/json': { schema: { properties: { one: { $ref: '#/components/schemas/One' } } } },
        'text/csv': { schema: { type: 'string' } },
      },
      links: { things: { operationId: 'things', parameters: { id: '$response.body#/one' } } },
    });
    expect(document.components.schemas?.One).toEqual({ type: 'integer' });
  });

  test('refuses two schemas of one name', () => {
    const other = { ...route, response: z.strictObject({ one: z.string().meta({ id: 'One' }) }) };
    expect(() => openApiDocument('1.2.3', { things: route, other })).toThrow('two schemas have the id One');
  });
});
