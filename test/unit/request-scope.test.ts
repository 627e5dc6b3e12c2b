// Unit tests of src/request-scope.ts: whose request it is, the time of its steps, and its end.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { currentRequest, forRequest, RequestScope, step } from '../../src/request-scope.js';

function scope(id = 'a'): { readonly scope: RequestScope; readonly gone: AbortController } {
  const gone = new AbortController();
  return { scope: new RequestScope(id, gone.signal), gone };
}

test('requests under way at the same time each find their own', async () => {
  const seen = await Promise.all(
    ['a', 'b', 'c'].map((id) =>
      forRequest(scope(id).scope, async () => {
        await sleep(Math.random() * 5);
        return currentRequest()?.id;
      }),
    ),
  );
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(currentRequest()).toBeUndefined();
});

test('steps are timed in their order, added up, and also where they fail', async () => {
  const { scope: one } = scope();
  await forRequest(one, async () => {
    await step('hydrate', () => sleep(5));
    await step('retrieve', () => sleep(5));
    await step('retrieve', () => sleep(20));
    await expect(step('fuse', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
  expect(Object.keys(one.steps)).toEqual(['retrieve', 'fuse', 'hydrate']);
  // timers may be a millisecond early
  expect(one.steps.retrieve).toBeGreaterThan(20);
});

test('when the client is gone no further step begins', async () => {
  const { scope: one, gone } = scope();
  await forRequest(one, async () => {
    await step('understand', () => gone.abort());
    await expect(step('retrieve', () => 1)).rejects.toMatchObject({ code: 'client_gone' });
  });
  expect(Object.keys(one.steps)).toEqual(['understand']);
});

test('without a request a step is only done', async () => {
  expect(await step('fuse', () => 7)).toBe(7);
});

test('dozens of searches may wait for one request, without a warning of leaks', async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error) => warnings.push(warning);
  process.on('warning', listen);
  const { scope: one } = scope();
  for (let i = 0; i < 50; i++) one.signal.addEventListener('abort', () => i);
  one.finishAnyway();
  for (let i = 0; i < 50; i++) one.signal.addEventListener('abort', () => i);
  await sleep(10);
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});
