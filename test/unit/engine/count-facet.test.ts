// Facet counts of one column, against counting in a map.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareKeys } from '../../../src/domain/order.js';
import { membersOf } from '../../../src/engine/builtin/bitset.js';
import { KeywordColumn } from '../../../src/engine/builtin/columns.js';
import { countFacet } from '../../../src/engine/builtin/count-facet.js';
import { Scratch } from '../../../src/engine/builtin/scratch.js';
import type { FacetBucket } from '../../../src/engine/engine.js';

/** One for all counts, as in the engine: what an earlier count left behind must not show. */
const scratch = new Scratch();

type Key = string | number;
/** The keys of a column are all strings or all numbers. */
const KEYS: readonly fc.Arbitrary<Key>[] = [fc.constantFrom('a', 'b', 'B', 'c1', 'é', ''), fc.nat(6)];

/** Some keys have a name for people. */
const labelOf = (key: Key): string | undefined => (key === 'b' || key === 3 ? `name of ${key}` : undefined);

function columnOf(docs: readonly (readonly Key[])[], multiple = true): KeywordColumn {
  const column = new KeywordColumn({
    type: docs.flat().some((key) => typeof key === 'number') ? 'integer' : 'keyword',
    multiple,
  });
  docs.forEach((keys, doc) => {
    const values = keys.map((key) => {
      const label = labelOf(key);
      return label === undefined ? { key } : { key, label };
    });
    column.push(doc, values);
  });
  return column;
}

function expected(
  docs: readonly (readonly Key[])[],
  chosen: readonly number[],
  size: number,
  selected: readonly Key[],
): FacetBucket[] {
  const known = new Set(docs.flat());
  const counts = new Map<Key, number>();
  for (const doc of chosen) for (const key of new Set(docs[doc])) counts.set(key, (counts.get(key) ?? 0) + 1);
  const byCount = (a: Key, b: Key) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || compareKeys(a, b);
  const ranked = [...counts.keys()].sort(byCount);
  const others = [...new Set(selected)].filter((key) => !ranked.slice(0, size).includes(key)).sort(byCount);
  return [...ranked.slice(0, size), ...others].map((key) => {
    const label = (known.has(key) ? labelOf(key) : undefined) ?? String(key);
    return { key, label, count: counts.get(key) ?? 0, selected: selected.includes(key) };
  });
}

describe('countFacet', () => {
  test.each([
    ['strings', KEYS[0]],
    ['numbers', KEYS[1]],
  ])('counts every value once per work, the first ones and the selected ones: of %s', (_, arbitraryKey) => {
    const key = arbitraryKey as fc.Arbitrary<Key>;
    const property = fc.property(
      fc.array(fc.array(key, { maxLength: 5 }), { maxLength: 60 }),
      fc.infiniteStream(fc.boolean()),
      fc.nat(8),
      fc.array(fc.oneof(key, fc.constant('never')), { maxLength: 4 }),
      (docs, coin, size, selected) => {
        const chosen = Array.from(docs.keys()).filter(() => coin.next().value);
        const facet = countFacet(columnOf(docs), Uint32Array.from(chosen), { field: 'f', size }, selected, scratch);
        expect(facet).toEqual(expected(docs, chosen, size, selected));
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  test.each([3, 400])('of a field with one value at most, of %i different ones', (values) => {
    const property = fc.property(
      fc.array(fc.array(fc.nat(values), { maxLength: 1 }), { maxLength: 900, size: 'max' }),
      fc.infiniteStream(fc.boolean()),
      fc.nat(8),
      (docs, coin, size) => {
        const column = columnOf([...docs, [], []], false);
        const chosen = Array.from(docs.keys()).filter(() => coin.next().value);
        const facet = countFacet(column, Uint32Array.from(chosen), { field: 'f', size }, [], scratch);
        expect(facet).toEqual(expected(docs, chosen, size, []));
        const having = (key: number) => membersOf(column.having([key], docs.length));
        const with3 = Array.from(docs.keys()).filter((doc) => docs[doc]?.includes(3));
        expect(Array.from(having(3))).toEqual(with3);
        const present = Array.from(membersOf(column.present(docs.length)));
        expect(present).toEqual(Array.from(docs.keys()).filter((doc) => docs[doc]?.length === 1));
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  test('a column that was dumped and loaded counts the same', () => {
    const docs = [['a', 'c'], ['b'], [], ['a', 'a', 'b']];
    const column = KeywordColumn.load(structuredClone(columnOf(docs).dump()));
    const buckets = countFacet(column, Uint32Array.of(0, 1, 3), { field: 'f', size: 10 }, [], scratch);
    expect(buckets).toEqual(expected(docs, [0, 1, 3], 10, []));
  });
});
