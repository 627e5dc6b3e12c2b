// Bonds between people: worked cases, the formula spelled out over random works, pages, and a platform's page as a case.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/domain/work.js';
import { bondsOf, CLOSE_STRENGTH, CLOSE_WORKS, collaborators, HALF_LIFE } from '../../../src/search/collaborators.js';
import { allOwnWorks, ownWorks } from '../../../src/search/own-works.js';
import { arbitraryPublications, deriveFrom, PEOPLE, peopleOf, workBy } from '../../support/derived-library.js';

const strengths = (works: readonly Work[]) =>
  Object.fromEntries(bondsOf('a', works).map(({ id, strength }) => [id, strength]));

describe('bondsOf', () => {
  test('a work of n people adds 1 / (n − 1) to each bond, unidentified people included', () => {
    const unknown = { author_position: 'last', author: { display_name: 'Somebody' }, institutions: [] } as const;
    const [plain] = [workBy('w2', ['a', 'b'])];
    const works = [workBy('w1', ['a', 'b', 'c']), { ...plain, authorships: [...plain.authorships, unknown] }];
    expect(strengths(works as Work[])).toEqual({ b: 1 / 2 + 1 / 2, c: 1 / 2 });
  });

  test('what is older by the half-life counts half, from the latest work of the person on', () => {
    const works = [
      workBy('w1', ['a', 'b'], { publication_year: 2020 - HALF_LIFE }),
      workBy('w2', ['a'], { publication_year: 2020 }),
    ];
    expect(strengths(works)).toEqual({ b: 1 / 2 });
  });

  test('a person who is named twice is one person, and nobody works with themselves', () => {
    expect(strengths([workBy('w1', ['a', 'b', 'b', 'a'])])).toEqual({ b: 1 });
  });

  test('a single work makes nobody close, long lists of authors neither', () => {
    const many = Array.from({ length: 60 }, (_, i) => `m${i}`);
    const works = [
      workBy('w1', ['a', 'once']),
      ...Array.from({ length: 5 }, (_, i) => workBy(`l${i}`, ['a', ...many])),
      workBy('w2', ['a', 'twice', 'b', 'c', 'd', 'e', 'f']),
      workBy('w3', ['a', 'twice', 'g', 'h', 'i', 'j', 'k']),
    ];
    expect(bondsOf('a', works).flatMap(({ id, close }) => (close ? [id] : []))).toEqual(['twice']);
  });
});

describe('bondsOf as a whole', () => {
  test('close ones stand first, even where a single recent work is stronger', () => {
    const works = [
      workBy('w1', ['a', 'old'], { publication_year: 1990 }),
      workBy('w2', ['a', 'old'], { publication_year: 1991 }),
      workBy('w3', ['a', 'new'], { publication_year: 2020 }),
    ];
    expect(bondsOf('a', works).map(({ id }) => id)).toEqual(['old', 'new']);
  });

  test('is the formula, whatever the works', () => {
    fc.assert(
      fc.property(arbitraryPublications, fc.constantFrom(...PEOPLE), (all, person) => {
        const works = all.filter((work) => peopleOf([work]).includes(person));
        const bonds = bondsOf(person, works);
        expect(bonds.map(({ id }) => id).sort()).toEqual(
          peopleOf(works)
            .filter((id) => id !== person)
            .sort(),
        );
        for (const bond of bonds) expect(bond).toEqual(bondBetween(person, bond.id, works));
      }),
    );
  });

  test('does not depend on the order of the works', () => {
    fc.assert(
      fc.property(arbitraryPublications, (works) => {
        const ids = (list: readonly Work[]) => bondsOf('p1', list).map(({ id, jointWorks }) => [id, jointWorks]);
        const own = works.filter((work) => peopleOf([work]).includes('p1'));
        expect(ids([...own].reverse()).sort()).toEqual(ids(own).sort());
      }),
    );
  });
});

/** The definition, pair by pair. */
function bondBetween(person: string, other: string, works: readonly Work[]) {
  const years = works.flatMap(({ publication_year }) => publication_year ?? []);
  const joint = works.filter((work) => peopleOf([work]).includes(other));
  const share = (work: Work) => {
    const unknown = work.authorships.filter(({ author }) => author.id === undefined).length;
    return 1 / (peopleOf([work]).length + unknown - 1);
  };
  const age = (work: Work) =>
    years.length === 0 ? 0 : Math.max(...years) - (work.publication_year ?? Math.min(...years));
  const jointYears = joint.flatMap(({ publication_year }) => publication_year ?? []);
  const plain = joint.reduce((sum, work) => sum + share(work), 0);
  return {
    id: other,
    strength: expect.closeTo(
      joint.reduce((sum, work) => sum + share(work) / 2 ** (age(work) / HALF_LIFE), 0),
      9,
    ),
    jointWorks: joint.length,
    firstYear: jointYears.length === 0 ? undefined : Math.min(...jointYears),
    lastYear: jointYears.length === 0 ? undefined : Math.max(...jointYears),
    close: person !== other && joint.length >= CLOSE_WORKS && plain > CLOSE_STRENGTH - 1e-6,
  };
}

