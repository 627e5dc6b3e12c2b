// Addresses of a profile and of the list of all its works.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { movedTo, nameInId, pagesOf, readWorksList, worksHref } from '../../../web/profile/addresses.js';

describe('the list of all works', () => {
  test('is in the address: what is written is read', () => {
    const list = fc.record({ q: fc.string().filter((q) => q.trim() !== ''), page: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), list, (id, asked) => {
        const url = new URL(worksHref(id, asked), 'http://service.test');
        expect(url.pathname.startsWith('/author/')).toBe(true);
        expect(readWorksList(url.search)).toEqual(asked);
      }),
    );
  });

  test('is not asked for otherwise, and a page that is none is the first', () => {
    expect(worksHref('author:a')).toBe('/author/author:a?works=all');
    expect([readWorksList(''), readWorksList('?q=x&page=2'), readWorksList('?works=some')]).toEqual(
      Array(3).fill(undefined),
    );
    for (const page of ['0', '-1', '1.5', 'x', '', 'Infinity']) {
      expect(readWorksList(`?works=all&page=${page}`)).toEqual({ q: '', page: 1 });
    }
  });
});

describe('the id in the address', () => {
  test('becomes the one that has answered', () => {
    expect(movedTo('author:old', 'author:new')).toBe('author:new');
    expect(movedTo('orcid:0000-0002-1825-0097', 'author:new')).toBe('author:new');
  });

  test('stays where it is right, also in its short form', () => {
    expect(movedTo('author:a', 'author:a')).toBeUndefined();
    expect(movedTo('A5023888391', 'https://openalex.org/A5023888391')).toBeUndefined();
    expect(movedTo('a5023888391', 'https://openalex.org/A5023888391')).toBeUndefined();
    expect(movedTo('author:a', undefined)).toBeUndefined();
  });
});

test('a name is guessed from an id that is made of one, and from no other', () => {
  const ids = ['author:jane-doe', 'author:zoë-näme~2', 'https://openalex.org/A1', 'A5023888391', 'author:', ''];
  expect(ids.map(nameInId)).toEqual(['jane doe', 'zoë näme', '', '', '', '']);
});

test('pages are counted to the last that can be reached, and there is always one', () => {
  expect([pagesOf(0, 20), pagesOf(20, 20), pagesOf(21, 20)]).toEqual([1, 1, 2]);
});
