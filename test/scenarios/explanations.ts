// The ninth promise of a search, through the API: every hit says why it is there, and says the truth.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExplanationAnswer } from '../../src/api/answers/explain.js';
import type { WorkAnswer, WorksAnswer } from '../../src/api/answers/works.js';
import { fold, stem } from '../../src/text/analyze.js';
import { withoutTex } from '../../src/text/tex.js';
import { cosine } from '../support/oracle-match.js';
import { makeWork, randomFrom } from '../support/works.js';
import { expectShape } from './run-scenarios.js';
import { embedderOf, type OpenLibrary, type Served, serve } from './serve.js';

const FORMULAS = [
  '$k$',
  '$$graph + x$$',
  '\\(deep < y\\)',
  '\\[graph & k\\]',
  '\\begin{align}graph &= "k"\\end{align}',
];
const WORDS =
  'graph graphs Graph neural networks network learning learned deep Lévy naïve protein folds k x rock the of 漢字';
/** What breaks markup, sentences or marks where it is not taken care of. */
const TRAPS = [
  ...['<b>graph</b>', '<mark>deep</mark>', '</mark>', '&amp;', '&', '"graph"', "'", '<script>alert(1)</script>', '<'],
  ...['$5', '\\$', 'et al.', 'e.g.', 'Fig. 2.', '…', '😀', 'deep-graph', 'neural\nnetworks', '\n\n', 'Rock.', 'Deep.'],
];
const PIECES = [...WORDS.split(' '), ...WORDS.split(' '), ...FORMULAS, ...TRAPS];
const AUTHORS = ['Ann Graph', 'Léa Deep', 'Jo Rock'];
const SIZE = 40;

/** Invented works of such pieces: the same on every run. */
const WORKS = Array.from({ length: SIZE }, (_, i) => {
  const random = randomFrom(i + 1);
  const one = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const text = (length: number) => Array.from({ length }, () => one(PIECES)).join(' ');
  return makeWork({
    id: `why ${i}`,
    display_name: `${text(1 + (i % 6))} ${i}`,
    ...(i % 7 === 0 ? {} : { abstract: text(3 + 2 * i) }),
    publication_year: 2000 + (i % 9),
    authorships: [
      { author_position: 'first', author: { display_name: one(AUTHORS), name_key: `key ${i}` }, institutions: [] },
    ],
    topics: i % 3 === 0 ? [{ id: 'topic:folds', display_name: 'Protein Folds' }] : [],
  });
});

const word = fc.constantFrom(...WORDS.split(' '), 'zebra', 'Folding', 'of');
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
const phrase = fc.constantFrom('"deep graph" ', '"neural networks" ', '"graph" ', '-rock ', '-"the of" ');
const search = fc.tuple(fc.option(phrase, { nil: '' }), words).map((parts) => parts.join(''));
const asked = fc.record({
  search,
  mode: fc.constantFrom('hybrid', 'hybrid', 'keyword', 'semantic'),
  page: fc.constantFrom(1, 1, 2),
});

export interface Hit extends WorkAnswer {
  readonly explain: ExplanationAnswer;
  readonly highlight: NonNullable<WorkAnswer['highlight']>;
}

