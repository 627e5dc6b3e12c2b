// Why hits are there: for each its highlight and its explanation, as far as a search asks for them.
import type { Filter, TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { SemanticQuery } from '../engine/engine.js';
import { type Condition, conditionsReader } from './explain-conditions.js';
import { readPassages, type WordsOfHit, wordsOfHit } from './explain-terms.js';
import type { LegHit } from './fuse.js';
import { type Highlight, type Highlighter, highlighter } from './highlight.js';
import {
  type NearSentence,
  type NearSentences,
  NO_SENTENCES,
  nearestSentences,
  similarityTo,
} from './nearest-sentence.js';
import type { Placed } from './paging.js';
import type { Degradation, SearchMode, SemanticDeps } from './semantic-leg.js';
import { type Wanted, wantedOf } from './wanted-words.js';

/** Why a work is a hit, and why at its place. */
export interface Explanation {
  readonly mode: SearchMode;
  readonly foundBy: readonly ('words' | 'meaning')[];
  /** As the hit has it: only in order of relevance. */
  readonly score: number | undefined;
  /** What the legs contribute, added up. */
  readonly fused: number | undefined;
  /** What its neighbours among the first hits lend it (`neighbours.ts`). */
  readonly neighbours: number | undefined;
  /** Each leg where it has the work within its window; contributions add up to `fused`. */
  readonly lexical: LegHit | undefined;
  readonly semantic: LegHit | undefined;
  readonly words: WordsOfHit;
  /** How many of the loose words must occur for a match by words. */
  readonly required: number;
  /** Of the filter: conditions on words that hold. */
  readonly conditions: readonly Condition[];
  /** What must not occur, and does not. */
  readonly excluded: readonly string[];
  readonly sentence: NearSentence | undefined;
}

/** What is said of one hit besides the work. */
export interface Why {
  readonly highlight?: Highlight;
  readonly explanation?: Explanation;
}

export interface Whys {
  /** By id of the work. */
  readonly of: ReadonlyMap<string, Why>;
  readonly degraded: readonly Degradation[];
}

/** A page of a search, and how it was found. */
export interface FoundPage {
  readonly text: TextQuery | undefined;
  readonly filter: Filter;
  /** The mode actually used. */
  readonly mode: SearchMode | undefined;
  /** What was searched by, where the mode has meaning in it. */
  readonly semantic: SemanticQuery | undefined;
  /** Whether hits are in order of relevance. */
  readonly ranked: boolean;
  /** Hits before the page. */
  readonly offset: number;
  readonly page: readonly Placed[];
  /** Those of the page, in its order; undefined where one is gone. */
  readonly works: readonly (Work | undefined)[];
}

interface Asked {
  readonly highlight: boolean;
  readonly explain?: boolean | undefined;
}

/** A hit as it is looked at here. */
interface Hit {
  readonly work: Work;
  readonly score: number | undefined;
  readonly neighbours: number | undefined;
  readonly lexical: LegHit | undefined;
  readonly semantic: LegHit | undefined;
  readonly words: WordsOfHit;
  readonly conditions: readonly Condition[];
  readonly foundBy: Explanation['foundBy'];
}

/** Nothing where nothing was asked for or there was no search. Never rejects for want of the embedding model. */
export async function whyHits(deps: SemanticDeps, asked: Asked, found: FoundPage): Promise<Whys> {
  const { text, mode } = found;
  const { highlight, explain = false } = asked;
  if (!text || !mode || !(highlight || explain)) return { of: new Map(), degraded: [] };
  const wanted = wantedOf(text);
  const hits = await hitsOf(deps, found, mode, wanted, explain);
  const sentences = await sentencesOf(deps, found, hits, explain);
  const mark = highlight ? highlighter(text) : undefined;
  const whys = hits.map((hit): [string, Why] => {
    const near = sentences.found.get(hit.work.id);
    return [
      hit.work.id,
      {
        ...(mark ? { highlight: marked(mark, hit, near) } : {}),
        ...(explain ? { explanation: explained(hit, mode, wanted, text, near) } : {}),
      },
    ];
  });
  return { of: new Map(whys), degraded: sentences.degraded };
}

async function hitsOf(
  { engine }: SemanticDeps,
  { page, works, ranked, offset, semantic, filter }: FoundPage,
  mode: SearchMode,
  wanted: Wanted,
  explain: boolean,
): Promise<Hit[]> {
  // without ranks, whether a work is near enough is looked up
  const vectors = explain && !ranked && semantic ? await engine.vectors(page.map(({ id }) => id)) : [];
  const conditionsOf = conditionsReader(filter);
  return page.flatMap((placed, i): Hit[] => {
    const work = works[i];
    if (!work) return [];
    const passages = readPassages(work);
    const words = wordsOfHit(wanted, passages);
    const conditions = explain ? conditionsOf(passages) : [];
    const legs = ranked ? legsOf(placed, mode, offset + i + 1) : NO_LEGS;
    const isNear = ranked
      ? legs.semantic !== undefined
      : semantic && similarityTo(semantic, vectors[i]) >= semantic.floor;
    return [
      {
        work,
        score: placed.score,
        neighbours: placed.neighbours,
        ...legs,
        words,
        conditions,
        foundBy: foundBy(mode, words.suffice, isNear === true),
      },
    ];
  });
}

const NO_LEGS = { lexical: undefined, semantic: undefined };

/** With one leg in use, its score is that of the hit. */
function legsOf(
  { score = 0, lexical, semantic }: Placed,
  mode: SearchMode,
  rank: number,
): Pick<Hit, 'lexical' | 'semantic'> {
  if (mode === 'hybrid') return { lexical, semantic };
  return { ...NO_LEGS, [mode === 'semantic' ? 'semantic' : 'lexical']: { rank, score, contribution: score } };
}

/** What is a hit and not by words is one by meaning, whatever rounding says of its vector. */
function foundBy(mode: SearchMode, byWords: boolean, isNear: boolean): Explanation['foundBy'] {
  if (mode !== 'hybrid') return [mode === 'semantic' ? 'meaning' : 'words'];
  return [...(byWords ? (['words'] as const) : []), ...(isNear || !byWords ? (['meaning'] as const) : [])];
}

/** An explanation has the sentence of each hit, a highlight only where words do not show why the hit is there. */
function sentencesOf(
  deps: SemanticDeps,
  found: FoundPage,
  hits: readonly Hit[],
  explain: boolean,
): Promise<NearSentences> {
  const { semantic, mode } = found;
  if (!semantic || mode === 'keyword') return Promise.resolve(NO_SENTENCES);
  const works = hits.filter((hit) => explain || needsSentence(hit)).map(({ work }) => work);
  return nearestSentences(deps, semantic, works);
}

const needsSentence = ({ foundBy, words }: Hit) => foundBy.includes('meaning') && !words.visible;

function marked(mark: Highlighter, hit: Hit, near: NearSentence | undefined): Highlight {
  return mark(hit.work, needsSentence(hit) ? near : undefined);
}

function explained(
  { score, neighbours, lexical, semantic, words, conditions, foundBy }: Hit,
  mode: SearchMode,
  { required }: Wanted,
  { excluded }: TextQuery,
  sentence: NearSentence | undefined,
): Explanation {
  const fused = score === undefined ? undefined : (lexical?.contribution ?? 0) + (semantic?.contribution ?? 0);
  return {
    mode,
    foundBy,
    score,
    fused,
    neighbours,
    lexical,
    semantic,
    words,
    required,
    conditions,
    excluded,
    sentence,
  };
}
