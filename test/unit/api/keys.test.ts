// Keys: who may write, and what is said to whom may not.
import { describe, expect, test } from '@jest/globals';
import { keyCheck } from '../../../src/api/keys.js';

const KEYS = ['first-key-of-the-test', 'other-key-of-the-test'];

describe('keyCheck', () => {
  test.each([
    'Bearer first-key-of-the-test',
    'Bearer other-key-of-the-test',
    'bearer first-key-of-the-test',
    'Bearer   first-key-of-the-test ',
  ])('lets %s through', (header) => {
    expect(() => keyCheck(KEYS)(header)).not.toThrow();
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'first-key-of-the-test',
    'Basic first-key-of-the-test',
    'Bearer first-key-of-the-tes',
    'Bearer first-key-of-the-test2',
    'Bearer FIRST-KEY-OF-THE-TEST',
    'Bearer first-key-of-the-test,other-key-of-the-test',
    'Bearer first-key-of-the-test other-key-of-the-test',
  ])('refuses %s', (header) => {
    let error: unknown;
    try {
      keyCheck(KEYS)(header);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'unauthorized', status: 401 });
    // what was sent is not repeated
    expect(String(error)).not.toContain('key-of-the-test');
  });

  test.each(['Bearer first-key-of-the-test', 'Bearer ', undefined])('without keys nobody may write (%s)', (header) => {
    expect(() => keyCheck([])(header)).toThrow(/API_KEYS/);
  });
});
