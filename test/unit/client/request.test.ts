// Arguments of the client → path, query and body: each in its place, whatever they contain.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestOf } from '../../../src/client/request.js';
import { TABLE } from '../../../src/client/routes.js';

const HOST = 'http://127.0.0.1:3000';

describe('requestOf', () => {
  test('an id arrives as it is, and leads nowhere else', () => {
    const ids = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '.',
        '..',
        '...',
        'a/../b',
        '%2e%2e',
        'x?y#z',
        'people/works',
        '../..',
        ' ',
        'é',
        '深/学',
        '\\..\\',
      ),
    );
    fc.assert(
      fc.property(ids, (id) => {
        if (id.trim() === '' || id === '.' || id === '..') {
          expect(() => requestOf(TABLE.getWork, { id })).toThrow(/^id must be/);
          return;
        }
        const { pathname, search, hash } = new URL(HOST + requestOf(TABLE.getWork, { id }).target);
        const [, works, part, ...more] = pathname.split('/');
        expect({ works, id: decodeURIComponent(part ?? ''), more, search, hash }).toEqual({
          works: 'works',
          id,
          more: [],
          search: '',
          hash: '',
        });
      }),
    );
  });

  test('half a surrogate pair is no id', () => {
    expect(() => requestOf(TABLE.getWork, { id: '\ud800' })).toThrow('id contains half a surrogate pair');
  });

  test('parameters arrive as they are', () => {
    const values = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), values), (args) => {
        const { searchParams } = new URL(HOST + requestOf(TABLE.searchWorks, args).target);
        const expected = Object.entries(args).map(([name, value]) => [name, String(value)]);
        expect([...searchParams]).toEqual(expected);
      }),
    );
  });
});

describe('requestOf, of many records', () => {
  test('records arrive as lines', () => {
    const works = [{ id: 'a', title: 'x\ny' }, { id: '深' }];
    const { target, body = '' } = requestOf(TABLE.importWorks, { works, format: 'jsonl' });
    expect(target).toBe('/works?format=jsonl');
    expect(
      body
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as unknown),
    ).toEqual(works);
    expect(() => requestOf(TABLE.importWorks, { works: 'x' })).toThrow('works must be a list of records');
  });
});

describe('requestOf, by route', () => {
  test('lists are joined by commas in a query, and stay lists in a body', () => {
    expect(requestOf(TABLE.searchWorks, { facets: ['type', 'language'], page: 2, search: undefined })).toEqual({
      target: '/works?facets=type%2Clanguage&page=2',
      body: undefined,
    });
    expect(requestOf(TABLE.searchWorksByText, { facets: ['type', 'language'], search: undefined })).toEqual({
      target: '/works/search',
      body: '{"facets":["type","language"]}',
    });
  });

  test('each argument goes where its route takes it; null stays in a body, where it takes something away', () => {
    const args = { id: 'A1', select: ['id', 'bio'], bio: null, open_to_collaborate: true };
    expect(requestOf(TABLE.patchAuthor, args)).toEqual({
      target: '/authors/A1?select=id%2Cbio',
      body: '{"bio":null,"open_to_collaborate":true}',
    });
    expect(requestOf(TABLE.splitAuthor, { id: 'A1' })).toEqual({ target: '/authors/A1/split', body: '{}' });
    expect(requestOf(TABLE.searchWorks, { filter: null })).toEqual({ target: '/works', body: undefined });
  });

  test('what a query cannot carry is refused by name', () => {
    expect(() => requestOf(TABLE.searchWorks, { filter: { type: 'article' } })).toThrow(/^filter must be a text/);
    expect(() => requestOf(TABLE.getWork, { id: 7 })).toThrow(/^id must be a text/);
    expect(() => requestOf(TABLE.getWork, {})).toThrow(/^id must be a text/);
  });
});
