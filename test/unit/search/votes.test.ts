// Votes as properties: what more evidence, another order and many works do to a person's score.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Ballot, countVotes } from '../../../src/search/votes.js';

const people = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const worths = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const ballots = fc
  .array(fc.record({ worth: worths, authors: fc.array(people, { maxLength: 4 }) }), { maxLength: 40 })
  .map((list) => list.map((one, i): Ballot => ({ id: `w${i}`, ...one })));

const scoresOf = (list: readonly Ballot[]) => new Map(countVotes(list).map(({ id, score }) => [id, score]));
const alone = (count: number, worth = 1) =>
  Array.from({ length: count }, (_, i): Ballot => ({ id: `w${i}`, worth, authors: ['a'] }));

describe('countVotes', () => {
  test('the order of the works is of no account', () => {
    const shuffled = ballots.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(fc.property(shuffled, ([list, other]) => expect(countVotes(other)).toEqual(countVotes(list))));
  });

  test('one more work of a person alone lowers neither their score nor their rank', () => {
    fc.assert(
      fc.property(ballots, people, worths, (list, author, worth) => {
        const more = [...list, { id: 'more', worth, authors: [author] }];
        expect(scoresOf(more).get(author) ?? 0).toBeGreaterThanOrEqual(scoresOf(list).get(author) ?? 0);
        const rank = (of: readonly Ballot[]) => countVotes(of).findIndex(({ id }) => id === author);
        const before = rank(list);
        if (before >= 0) expect(rank(more)).toBeLessThanOrEqual(before);
      }),
    );
  });

  test('a work that is worth more lowers no author of it', () => {
    fc.assert(
      fc.property(ballots, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (list, at, raise) => {
        const i = at % Math.max(1, list.length);
        const raised = list.map((one, k) => (k === i ? { ...one, worth: one.worth + raise * (1 - one.worth) } : one));
        const before = scoresOf(list);
        for (const [id, score] of scoresOf(raised)) expect(score).toBeGreaterThanOrEqual((before.get(id) ?? 0) - 1e-12);
      }),
    );
  });

  test('scores are between 0 and 1 and fall along the list, equal ones by id', () => {
    fc.assert(
      fc.property(ballots, (list) => {
        const found = countVotes(list);
        for (const [i, one] of found.entries()) {
          expect(one.score).toBeGreaterThanOrEqual(0);
          expect(one.score).toBeLessThanOrEqual(1);
          const next = found[i + 1];
          if (next) expect(one.score > next.score || (one.score === next.score && one.id < next.id)).toBe(true);
        }
      }),
    );
  });
});

describe('countVotes, case by case', () => {
  test('each further work of a person adds less, and nothing behind the tenth', () => {
    const squares = Array.from({ length: 14 }, (_, i) => (countVotes(alone(i))[0]?.score ?? 0) ** 2);
    const gains = squares.slice(1).map((square, i) => square - (squares[i] as number));
    for (const [i, gain] of gains.entries()) {
      if (i >= 10) expect(gain).toBe(0);
      else if (i > 0) expect(gain).toBeLessThan(gains[i - 1] as number);
      else expect(gain).toBeGreaterThan(0);
    }
    expect(squares[10]).toBe(1);
  });

  test('one work at the point outweighs any number that touch it', () => {
    const list = [...alone(1, 1), ...alone(50, 0.5).map((one) => ({ ...one, id: `x${one.id}`, authors: ['b'] }))];
    expect(countVotes(list).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('a person named twice on a work votes once, and a work worth nothing is no vote', () => {
    const [twice] = countVotes([{ id: 'w', worth: 0.8, authors: ['a', 'a'] }]);
    const [once] = countVotes([{ id: 'w', worth: 0.8, authors: ['a'] }]);
    expect(twice?.score).toBe(once?.score);
    expect(twice?.ballots).toHaveLength(1);
    expect(countVotes([{ id: 'w', worth: 0, authors: ['a'] }])).toEqual([]);
  });

  test('works are shown best first, equal ones by id', () => {
    const list = [
      { id: 'w2', worth: 0.5, authors: ['a'] },
      { id: 'w1', worth: 0.5, authors: ['a'] },
      { id: 'w3', worth: 0.9, authors: ['a'] },
    ];
    expect(countVotes(list)[0]?.ballots.map(({ id }) => id)).toEqual(['w3', 'w1', 'w2']);
  });
});
