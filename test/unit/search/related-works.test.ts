// Related works over a small library: what comes, what never comes, why, in which order, and what is missing.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LibraryDeps } from '../../../src/search/deps.js';
import { type RelatedAnswer, relatedWorks } from '../../../src/search/related-works.js';
import { arbitraryPublications, deriveFrom, workBy } from '../../support/derived-library.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { degrees, makeWork } from '../../support/works.js';

const idsOf = ({ hits }: RelatedAnswer) => hits.map(({ work }) => work.id);
const reasonsFor = ({ hits }: RelatedAnswer, id: string) =>
  Object.fromEntries(
    hits.find(({ work }) => work.id === id)?.reasons.map(({ type, works, value }) => [type, works ?? value]) ?? [],
  );

/** A seed, its preprint, works near it in meaning, in words and by citations, and one that has nothing to do with it. */
function shelf() {
  const works = [
    workBy('seed', ['ana'], {
      display_name: 'Sparse attention kernels for long inputs',
      ids: { doi: 'https://doi.org/10.1234/seed' },
      referenced_works: ['x', 'cited'],
      publication_year: 2020,
    }),
    workBy('preprint', ['ana'], { display_name: 'Sparse Attention Kernels for Long Inputs' }),
    workBy('near', ['bo'], { display_name: 'Reading whole books', publication_year: 2021 }),
    workBy('twin', ['bo'], { display_name: 'Reading whole books' }),
    workBy('words', ['cy'], { display_name: 'Attention kernels, sparse ones' }),
    workBy('coupled', ['di'], { display_name: 'Nocturnal birds', referenced_works: ['x'] }),
    workBy('cited', ['ed'], { display_name: 'Memory hierarchies' }),
    workBy('citing', ['fu'], {
      display_name: 'A survey',
      referenced_works: ['https://doi.org/10.1234/seed', 'beside'],
    }),
    workBy('beside', ['gu'], { display_name: 'Another matter' }),
    workBy('far', ['hu'], { display_name: 'Cooking for two' }),
  ];
  const vectors = {
    seed: degrees(0),
    preprint: degrees(1),
    near: degrees(20),
    twin: degrees(21),
    words: degrees(85),
    coupled: degrees(120),
    cited: degrees(60),
    citing: degrees(110),
    beside: degrees(130),
    far: degrees(180),
  };
  return { works, vectors };
}

