// What a request costs, as far as it can be told before anything of it is read: every route of the contract by its example.
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { costOfRoute } from '../../../../src/api/admission/costs.js';
import { costOfArriving } from '../../../../src/api/admission/door.js';
import { ROUTES } from '../../../../src/api/contract.js';
import type { Route } from '../../../../src/api/route.js';

const costOf = (method: string, url: string, headers: Record<string, string> = {}) =>
  costOfArriving({ method, url, headers } as unknown as IncomingMessage);

describe('the door', () => {
  test.each(Object.entries(ROUTES) as [string, Route][])('knows %s by its address', (_, route) => {
    const [path = '/'] = route.example.split(' with ');
    expect(costOf(route.method, path)).toBe(costOfRoute(route));
  });

  test.each([
    ['GET', '/works?search=a', 'light'],
    ['HEAD', '/works?search=a', 'light'],
    ['GET', '/WORKS/?format=json', 'light'],
    ['GET', '/works?format=csv', 'heavy'],
    ['GET', '/works?search=format=csv', 'light'],
    ['GET', '/authors/a/b/works?search=a&format=ris', 'heavy'],
    ['GET', '/works?search=a&explain=true', 'heavy'],
    ['GET', '/works?search=a&rerank=false', 'light'],
    ['GET', '/works/https://doi.org/10.1/x/graph', 'heavy'],
    ['GET', '/autocomplete?q=format=csv', 'quick'],
    ['POST', '/works', 'upload'],
    ['PUT', '/works/own:1', 'write'],
    ['GET', '/health/live', undefined],
    ['GET', '/health/ready', undefined],
    ['GET', '/admin/status', undefined],
    ['GET', '/openapi.json', undefined],
    ['GET', '/nowhere', undefined],
  ])('%s %s is %s', (method, url, cost) => {
    expect(costOf(method, url)).toBe(cost);
  });

  test('a long text is heavy, a short one is not', () => {
    expect(costOf('POST', '/works/search', { 'content-length': '300' })).toBe('light');
    expect(costOf('POST', '/works/search', { 'content-length': '20000' })).toBe('heavy');
  });
});
