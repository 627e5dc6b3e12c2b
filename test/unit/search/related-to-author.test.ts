// What a person would want to read: near each interest, nothing of their own, recent first, in shares.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Shelves } from '../../../src/search/related-shelves.js';
import { relatedToAuthor } from '../../../src/search/related-to-author.js';
import type { RelatedAnswer } from '../../../src/search/related-works.js';
import { arbitraryPublications, deriveFrom, peopleOf, workBy } from '../../support/derived-library.js';
import { degrees, makeWork } from '../../support/works.js';

const idsOf = ({ hits }: RelatedAnswer) => hits.map(({ work }) => work.id);

/** Two interests at right angles; by others, works near each and one between, which is near the mean of them. */
function desk() {
  const works = [
    workBy('own1', ['me', 'mate'], { display_name: 'birds', publication_year: 2020 }),
    workBy('own2', ['me'], { display_name: 'engines of steam and gas', publication_year: 2020 }),
    workBy('version', ['other'], { display_name: 'Engines of Steam and Gas', publication_year: 2020 }),
    workBy('mates', ['mate'], { display_name: 'owls', publication_year: 2020 }),
    workBy('left', ['a'], { display_name: 'finches', publication_year: 2020 }),
    workBy('right', ['b'], { display_name: 'boilers', publication_year: 2020 }),
    workBy('between', ['c'], { display_name: 'kettles', publication_year: 2020 }),
    workBy('away', ['d'], { display_name: 'law', publication_year: 2020 }),
  ];
  const vectors = {
    own1: degrees(0),
    own2: degrees(80),
    version: degrees(80),
    mates: degrees(8),
    left: degrees(4),
    right: degrees(86),
    between: degrees(40),
    away: degrees(180),
  };
  return { works, vectors };
}

describe('relatedToAuthor', () => {
  test('reads near every interest before what is near the mean of them, and names the own work', async () => {
    const { works, vectors } = desk();
    const answer = await relatedToAuthor(await deriveFrom(works, vectors), 'me', { limit: 10 });
    expect(answer.degraded).toEqual([]);
    expect(new Set(idsOf(answer).slice(0, 2))).toEqual(new Set(['left', 'right']));
    expect(new Set(idsOf(answer))).toEqual(new Set(['left', 'right', 'mates', 'between']));
    const near = Object.fromEntries(answer.hits.map(({ work, reasons }) => [work.id, reasons[0]?.works]));
    expect(near).toMatchObject({ left: ['own1'], right: ['own2'], mates: ['own1'] });
    const right = answer.hits.find(({ work }) => work.id === 'right');
    expect(right?.reasons).toEqual([
      {
        type: 'near_own_work',
        detail: 'near "engines of steam and gas"',
        works: ['own2'],
        value: expect.closeTo(right?.score ?? 0, 3),
      },
    ]);
  });

  test('of equally near works the recent one comes first; a filter holds', async () => {
    const works = [
      workBy('own', ['me'], { publication_year: 2015 }),
      workBy('old', ['a'], { publication_year: 2000 }),
      workBy('recent', ['b'], { publication_year: 2020 }),
      workBy('undated', ['c']),
    ];
    const deps = await deriveFrom(works, { own: degrees(0), old: degrees(9), recent: degrees(9), undated: degrees(9) });
    expect(idsOf(await relatedToAuthor(deps, 'me', { limit: 5 }))).toEqual(['recent', 'undated', 'old']);
    const filter = 'publication_year:<2010';
    expect(idsOf(await relatedToAuthor(deps, 'me', { limit: 5, filter }))).toEqual(['old']);
  });

  test('without vectors the words of the newest works speak, and the answer says so', async () => {
    const works = [
      workBy('own', ['me'], { display_name: 'barn owls' }),
      workBy('owls', ['a'], { display_name: 'barn owls at night' }),
      workBy('law', ['b'], { display_name: 'the law of the sea' }),
    ];
    const answer = await relatedToAuthor(await deriveFrom(works), 'me', { limit: 5 });
    expect(answer.degraded.map(({ code }) => code)).toEqual(['embedding_off']);
    expect(idsOf(answer)).toEqual(['owls']);
  });

  test('an unknown person is an error', async () => {
    const deps = await deriveFrom([workBy('own', ['me'])]);
    await expect(relatedToAuthor(deps, 'nobody', { limit: 5 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('relatedToAuthor, whatever the works', () => {
  test('nothing of their own, nobody more than twice, and a shorter list begins a longer one', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryPublications,
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        async (works, meaning, limit) => {
          const vectors = Object.fromEntries(works.map(({ id }, i) => [id, degrees((i * 47) % 180)]));
          const deps = await deriveFrom(works, meaning ? vectors : {});
          for (const person of peopleOf(works).slice(0, 2)) {
            const all = await relatedToAuthor(deps, person, { limit: 20 });
            const authors = all.hits.map(({ work }) => new Set(work.authorships.map(({ author }) => author.id)));
            expect(authors.some((ids) => ids.has(person))).toBe(false);
            for (const other of peopleOf(works)) {
              expect(authors.filter((ids) => ids.has(other)).length).toBeLessThanOrEqual(2);
            }
            for (const { reasons, score } of all.hits) {
              expect([reasons.map(({ type }) => type), score > 0 && score <= 1]).toEqual([['near_own_work'], true]);
            }
            expect((await relatedToAuthor(deps, person, { limit })).hits).toEqual(all.hits.slice(0, limit));
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('Shelves', () => {
  const judge = async (ids: readonly string[]) =>
    ids.map((id) => ({ work: makeWork({ id }), vector: undefined, score: Number(id.slice(1)) / 100, near: 'own' }));
  const hitsOf = (shelf: string, scores: readonly number[]) => scores.map((n) => ({ id: `${shelf}${n}`, score: 1 }));

  async function walked(shelves: Record<string, readonly [number, readonly number[]]>, block: number, limit = 100) {
    const given = Object.entries(shelves).map(([name, [weight, all]]) => ({ weight, judge, hits: hitsOf(name, all) }));
    const kept: string[] = [];
    await new Shelves(given, block).walk(limit, ({ work }) => kept.push(work.id) > 0);
    return kept;
  }

  test('each shelf has its share at every length', async () => {
    const shelves = { a: [0.625, [90, 80, 70, 60, 50, 40]], b: [0.25, [30, 20]], c: [0.125, [10, 5]] } as const;
    expect(await walked(shelves, 10)).toEqual(['a90', 'b30', 'a80', 'a70', 'c10', 'a60', 'b20', 'a50', 'a40', 'c5']);
  });

  test('blocks are judged one after the other, each by score', async () => {
    expect(await walked({ a: [1, [1, 2, 3, 4, 5]] }, 2)).toEqual(['a2', 'a1', 'a4', 'a3', 'a5']);
    expect(await walked({ a: [1, [1, 2, 3, 4, 5]] }, 2, 3)).toEqual(['a2', 'a1', 'a4']);
  });

  test('what is not kept does not count for its shelf', async () => {
    const kept: string[] = [];
    const shelves = [
      { weight: 0.5, judge, hits: hitsOf('a', [9, 8, 7]) },
      { weight: 0.5, judge, hits: hitsOf('b', [6, 5]) },
    ];
    await new Shelves(shelves, 3).walk(3, ({ work }) => work.id !== 'a9' && kept.push(work.id) > 0);
    expect(kept).toEqual(['a8', 'b6', 'a7']);
  });
});
