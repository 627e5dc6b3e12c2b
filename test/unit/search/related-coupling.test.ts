// Citation ties: a worked example, bounds and independence of order, and who is cited together.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { citedTogether, isTied, tiesTo } from '../../../src/search/coupling.js';
import { makeWork } from '../../support/works.js';

const citing = (id: string, ...referenced_works: string[]) => makeWork({ id, referenced_works });

describe('tiesTo', () => {
  const seed = citing('seed', 'x', 'y', 'old');
  const pool = [
    citing('same', 'x', 'y', 'z'),
    citing('half', 'x', 'q'),
    citing('old'),
    citing('new', 'seed', 'half'),
    citing('newer', 'seed', 'half', 'old'),
    citing('stranger', 'q'),
  ];
  const ties = Object.fromEntries(tiesTo(seed, pool).map((one, i) => [pool[i]?.id, one]));

  test('says which works both cite, weighs rare ones more, and doubts few', () => {
    // six works; x is cited by 2 of them, y and z by 1, old by 1, q by 2
    const [common, rare] = [Math.log(1 + 6 / 2) ** 2, Math.log(1 + 6) ** 2];
    expect(ties.same?.shared).toEqual(['x', 'y']);
    expect(ties.same?.coupling).toBeCloseTo(((common + rare) / (common + 2 * rare)) * (2 / 4), 10);
    const half = common / Math.sqrt(2 * common * (common + 2 * rare));
    expect(ties.half?.coupling).toBeCloseTo(half * (1 / 3), 10);
    expect(ties.stranger).toMatchObject({ shared: [], coupling: 0 });
  });

  test('says who cites both, with doubt when few do', () => {
    expect(ties.half).toMatchObject({ together: ['new', 'newer'], cocitation: 2 / 4 });
    expect(ties.old).toMatchObject({ together: ['newer'], cocitation: 1 / 4, citedBySeed: true, cites: false });
    expect(ties.new).toMatchObject({ cites: true, citedBySeed: false });
    expect(isTied(ties.stranger as NonNullable<typeof ties.stranger>)).toBe(false);
  });

  test('goes by every id of a work', () => {
    const doi = 'https://doi.org/10.1234/seed';
    const known = { ...seed, ids: { doi } };
    expect(tiesTo(known, [citing('a', doi)])[0]?.cites).toBe(true);
    expect(tiesTo(citing('s', doi), [known])[0]?.citedBySeed).toBe(true);
  });

  const ids = ['a', 'b', 'c', 'd', 'e', 'seed'];
  const references = fc.array(fc.constantFrom(...ids), { maxLength: 8 });
  const arbitraryPool = fc.tuple(...ids.slice(0, 5).map((id) => references.map((refs) => citing(id, ...refs))));

  test('strengths are shares, of something exactly where there is something, whatever the order', () => {
    fc.assert(
      fc.property(references, arbitraryPool, (refs, works) => {
        const about = citing('seed', ...refs);
        const found = tiesTo(about, works);
        const backwards = tiesTo(about, [...works].reverse()).reverse();
        found.forEach((one, i) => {
          for (const strength of [one.coupling, one.cocitation]) expect(strength >= 0 && strength <= 1).toBe(true);
          expect([one.coupling > 0, one.cocitation > 0]).toEqual([one.shared.length > 0, one.together.length > 0]);
          expect(backwards[i]?.coupling).toBeCloseTo(one.coupling, 10);
          expect(new Set(backwards[i]?.together)).toEqual(new Set(one.together));
        });
      }),
    );
  });
});

describe('citedTogether', () => {
  test('counts what works that cite the seed cite too, most often first, without what is known', () => {
    const pool = [citing('p', 'seed', 'b', 'a', 'known'), citing('q', 'seed', 'b'), citing('r', 'c'), citing('known')];
    expect(citedTogether(citing('seed'), pool, 5)).toEqual(['b', 'a']);
    expect(citedTogether(citing('seed'), pool, 1)).toEqual(['b']);
    expect(citedTogether(citing('seed'), [], 5)).toEqual([]);
  });
});
