// The types of the client: that they are those of the contract, and that wrong calls do not compile.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { z as zod } from 'zod';
import { ROUTES_FILE, renderRoutes } from '../../../scripts/client-routes.js';
import { renderShapes, SHAPES_FILE } from '../../../scripts/client-shapes.js';
import type { ROUTES } from '../../../src/api/contract.js';
import type { Route } from '../../../src/api/route.js';
import type { Answer, CallArguments, CallName, Client } from '../../../src/client/index.js';

type Routes = typeof ROUTES;
type Input<S> = S extends z.ZodType ? z.input<S> : unknown;
/** A part without members is `Record<string, never>` to zod, and adds nothing. */
type Part<R, P extends string> = P extends keyof R
  ? string extends keyof Input<R[P]>
    ? unknown
    : Input<R[P]>
  : unknown;
type Taken<R> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'> & Part<R, 'lines'>;
type Given<T> = T extends readonly (infer E)[]
  ? readonly Given<E>[]
  : T extends object
    ? { [K in keyof T]: Given<T[K]> }
    : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The calls whose types are not what the contract infers; a compiler that finds one says which. */
type OtherAnswers = {
  [N in CallName]: Same<Answer<N>, z.output<Routes[N]['response']>> extends true ? never : N;
}[CallName];
type OtherArguments = {
  [N in CallName]: unknown extends Taken<Routes[N]>
    ? never
    : Same<CallArguments<N>, Given<Taken<Routes[N]>>> extends true
      ? never
      : N;
}[CallName];
const none = <T extends never>(...differing: T[]) => differing;

/** Never called: it compiles, or it does not. */
async function wrongCalls(client: Client) {
  // @ts-expect-error no such parameter
  await client.searchWorks({ serch: 'x' });
  // @ts-expect-error one of three
  await client.searchWorks({ mode: 'fast' });
  // @ts-expect-error an id is needed
  await client.getAuthor();
  // @ts-expect-error an id is a text
  await client.getAuthor({ id: 7 });
  // @ts-expect-error a text is needed
  await client.search({ per_page: 3 });
  // @ts-expect-error null takes it away, a number is none
  await client.patchAuthor({ id: 'A1', bio: 3 });
  // @ts-expect-error no such field
  await client.putWork({ id: 'a', titel: 'x' });
  // @ts-expect-error a number
  await client.putWork({ id: 'a', year: '2020' });
  // @ts-expect-error a name is needed
  await client.putWork({ id: 'a', authors: [{ id: 'b' }] });
  // @ts-expect-error records are objects
  await client.importWorks({ works: ['x'] });
  // @ts-expect-error a query of a batch has the parameters of a search
  await client.searchBatch({ queries: [{ serch: 'x' }] });
  // @ts-expect-error it takes nothing
  await client.live({ search: 'x' });
  // @ts-expect-error no such call
  await client.searchPapers({});
  // @ts-expect-error one work has no pages
  client.pages('getWork', { id: 'W1' });
  // @ts-expect-error nothing has pages that takes nothing
  client.pages('live');
  // @ts-expect-error pages are walked by cursor
  client.pages('searchWorks', { page: 2 });
  const { meta, results } = await client.searchWorks();
  // @ts-expect-error a number
  meta.count satisfies string;
  // @ts-expect-error may be null, and absent by select
  results[0]?.title satisfies string | undefined;
  const [first] = (await client.searchBatch({ queries: [{}] })).results;
  // @ts-expect-error it may be an error instead
  first?.results;
}

const written = (file: string) => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');

describe('the types of the client', () => {
  test('are those that the contract infers', () => {
    expect([...none<OtherAnswers>(), ...none<OtherArguments>()]).toEqual([]);
    expect(wrongCalls).toBeInstanceOf(Function);
  });

  test.each([
    [ROUTES_FILE, renderRoutes],
    [SHAPES_FILE, renderShapes],
  ])('%s is what `npm run client` writes', (file, render) => {
    expect(written(file)).toBe(render());
  });

  test('what the body only says again of the path is one argument', () => {
    expect(renderShapes()).toMatch(/interface PutWorkArguments \{\n[^}]*?\bid: string;\n/);
    expect(written(SHAPES_FILE).match(/interface PutWorkArguments \{[^}]*?\n {2}id\b/g)).toHaveLength(1);
  });

  test('a name in two parts of a request is refused: arguments are given side by side', () => {
    const route: Route = {
      method: 'POST',
      path: '/things/{id}',
      summary: '',
      example: '',
      params: zod.strictObject({ id: zod.string() }),
      query: zod.strictObject({}),
      body: zod.strictObject({ id: zod.string() }),
      response: zod.strictObject({}),
    };
    expect(() => renderRoutes({ putThing: route })).toThrow('putThing takes id in two parts');
  });
});