/** Registers the tests for an engine. */
export function checkExplanations(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: promises of explanations`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary, 'full', 'ready', { works: WORKS });
    }, 90_000);
    afterAll(() => served.close());

    const ask = async (parameters: Readonly<Record<string, string | number>>) => {
      const text = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      const path = `/works?${text.join('&')}&explain=true&highlight=true`;
      const answer = await served.ask({ path });
      expect(answer.status).toBe(200);
      expectShape(answer, { path });
      const { meta, results } = answer.body as WorksAnswer;
      expect(meta.degraded).toEqual([]);
      return { mode: meta.mode, hits: results as Hit[] };
    };

    test('9: every hit can say why it is there, and the truth', async () => {
      const seen = { both: 0, words: 0, meaning: 0, near: 0 };
      await fc.assert(
        fc.asyncProperty(asked, async (request) => {
          const { mode, hits } = await ask({ ...request, per_page: 15 });
          expect(mode).toBe(request.mode);
          agreesWithPlaces(hits, (request.page - 1) * 15);
          for (const hit of hits) {
            wordsAreThere(hit, request.search);
            await sentenceIsThere(hit, request.search);
            marksAreSound(hit);
            const [first = 'words', second] = hit.explain.found_by;
            seen[second ? 'both' : first]++;
            if (JSON.stringify(hit.highlight).includes('class=')) seen.near++;
          }
        }),
        { numRuns: 60 },
      );
      // each kind of hit has been looked at
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
    }, 90_000);

    test('9: in another order the reasons are the same', async () => {
      for (const text of ['deep graph', 'neural networks protein', 'zebra learning']) {
        const byPlace = await ask({ search: text, per_page: 200 });
        const byYear = await ask({ search: text, per_page: 200, sort: 'publication_year' });
        const others = new Map(byYear.hits.map((hit) => [hit.id, hit]));
        expect(others.size).toBe(byPlace.hits.length);
        for (const { id, explain } of byPlace.hits) {
          const other = others.get(id)?.explain;
          expect(other).toMatchObject({ score: null, lexical: null, semantic: null, terms: explain.terms });
          expect(other?.sentence).toEqual(explain.sentence);
          // nearer to the floor, rounding decides
          if (Math.abs((explain.semantic?.score ?? 1) - FLOOR) > 0.02) {
            expect(other?.found_by).toEqual(expect.arrayContaining([...explain.found_by]));
          }
        }
      }
    }, 90_000);
  });
}

const FLOOR = 0.3;

/** Scores, ranks and order of a page say one thing. */
export function agreesWithPlaces(hits: readonly Hit[], offset: number): void {
  hits.forEach(({ relevance_score, explain }, i) => {
    const { mode, score, fused_score, lexical, semantic, found_by } = explain;
    expect(score).toBe(relevance_score);
    expect(score).toBeLessThanOrEqual(hits[i - 1]?.explain.score ?? Number.POSITIVE_INFINITY);
    const fused = (lexical?.contribution ?? 0) + (semantic?.contribution ?? 0);
    expect(Math.abs(fused - (fused_score ?? -1))).toBeLessThan(3e-6);
    if (mode !== 'hybrid' || explain.neighbours_score === null) expect(score).toBe(fused_score);
    expect(found_by.length).toBeGreaterThan(0);
    expect(found_by.includes('meaning')).toBe(semantic !== null);
    if (mode === 'keyword') expect(lexical?.rank).toBe(offset + i + 1);
    if (mode === 'semantic') expect(semantic?.rank).toBe(offset + i + 1);
    if (mode === 'hybrid') expect(lexical !== null).toBe(explain.terms.matched.length > 0);
  });
  for (const leg of ['lexical', 'semantic'] as const) {
    const inLeg = hits.flatMap(({ explain }) => explain[leg] ?? []).sort((a, b) => a.rank - b.rank);
    expect(new Set(inLeg.map(({ rank }) => rank)).size).toBe(inLeg.length);
    expect(inLeg.map(({ score }) => score)).toEqual(inLeg.map(({ score }) => score).sort((a, b) => b - a));
  }
}

/** The text of a field, by its name, read from the answer. */
function textOf(work: WorkAnswer, field: string): string {
  switch (field) {
    case 'display_name':
      return work.display_name ?? '';
    case 'abstract':
      return work.abstract ?? '';
    case 'topics.display_name':
      return (work.topics ?? []).map((topic) => topic.display_name).join('\n');
    case 'authorships.author.display_name':
      return (work.authorships ?? []).map(({ author }) => author.display_name).join('\n');
    default:
      throw new Error(`no work here has ${field}`);
  }
}

const ALL_FIELDS = ['display_name', 'abstract', 'topics.display_name', 'authorships.author.display_name'];

const wordsIn = (text: string): string[] => fold(text).match(/[a-z0-9]+|\p{Script=Han}/gu) ?? [];

function wordsAreThere(hit: Hit, search: string): void {
  const { terms, phrases, excluded, found_by, mode } = hit.explain;
  const written = ALL_FIELDS.flatMap((field) => wordsIn(textOf(hit, field)));
  const stems = new Set(written.map(stem));
  for (const { term, in: places } of terms.matched) {
    expect(Object.keys(places).length).toBeGreaterThan(0);
    for (const [field, forms] of Object.entries(places)) {
      for (const form of forms) {
        expect(textOf(hit, field)).toContain(form);
        // a compound stands for each of its words
        expect([form, ...wordsIn(form)].map((word) => stem(fold(word)))).toContain(stem(fold(term)));
      }
    }
  }
  for (const missing of terms.missing) expect(stems.has(stem(fold(missing)))).toBe(false);
  if (mode === 'hybrid') expect(found_by.includes('words')).toBe(enough(hit.explain, search));
  for (const { phrase, in: places } of phrases) {
    const plain = (text: string) => fold(text).replace(/[^a-z0-9]+/g, ' ');
    expect(Object.values(places).flat().length).toBeGreaterThan(0);
    for (const form of Object.values(places).flat()) expect(plain(form).trim()).toBe(plain(phrase));
  }
  for (const one of excluded) expect(` ${written.join(' ')} `).not.toContain(` ${one} `);
}

/** The rule of a match by words, spelled out once more. */
function enough({ terms, phrases }: ExplanationAnswer, search: string): boolean {
  const outside = wordsIn(search.replace(/-?"[^"]*"|(?<=^| )-\S+/g, ' '));
  const telling = outside.filter((one) => !['the', 'of'].includes(one));
  if (telling.length === 0 && phrases.length > 0) return true;
  const wanted = new Set((telling.length > 0 ? telling : outside).map(stem));
  const least = wanted.size <= 3 ? wanted.size : Math.max(2, Math.ceil(0.15 * wanted.size));
  expect(terms.required).toBe(least);
  return terms.matched.filter(({ term }) => wanted.has(stem(fold(term)))).length >= least;
}

export async function sentenceIsThere(hit: Hit, text: string): Promise<void> {
  const { mode, sentence } = hit.explain;
  if (mode === 'keyword') {
    expect(sentence).toBeNull();
    return;
  }
  // a title without any letter has none
  if (!sentence) return expect(hit.display_name).not.toMatch(/[a-z]/i);
  expect(textOf(hit, sentence.field)).toContain(sentence.text);
  const state = embedderOf('ready').state();
  if (state.status !== 'ready' || /["-]/.test(text)) return;
  const [query, vector] = await state.embedder.embed(
    [text, sentence.text].map((one) => withoutTex(one).replace(/\s+/g, ' ').trim()),
    'query',
  );
  expect(sentence.similarity).toBeCloseTo(cosine(query as Float32Array, vector as Float32Array), 5);
}

export function marksAreSound({ highlight, explain, ...work }: Hit): void {
  const all = [
    [highlight.display_name, work.display_name ?? ''],
    [highlight.abstract ?? '', work.abstract ?? ''],
  ] as const;
  for (const [html, source] of all) {
    expect(html.replace(/<mark(?: class="meaning")?>[^<>]+<\/mark>/g, '')).not.toMatch(/[<>"']/);
    const shown = plain(html);
    expect(source).toContain(shown);
    // no mark within a formula
    for (const formula of FORMULAS) {
      expect([formula, html.split(escaped(formula)).length]).toEqual([formula, shown.split(formula).length]);
    }
    // where it is certain which stretch is shown, no edge within one either
    if (source.split(shown).length === 2) {
      const start = source.indexOf(shown);
      for (const edge of [start, start + shown.length]) {
        const inside = FORMULAS.filter(
          (one) => source.slice(0, edge + one.length - 1).indexOf(one, edge - one.length + 1) >= 0,
        );
        expect(inside).toEqual([]);
      }
    }
  }
  // by meaning alone: a reader sees what is near
  if (explain.found_by[0] === 'meaning' && explain.mode === 'hybrid' && explain.sentence) {
    expect(`${highlight.display_name} ${highlight.abstract}`).toContain('<mark');
  }
}

function plain(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/^… /, '')
    .replace(/ …$/, '')
    .replace(/<\/?mark[^>]*>/g, '')
    .replace(/&(\w+|#39);/g, (_, name: string) => entities[name] ?? '?');
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