describe('collaborators', () => {
  test('pages together are one long page, and totals speak of all', async () => {
    const works = [
      workBy('w1', ['a', 'b', 'c', 'd', 'e']),
      workBy('w2', ['a', 'b'], { publication_year: 2020 }),
      workBy('w3', ['a', 'c', 'f'], { publication_year: 2021 }),
    ];
    const deps = await deriveFrom(works);
    const page = (n: number, perPage: number) => collaborators(deps, 'a', { page: n, perPage });
    const whole = await page(1, 100);
    expect(whole).toMatchObject({ total: { value: 5, relation: 'eq' }, close: 2 });
    expect(whole.collaborators.map(({ author }) => author.id)).toEqual(['b', 'c', 'f', 'd', 'e']);
    const parts = await Promise.all([1, 2, 3, 4].map((n) => page(n, 2)));
    expect(parts.flatMap((one) => one.collaborators)).toEqual(whole.collaborators);
    expect(parts.at(-1)).toMatchObject({ total: { value: 5 }, close: 2, collaborators: [] });
  });

  test('somebody without co-authors has an empty list, somebody unknown is an error', async () => {
    const deps = await deriveFrom([workBy('w1', ['alone'])]);
    const request = { page: 1, perPage: 10 };
    expect(await collaborators(deps, 'alone', request)).toEqual({
      total: { value: 0, relation: 'eq' },
      close: 0,
      collaborators: [],
    });
    await expect(collaborators(deps, 'nobody', request)).rejects.toMatchObject({ code: 'not_found', path: 'id' });
    await expect(collaborators(deps, '', request)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a page of a platform', () => {
  test('the authors of five works, four of whom the threshold calls close', async () => {
    const zero = ['Rajbhandari', 'Rasley', 'Ruwase', 'He'];
    const offload = ['Ren', 'Rajbhandari', 'Aminabadi', 'Ruwase', 'Yang', 'Zhang', 'Li', 'He'];
    const inference = [
      'Aminabadi',
      'Rajbhandari',
      'Awan',
      'C. Li',
      'D. Li',
      'Zheng',
      'Ruwase',
      'Smith',
      'Zhang',
      'Rasley',
    ];
    const works = [
      workBy('w1', zero, { publication_year: 2020 }),
      workBy('w2', offload, { publication_year: 2021 }),
      workBy('w3', [...inference, 'He'], { publication_year: 2022 }),
      workBy('w4', ['Gupta', 'Wang', 'Dani', 'Tanaka', 'Ruwase', 'Zhang'], { publication_year: 2026 }),
      workBy('w5', ['Ruwase', 'Other'], { publication_year: 2026 }),
    ];
    const { close, collaborators: shown } = await collaborators(await deriveFrom(works), 'Ruwase', {
      page: 1,
      perPage: 4,
    });
    expect(close).toBe(4);
    expect(shown.map(({ author }) => author.id).sort()).toEqual(['He', 'Rajbhandari', 'Rasley', 'Zhang']);
  });
});

describe('own works', () => {
  test('newest first, by id where there is no other order, cut at the limit', async () => {
    const works = [
      workBy('w1', ['a']),
      workBy('w2', ['a'], { publication_year: 2020, publication_date: '2020-02-01' }),
      workBy('w3', ['a'], { publication_year: 2020, publication_date: '2020-03-01' }),
      workBy('w4', ['a'], { publication_year: 2021 }),
      workBy('w5', ['b'], { publication_year: 2022 }),
      workBy('w0', ['a']),
    ];
    const deps = await deriveFrom(works);
    const ids = (list: readonly Work[]) => list.map(({ id }) => id);
    expect(ids(await ownWorks(deps, 'a'))).toEqual(['w4', 'w3', 'w2', 'w0', 'w1']);
    expect(ids(await ownWorks(deps, 'a', 2))).toEqual(['w4', 'w3']);
    expect(await ownWorks(deps, 'nobody')).toEqual([]);
  });

  test('all of them, over several pages', async () => {
    const works = Array.from({ length: 1203 }, (_, i) =>
      workBy(`w${i}`, [i === 7 ? 'b' : 'a'], { publication_year: 2000 + (i % 3) }),
    );
    const { works: own, total, indexed } = await allOwnWorks(await deriveFrom(works), 'a');
    expect(new Set(own.map(({ id }) => id)).size).toBe(1202);
    expect([own.length, total.value, indexed]).toEqual([1202, 1202, 1203]);
    expect(own.map((work) => work.publication_year)).toEqual([...own.map((w) => w.publication_year)].sort().reverse());
  });
});
