// Where an embedded part finds its service, and what its links say to the host.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { headingLevelOf, limitOf, openedBy, serviceAddress } from '../../../web/embed/addresses.js';
import { explain } from '../../../web/embed/explain.js';
import { graphHref, type ThingType, thingHref } from '../../../web/hrefs.js';
import { searchHref } from '../../../web/search/state.js';

const PAGE = 'https://portal.example/people/1';
const SCRIPT = 'https://papers.example/ideascope/embed.js?v=2';

describe('the service', () => {
  test('is where the script came from, below whatever path', () => {
    expect(serviceAddress(null, SCRIPT, PAGE)).toBe('https://papers.example/ideascope/');
    expect(serviceAddress('  ', SCRIPT, PAGE)).toBe('https://papers.example/ideascope/');
  });

  test('is where the attribute says, with or without a slash', () => {
    for (const said of ['https://other.example/x', 'https://other.example/x/', ' https://other.example/x//?a=b#c ']) {
      expect(serviceAddress(said, SCRIPT, PAGE)).toBe('https://other.example/x/');
    }
    expect(serviceAddress('/search', SCRIPT, PAGE)).toBe('https://portal.example/search/');
  });

  test('is nothing that cannot be asked', () => {
    for (const said of ['javascript:alert(1)', 'data:,x', 'file:///etc', 'http://', 'https://a b']) {
      expect([said, serviceAddress(said, SCRIPT, PAGE)]).toEqual([said, undefined]);
    }
  });
});

describe('an opened link', () => {
  const service = 'https://papers.example/ideascope/';

  test('names the thing that it is of, whatever its id', () => {
    const types: ThingType[] = ['work', 'author', 'topic', 'institution', 'source'];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.string({ minLength: 1 }), (type, id) => {
        const opened = openedBy(service, thingHref(type, id));
        expect(opened).toMatchObject({ type, id });
        expect(opened.href.startsWith(`${service}${type}/`)).toBe(true);
      }),
    );
  });

  test('names the middle of a graph, and nothing of a search', () => {
    expect(openedBy(service, graphHref('author', 'author:a'))).toMatchObject({ type: 'graph', id: 'author/author:a' });
    expect(openedBy(service, `${thingHref('author', 'author:a')}?works=all`)).toEqual({
      type: 'author',
      id: 'author:a',
      href: `${service}author/author:a?works=all`,
    });
    expect(openedBy(service, searchHref({ q: 'knots' }))).toMatchObject({ type: 'search', id: '' });
  });
});

test('numbers in attributes that make no sense are the usual ones', () => {
  expect([limitOf('3'), limitOf('1000'), limitOf('0'), limitOf('x'), limitOf('2.5'), limitOf(null)]).toEqual([
    3, 50, 5, 5, 5, 5,
  ]);
  expect([headingLevelOf('1'), headingLevelOf('4'), headingLevelOf('6'), headingLevelOf(null)]).toEqual([1, 4, 2, 2]);
});

test('who runs the service or the page is told what to set', () => {
  const told = (cause: Parameters<typeof explain>[0]) => {
    const { title, text } = explain(cause, 'https://papers.example/ideascope/', 'https://portal.example');
    return `${title}. ${text}`;
  };
  expect(told('origin')).toMatch(/pages of https:\/\/portal\.example .*papers\.example .*CORS_ORIGINS/);
  expect(told('policy')).toMatch(/Content-Security-Policy.*https:\/\/papers\.example in connect-src/);
  expect(told('silent')).toMatch(/does not answer/);
  expect(told('offline')).toMatch(/offline/);
});