describe('relatedWorks', () => {
  test('finds by meaning, words and citations, each with its reasons', async () => {
    const { works, vectors } = shelf();
    const answer = await relatedWorks(await deriveFrom(works, vectors), 'seed', { limit: 10 });
    expect(answer.degraded).toEqual([]);
    expect(new Set(idsOf(answer))).toEqual(new Set(['near', 'words', 'coupled', 'cited', 'citing', 'beside']));
    expect(reasonsFor(answer, 'near')).toEqual({ similar_text: expect.closeTo(Math.cos(Math.PI / 9), 3) });
    expect(reasonsFor(answer, 'words')).toMatchObject({ shared_words: 3 });
    expect(reasonsFor(answer, 'coupled')).toEqual({ cites_same: ['x'] });
    expect(reasonsFor(answer, 'cited')).toMatchObject({ cited_by_it: ['seed'] });
    expect(reasonsFor(answer, 'citing')).toEqual({ cites_it: ['seed'] });
    expect(reasonsFor(answer, 'beside')).toEqual({ cited_together: ['citing'] });
    const details = answer.hits.flatMap(({ reasons }) => reasons.map(({ detail }) => detail));
    expect(details).toEqual(expect.arrayContaining(['cited by this work', 'cites this work']));
    expect(details).toContain('both speak of "sparse", "attention" and "kernels"');
  });

  test('takes any form of any id of the seed', async () => {
    const { works, vectors } = shelf();
    const deps = await deriveFrom(works, vectors);
    const byId = await relatedWorks(deps, 'seed', { limit: 10 });
    expect(await relatedWorks(deps, 'doi:10.1234/SEED', { limit: 10 })).toEqual(byId);
    await expect(relatedWorks(deps, 'nothing', { limit: 10 })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a filter holds for every hit, however it was found', async () => {
    const { works, vectors } = shelf();
    const deps = await deriveFrom(works, vectors);
    expect(idsOf(await relatedWorks(deps, 'seed', { limit: 10, filter: 'publication_year:>2020' }))).toEqual(['near']);
    expect(idsOf(await relatedWorks(deps, 'seed', { limit: 10, filter: 'author.id:gu|hu' }))).toEqual([]);
    const citing = 'author.id:fu|gu';
    expect(idsOf(await relatedWorks(deps, 'seed', { limit: 10, filter: citing }))).toEqual(['beside', 'citing']);
    await expect(relatedWorks(deps, 'seed', { limit: 10, filter: 'x' })).rejects.toMatchObject({
      code: 'invalid_filter',
    });
  });
});

describe('relatedWorks with less to go by', () => {
  test('without vectors words and citations speak, and the answer says so', async () => {
    const answer = await relatedWorks(await deriveFrom(shelf().works), 'seed', { limit: 10 });
    expect(answer.degraded.map(({ code }) => code)).toEqual(['embedding_off']);
    expect(new Set(idsOf(answer))).toEqual(new Set(['words', 'coupled', 'cited', 'citing', 'beside']));
  });

  test('a seed that has no vector yet is embedded', async () => {
    const embedder = createFakeEmbedder();
    const titles = ['owls hunt at night', 'how owls hunt mice at night', 'the price of tea'];
    const works = titles.map((display_name, i) => makeWork({ id: `w${i}`, display_name }));
    const deps = await withVectors(await deriveFrom(works), embedder, ['w1', 'w2']);
    const answer = await relatedWorks(deps, 'w0', { limit: 5 });
    expect(answer.degraded.map(({ code }) => code)).toEqual(['vectors_incomplete']);
    expect(Object.keys(reasonsFor(answer, 'w1'))).toEqual(['similar_text', 'shared_words']);
  });

  test('the name of an author is no relation', async () => {
    const works = [
      makeWork({ id: 'seed', display_name: 'bert' }),
      workBy('by', ['x'], {
        display_name: 'gardens',
        authorships: [{ author_position: 'first', author: { display_name: 'Bert' }, institutions: [] }],
      }),
    ];
    expect(idsOf(await relatedWorks(await deriveFrom(works), 'seed', { limit: 5 }))).toEqual([]);
  });
});

describe('relatedWorks, whatever the works', () => {
  test('never the seed, no author more than twice, always a reason, a shorter list begins a longer one', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryPublications,
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        async (works, meaning, limit) => {
          const vectors = Object.fromEntries(works.map(({ id }, i) => [id, degrees((i * 47) % 180)]));
          const deps = await deriveFrom(works, meaning ? vectors : {});
          const all = await relatedWorks(deps, 'w1', { limit: 20 });
          expect(idsOf(all)).not.toContain('w1');
          expect(new Set(idsOf(all)).size).toBe(all.hits.length);
          const perAuthor = new Map<string, number>();
          for (const { work, score, reasons } of all.hits) {
            expect(score >= 0 && score <= 1 && reasons.length > 0).toBe(true);
            for (const key of new Set(work.authorships.map(({ author }) => author.id ?? author.display_name))) {
              perAuthor.set(key, (perAuthor.get(key) ?? 0) + 1);
            }
          }
          expect(Math.max(0, ...perAuthor.values())).toBeLessThanOrEqual(2);
          const scores = all.hits.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
          expect((await relatedWorks(deps, 'w1', { limit })).hits).toEqual(all.hits.slice(0, limit));
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** The library with a ready model, and vectors of some works. */
async function withVectors(
  deps: LibraryDeps,
  embedder: ReturnType<typeof createFakeEmbedder>,
  ids: readonly string[],
): Promise<LibraryDeps> {
  const waiting = (await deps.engine.unembedded(embedder.identity, 100)).filter(({ id }) => ids.includes(id));
  const vectors = await embedder.embed(
    waiting.map(({ text }) => text),
    'document',
  );
  const stored = waiting.map(({ id, textHash }, i) => ({ id, textHash, vector: vectors[i] as Float32Array }));
  await deps.engine.writeVectors(embedder.identity, stored);
  await deps.engine.refresh();
  const state = { status: 'ready' as const, embedder };
  return { ...deps, embedder: { state: () => state, settled: async () => state, close: async () => undefined } };
}
