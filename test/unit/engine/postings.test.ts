// Many growing lists in one arena, against arrays of arrays.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Postings } from '../../../src/engine/builtin/postings.js';

const LISTS = 12;
const arbitraryPushes = fc.array(fc.tuple(fc.nat(LISTS - 1), fc.integer({ min: 0, max: 0xffffffff })), {
  maxLength: 600,
  size: 'max',
});
type Pushes = readonly (readonly [number, number])[];

function pushAll(postings: Postings, lists: number[][], pushes: Pushes): void {
  for (const [list, value] of pushes) {
    postings.push(list, value);
    lists[list]?.push(value);
  }
}

function listOf(postings: Postings, list: number): number[] {
  const [start, end] = postings.range(list);
  return Array.from(postings.data.subarray(start, end));
}

function listsOf(postings: Postings): number[][] {
  return Array.from({ length: LISTS }, (_, list) => {
    return listOf(postings, list);
  });
}

const none = (): number[][] => Array.from({ length: LISTS }, () => []);

describe('postings', () => {
  test('lists hold what was pushed, in order', () => {
    fc.assert(
      fc.property(arbitraryPushes, (pushes) => {
        const [postings, lists] = [new Postings(), none()];
        pushAll(postings, lists, pushes);
        expect(listsOf(postings)).toEqual(lists);
      }),
    );
  });

  test('a loaded dump is the same and grows on', () => {
    fc.assert(
      fc.property(arbitraryPushes, arbitraryPushes, (before, after) => {
        const [postings, lists] = [new Postings(), none()];
        pushAll(postings, lists, before);
        const loaded = Postings.load(structuredClone(postings.dump()));
        expect(listsOf(loaded)).toEqual(lists);
        pushAll(loaded, lists, after);
        expect(listsOf(loaded)).toEqual(lists);
      }),
    );
  });

  test('blocks that lists have outgrown are used again', () => {
    const postings = new Postings();
    for (let list = 0; list < 64; list++) {
      for (let i = 0; i < 8; i++) postings.push(list, i);
      postings.reuse(postings.takeLeft());
    }
    const { arena } = postings.dump();
    // 64 lists of 8 need 512 cells; blocks left behind serve the lists that come later
    expect(arena.length).toBeLessThan(2 * 512);
  });

  test('a reader sees the lists as they were until the blocks that they have left are used again', () => {
    fc.assert(
      fc.property(arbitraryPushes, arbitraryPushes, (before, after) => {
        const [postings, lists] = [new Postings(), none()];
        pushAll(postings, lists, before);
        const reader = Postings.load(postings.view());
        const ranges = Array.from({ length: LISTS }, (_, list) => reader.range(list));
        pushAll(postings, none(), after);
        const read = ranges.map((range) => Array.from(reader.data.subarray(...range)));
        expect(read).toEqual(lists);
      }),
    );
  });

  test('a list that was never written is empty', () => {
    const postings = new Postings();
    postings.push(3, 7);
    expect([0, 3, 4, 1000].map((list) => postings.length(list))).toEqual([0, 1, 0, 0]);
  });
});
