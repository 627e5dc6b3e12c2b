// Of the ten promises those about words, phrases and meaning, over a random collection: checked by reading it naively.
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../src/text/analyze.js';
import { withoutTex } from '../../src/text/tex.js';
import {
  arbitraryBound,
  arbitraryClause,
  arbitraryMode,
  arbitrarySearch,
  arbitraryWords,
  NONSENSE,
} from '../support/arbitrary-searches.js';
import { cosine } from '../support/oracle-match.js';
import { agreesWithPlaces, type Hit, marksAreSound, sentenceIsThere } from './explanations.js';
import {
  answerOf,
  askOf,
  type Check,
  evidenceAmong,
  FLOORS,
  idsOf,
  ROUNDING,
  type Session,
  sorted,
  textsOf,
} from './random-session.js';
import { embedderOf } from './serve.js';

export function checkMeaning(check: Check): void {
  phrases(check);
  nearness(check);
  models(check);
  checkReasons(check);
}

function phrases(check: Check): void {
  check('5: phrases and exclusions bind every hit of every mode', async ({ ask, works }, always) => {
    const found = { hits: 0, byMeaning: 0 };
    await always(
      fc.tuple(arbitraryBound(works), arbitraryMode),
      async ([bound, mode]) => {
        const { results } = await ask({ search: bound.typed, mode, explain: true, per_page: 200 });
        for (const work of results as Hit[]) {
          const texts = textsOf(work).map(plain);
          for (const one of bound.phrases) expect([one, says(texts, one)]).toEqual([one, true]);
          for (const one of bound.excluded) expect([one, says(texts, one)]).toEqual([one, false]);
          found.hits++;
          if (work.explain?.found_by.includes('meaning')) found.byMeaning++;
        }
      },
      2,
    );
    expect(Math.min(...Object.values(found))).toBeGreaterThan(0);
  });

  check('5: a phrase that is a compound is one in every spelling', async ({ ask }) => {
    for (const mode of ['hybrid', 'keyword', 'semantic']) {
      for (const phrase of ['graph-network', 'graph network', 'GraphNetwork']) {
        const { results } = await ask({ search: `"${phrase}" graph learning`, mode, per_page: 200 });
        for (const work of results)
          expect(fold(textsOf(work).join('\n'))).toMatch(/graph[^a-z0-9]*network(?![a-z0-9])/);
        const without = await ask({ search: `graph learning -"${phrase}"`, mode, per_page: 200 });
        for (const work of without.results)
          expect(fold(textsOf(work).join('\n'))).not.toMatch(/(?<![a-z0-9-])graph-network(?![a-z0-9-])/);
      }
    }
  });
}

const plain = (text: string) => ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
const says = (texts: readonly string[], phrase: string) =>
  texts.some((text) => text.includes(plain(phrase).replace(/ {2,}/g, ' ')));

function nearness(check: Check): void {
  check('6: nonsense finds nothing, in any mode and under any filter', async (session, always) => {
    const far = await farWords(session);
    const typed = fc.tuple(
      fc.shuffledSubarray(far, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '"', '?', 'year:2019..2021 ', '-type:article '),
    );
    await always(fc.tuple(typed, arbitraryMode, fc.option(arbitraryClause)), async ([[words, sign], mode, clause]) => {
      const text = words.join(' ');
      const search = sign === '"' ? `"${text}"` : sign === '?' ? `${text}?` : sign + text;
      const filter = clause ? `${clause.field}:${clause.value}` : '';
      const { meta, results, facets = {} } = await session.ask({ search, mode, filter, facets: 'type,topics.id' });
      expect([meta.count, meta.mode, results]).toEqual([0, mode, []]);
      expect(
        Object.values(facets)
          .flat()
          .filter(({ count }) => count > 0),
      ).toEqual([]);
    });
  });

  check(
    '6: without evidence there is no hit by meaning, with it there are all that are near',
    async (session, always) => {
      const seen = { found: 0, nothing: 0 };
      await always(
        arbitraryWords,
        async (search) => {
          const near = await nearnessOf(session, search);
          const { alone, agreed } = evidenceAmong(session.vectors.size);
          const byWords = new Set(idsOf((await session.ask({ search, mode: 'keyword', per_page: 200 })).results));
          const { results } = await session.ask({ search, mode: 'semantic', per_page: 200 });
          const evidence = (margin: number) =>
            near.some(([id, one]) => one >= alone + margin || (one >= agreed + margin && byWords.has(id)));
          const over = (margin: number) =>
            near.filter(([, one]) => one >= FLOORS.similarityFloor + margin).map(([id]) => id);
          if (!evidence(-ROUNDING)) expect(results).toEqual([]);
          if (evidence(ROUNDING)) expect(sorted({ results })).toEqual(expect.arrayContaining(over(ROUNDING)));
          expect(over(-ROUNDING)).toEqual(expect.arrayContaining(idsOf(results)));
          seen[results.length > 0 ? 'found' : 'nothing']++;
        },
        2,
      );
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
    },
  );
}

