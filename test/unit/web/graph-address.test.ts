// The graph page's state and its address.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  GRAPH_START,
  graphAddress,
  MOST_EXPANDED,
  readGraphAddress,
  readThing,
  readTrail,
  SIZES,
  VIEWS,
  walk,
} from '../../../web/graph/address.js';
import { NODE_TYPES } from '../../../web/graph/model.js';
import { graphHref } from '../../../web/hrefs.js';

const thing = fc.record({
  type: fc.constantFrom(...NODE_TYPES),
  id: fc.string({ minLength: 1 }).filter((id) => id.trim() !== ''),
});
const searchOf = (address: string) => new URL(address, 'http://host').search;

describe('the address of a graph', () => {
  test('whatever is shown is read back', () => {
    const state = fc.record({
      around: thing,
      expanded: fc.uniqueArray(thing, { maxLength: 5, selector: ({ type, id }) => `${type}/${id}` }),
      view: fc.constantFrom(...VIEWS),
      size: fc.constantFrom(...SIZES),
      steps: fc.constantFrom(1 as const, 2 as const),
    });
    fc.assert(
      fc.property(state, ({ expanded, ...rest }) => {
        const { around } = rest;
        const others = expanded.filter(({ type, id }) => type !== around.type || id !== around.id);
        const written = { ...rest, expanded: others };
        expect(readGraphAddress(searchOf(graphAddress(written)))).toEqual(written);
      }),
    );
  });

  test('ids with slashes and colons stay readable', () => {
    const around = { type: 'work', id: 'doi:10.1/a b' } as const;
    expect(graphAddress({ around })).toBe('/graph?around=work/doi:10.1/a+b');
    expect(graphAddress({})).toBe('/graph');
    expect(readGraphAddress(searchOf(graphHref('work', 'doi:10.1/a b'))).around).toEqual(around);
  });

  test('what cannot be read is as at the start', () => {
    expect(readGraphAddress('?around=source/s1&view=x&nodes=7&steps=9&expand=&expand=nonsense')).toEqual(GRAPH_START);
    expect(readThing('author/')).toBeUndefined();
    expect(readThing('/x')).toBeUndefined();
    const many = Array.from({ length: 40 }, (_, i) => `expand=work/w${i}`).join('&');
    expect(readGraphAddress(`?${many}`).expanded).toHaveLength(MOST_EXPANDED);
    expect(readGraphAddress('?around=work/a&expand=work/a&expand=work/b&expand=work/b').expanded).toHaveLength(1);
  });
});

describe('the path', () => {
  const step = (id: string) => ({ type: 'author' as const, id, name: `Name of ${id}` });

  test('steps are added; a thing on the path is gone back to', () => {
    const first = walk([], step('a'), step('b'));
    expect(first).toEqual([step('a')]);
    const second = walk(first, step('b'), step('c'));
    expect(second).toEqual([step('a'), step('b')]);
    expect(walk(second, step('c'), step('a'))).toEqual([]);
    expect(walk(second, step('c'), step('b'))).toEqual([step('a')]);
  });

  test('the history may hold anything', () => {
    expect(readTrail(null)).toEqual([]);
    expect(readTrail({ trail: 'x' })).toEqual([]);
    expect(readTrail({ trail: [step('a'), { type: 'planet', id: 'b', name: 'c' }, 3, null] })).toEqual([step('a')]);
    expect(readTrail({ trail: Array.from({ length: 99 }, (_, i) => step(`s${i}`)) }).length).toBeLessThan(20);
  });
});
