// The check of answers against openapi.json sees what is not as documented.
import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../../support/openapi-answers.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const live = { status: 200, headers: JSON_TYPE, body: { status: 'live' } };
const moved = {
  status: 301,
  headers: { ...JSON_TYPE, location: '/authors/A2' },
  body: { error: 'moved', message: 'x' },
};

describe('faultsOf', () => {
  test.each([
    ['an answer', live, 'GET', '/health/live?x'],
    ['a redirect', moved, 'GET', '/authors/A1'],
    [
      'an error where there is no route',
      { ...live, status: 404, body: { error: 'not_found', message: 'x' } },
      'GET',
      '/x',
    ],
  ])('%s as documented has none', (_, answer, method, path) => {
    expect(faultsOf(answer, method, path)).toEqual([]);
  });

  test.each([
    ['another body', { ...live, body: { status: 'dead' } }, '/health/live', /constant/],
    ['a property more', { ...live, body: { status: 'live', more: 1 } }, '/health/live', /additional/],
    ['another status', { ...live, status: 418 }, '/health/live', /418/],
    ['another type', { ...live, headers: { 'content-type': 'text/html' } }, '/health/live', /text\/html/],
    ['no header', { ...moved, headers: JSON_TYPE }, '/authors/A1', /Location/],
    ['a code of another status', { ...moved, body: { error: 'gone', message: 'x' } }, '/authors/A1', /allowed values/],
    ['a redirect of what does not move', moved, '/works/W1', /301/],
    ['an error without a message', { ...live, status: 404, body: { error: 'not_found' } }, '/x', /message/],
  ])('%s is one', (_, answer, path, fault) => {
    expect(faultsOf(answer, 'GET', path).join()).toMatch(fault);
  });
});