function models(check: Check): void {
  check('7: vectors of another model are never compared', async ({ ask, other }, always) => {
    await always(
      arbitrarySearch,
      async ({ search, mode, clauses }) => {
        const filter = clauses.map(({ field, value }) => `${field}:${value}`).join();
        const byWords = await ask({ search, filter, mode: 'keyword', facets: 'type', per_page: 200 });
        if (byWords.meta.mode === null) return;
        if (mode === 'semantic') {
          const refused = await answerOf(other, { search, filter, mode });
          expect([refused.status, refused.body]).toMatchObject([503, { error: 'semantic_unavailable' }]);
          return;
        }
        const answer = await askOf(other)({ search, filter, mode, facets: 'type', per_page: 200 });
        expect(answer.meta.mode).toBe('keyword');
        expect(answer.meta.degraded.map(({ code }) => code)).toEqual(mode === 'hybrid' ? ['vectors_missing'] : []);
        expect([answer.results, answer.facets]).toEqual([byWords.results, byWords.facets]);
      },
      0.5,
    );
  });

  check('8: a search by meaning among few works finds all of them that are near', async ({ ask, works }, always) => {
    const few = fc.uniqueArray(fc.constantFrom(...works.map(({ id }) => id)), { minLength: 1, maxLength: 2 });
    await always(fc.tuple(arbitraryWords, few), async ([search, ids]) => {
      const all = await ask({ search, mode: 'semantic', per_page: 200 });
      const filter = `id:${ids.map((id) => `"${id}"`).join('|')}`;
      const some = await ask({ search, mode: 'semantic', filter, per_page: 200 });
      expect(idsOf(some.results)).toEqual(idsOf(all.results).filter((id) => ids.includes(id as string)));
    });
  });
}

function checkReasons(check: Check): void {
  check('9: explanations agree with places', async ({ ask }, always) => {
    const asked = fc.tuple(arbitraryWords, arbitraryMode, fc.constantFrom(1, 1, 2), fc.constantFrom('', '"robot" '));
    await always(
      asked,
      async ([words, mode, page, phrase]) => {
        const search = phrase + words;
        const answer = await ask({ search, mode, page, per_page: 15, explain: true, highlight: true });
        const hits = answer.results as Hit[];
        agreesWithPlaces(hits, (page - 1) * 15);
        for (const hit of hits) {
          await sentenceIsThere(hit, search);
          marksAreSound(hit);
        }
      },
      0.5,
    );
  });
}

/** The cosine of each work that has a vector with a text of loose words. */
async function nearnessOf({ vectors }: Session, text: string): Promise<(readonly [string, number])[]> {
  const query = await vectorOf(text);
  return [...vectors].map(([id, vector]) => [id, cosine(query, vector)] as const);
}

/** Made-up words, for collections that leave few directions free. */
const MORE_NONSENSE = [...'bcdfghjklmnp'].flatMap((a) => [...'qrstvwxz'].map((b) => `z${a}x${b}q`));
const MOST_FAR = 6;
/** Four words, each no nearer than this to a work and to one another, are together no nearer than .24, which is below the floor. */
const FAR = 0.1;

/** Of the nonsense what is far from all works and from each other. */
async function farWords(session: Session): Promise<string[]> {
  const far: string[] = [];
  for (const word of [...NONSENSE.split(' '), ...MORE_NONSENSE]) {
    if (far.length === MOST_FAR) break;
    const own = await vectorOf(word);
    const others = await Promise.all(far.map(vectorOf));
    const isFar = [...session.vectors.values(), ...others].every((vector) => Math.abs(cosine(own, vector)) < FAR);
    if (isFar) far.push(word);
  }
  expect(far.length).toBeGreaterThan(2);
  return far;
}

async function vectorOf(text: string): Promise<Float32Array> {
  const state = embedderOf('ready').state();
  if (state.status !== 'ready') throw new Error(state.message);
  const [vector] = await state.embedder.embed([withoutTex(text)], 'query');
  return vector as Float32Array;
}
