// Path lengths: breadth-first search over the graph of co-authors, spelled out, is the judge.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/domain/work.js';
import { bondsOf } from '../../../src/search/collaborators.js';
import { pathLengths } from '../../../src/search/paths.js';
import { arbitraryPublications, deriveFrom, PEOPLE, peopleOf, workBy } from '../../support/derived-library.js';

/** Steps from a person to everybody, however far. */
function distancesFrom(person: string, works: readonly Work[]): Map<string, number> {
  const distances = new Map([[person, 0]]);
  let front = [person];
  for (let step = 1; front.length > 0; step++) {
    const next = works.filter((work) => peopleOf([work]).some((id) => front.includes(id)));
    front = peopleOf(next).filter((id) => !distances.has(id));
    for (const id of front) distances.set(id, step);
  }
  return distances;
}

const coauthorsOf = (person: string, works: readonly Work[]) =>
  bondsOf(
    person,
    works.filter((work) => peopleOf([work]).includes(person)),
  ).map(({ id }) => id);

describe('pathLengths', () => {
  test('a chain of works: 1, 2, 3, and nothing beyond', async () => {
    const works = [
      workBy('w1', ['a', 'b']),
      workBy('w2', ['b', 'c']),
      workBy('w3', ['c', 'd']),
      workBy('w4', ['d', 'e']),
    ];
    const lengths = await pathLengths(await deriveFrom(works), ['b'], ['b', 'c', 'd', 'e', 'nobody']);
    expect([...lengths]).toEqual([
      ['b', 1],
      ['c', 2],
      ['d', 3],
      ['e', null],
      ['nobody', null],
    ]);
  });

  test('nobody is asked about without people to ask about, and without co-authors nobody is near', async () => {
    const deps = await deriveFrom([workBy('w1', ['a']), workBy('w2', ['b', 'c'])]);
    expect([...(await pathLengths(deps, [], ['b']))]).toEqual([['b', null]]);
    expect((await pathLengths(deps, ['b'], [])).size).toBe(0);
  });

  test('is breadth-first search, up to three steps', async () => {
    const cases = fc.asyncProperty(arbitraryPublications, fc.constantFrom(...PEOPLE), async (works, person) => {
      const deps = await deriveFrom(works);
      const others = PEOPLE.filter((id) => id !== person);
      const found = await pathLengths(deps, coauthorsOf(person, works), others);
      const distances = distancesFrom(person, works);
      for (const id of others) {
        const distance = distances.get(id) ?? Number.POSITIVE_INFINITY;
        expect([id, found.get(id)]).toEqual([id, distance <= 3 ? distance : null]);
      }
    });
    await fc.assert(cases, { numRuns: 60 });
  });
});
