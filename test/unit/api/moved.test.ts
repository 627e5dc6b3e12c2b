// Redirects: the same request under another id, whatever the id holds.
import { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { answerMoved } from '../../../src/api/moved.js';

function answered(method: string, originalUrl: string, path: string, id: string) {
  const response = new ServerResponse({ method, httpVersionMajor: 1, httpVersionMinor: 1 } as never);
  answerMoved({ method, originalUrl }, response, path, id);
  return { status: response.statusCode, location: response.getHeader('Location') };
}

describe('answerMoved', () => {
  test.each([
    ['GET', '/authors/A1', '/authors/{id}', 'https://openalex.org/A2', 301, '/authors/https%3A%2F%2Fopenalex.org%2FA2'],
    ['HEAD', '/authors/A1?', '/authors/{id}', 'a b', 301, '/authors/a%20b?'],
    [
      'GET',
      '/authors/A1/works?filter=x:a%26b&page=2',
      '/authors/{id}/works',
      'p/works',
      301,
      '/authors/p%2Fworks/works?filter=x:a%26b&page=2',
    ],
    ['GET', '/authors/A1?a=?', '/authors/{id}', '$&', 301, '/authors/%24%26?a=?'],
    ['PATCH', '/authors/A1', '/authors/{id}', 'x', 308, '/authors/x'],
    ['POST', '/authors/A1/merge', '/authors/{id}/merge', 'x', 308, '/authors/x/merge'],
  ])('%s %s', (method, url, path, id, status, location) => {
    expect(answered(method, url, path, id)).toEqual({ status, location });
  });
});
