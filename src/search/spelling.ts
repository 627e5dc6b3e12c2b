// "Did you mean": a search with likely typos, as it was probably meant, in words that the index has. Offered, not imposed.
import { WORKS } from '../domain/fields.js';
import { and, type Filter, type TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine, NearWords } from '../engine/engine.js';
import type { Logger } from '../logger.js';
import { throwIfGone } from '../request-scope.js';
import { contentWords, stem } from '../text/analyze.js';
import { analyzerOf } from '../text/analyzers.js';
import { isLetters, typosBetween } from '../text/spelling.js';
import { inAnyField } from './query-lowering.js';
import { correctableWords, type Misspelt, replaceWords, seldomShown, type TypedWord } from './spelling-words.js';
import { understand } from './understand.js';

/** A search that was probably meant: sent as `search`, it asks for the right words and for all else as typed. */
export interface DidYouMean {
  readonly search: string;
  /** In the order of the search. */
  readonly words: readonly Misspelt[];
}

export interface SpellingRequest {
  /** As it was typed, and as it was understood. */
  readonly search: string;
  readonly text: TextQuery;
  readonly filter: Filter;
  /** Works that the search has found: what several of them have is not looked up. */
  readonly shown: readonly Work[];
}

interface SpellingDeps {
  readonly engine: Pick<Engine, 'nearWords' | 'retrieve'>;
  readonly logger: Logger;
}

/**
 * How many times likelier than the typed word another one must be: a typo is made about once in so many words, and each
 * further one in the same word costs as much again (noisy channel: Kernighan, Church & Gale, COLING 1990). Measured
 * (bench/README.md): from 10 to 100 as many typos are put right; with 10 twice as many rare words are taken for typos.
 */
const RATIO = 30;
/** How many words near to one are looked at by their frequencies, and how many of them are tried beside the others. */
const NEAR = 10;
const TRIED = 3;
/** With more unlikely words a text is not misspelt, but of another language, or none. */
const MOST_MISSPELT = 3;

/** A word that is unlikely beside another one that is spelt nearly as it. */
interface Suspect {
  readonly typed: TypedWord;
  /** Whether no work has it. */
  readonly unknown: boolean;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

interface Candidate {
  readonly word: string;
  /** How frequent it is, a typo beyond the first making it `RATIO` times less so. */
  readonly weight: number;
  /** 1, or less for typos beyond the first. */
  readonly chance: number;
}

/**
 * The search as it was probably meant, if it has likely typos: words that are unknown, or far rarer than one that differs
 * by a typo or two, and that this one fits beside the other words: works have it together with them, where they do not
 * have what was typed. A search is answered whether its spelling can be checked or not.
 * @throws IdeascopeError client_gone
 */
export async function didYouMean(deps: SpellingDeps, request: SpellingRequest): Promise<DidYouMean | undefined> {
  try {
    return await corrected(deps.engine, request);
  } catch (error) {
    throwIfGone();
    deps.logger.warn({ err: error }, 'the spelling of a search could not be checked');
    return undefined;
  }
}

async function corrected(engine: SpellingDeps['engine'], request: SpellingRequest): Promise<DidYouMean | undefined> {
  const { search, text, shown } = request;
  const doubted = seldomShown(correctableWords(search, text), shown);
  if (doubted.length === 0) return undefined;
  const known = await engine.nearWords(
    doubted.map(({ word }) => word),
    NEAR,
  );
  const looked = doubted.map((typed, i) => suspectOf(typed, known[i] as NearWords));
  const suspects = looked.filter(({ candidates }) => candidates.length > 0);
  if (suspects.length === 0 || suspects.length > MOST_MISSPELT) return undefined;
  const lost = looked.filter(({ unknown, candidates }) => unknown && candidates.length === 0);
  const others = contentWords(text.loose).filter((word) => looked.every(({ typed }) => typed.word !== word));
  const rare = looked.filter(({ unknown, candidates }) => !unknown && candidates.length === 0);
  const beside = [...others, ...rare.map(({ typed }) => typed.word)];
  const { right, wrong } = await decide(engine, request, suspects, beside);
  if (right.length === 0) return undefined;
  const meant = replaceWords(search, right);
  return canMatch(understand(meant.search), lost.length + wrong) ? meant : undefined;
}

/** The words that a typed one may stand for. One of its own inflections finds the same works, and is none of them. */
export function suspectOf(typed: TypedWord, { word, frequency, near }: NearWords): Suspect {
  const term = stem(word);
  const inflections = near.filter((one) => stem(one.word) === term);
  const own = inflections.reduce((sum, one) => sum + one.frequency, frequency);
  const candidates = near
    .filter((one) => !inflections.includes(one) && isLetters(one.word))
    .map((one) => {
      const chance = RATIO ** (1 - typosBetween(word, one.word, 2));
      return { word: one.word, weight: one.frequency * chance, chance };
    })
    .filter(({ weight }) => weight >= Math.max(1, RATIO * own))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TRIED);
  return { typed, unknown: own === 0, candidates };
}

/** Decides word by word, the clearest case first, as each word that is right helps to judge the next. */
async function decide(
  engine: SpellingDeps['engine'],
  request: SpellingRequest,
  suspects: readonly Suspect[],
  others: readonly string[],
) {
  const right: { typed: TypedWord; by: string }[] = [];
  const beside = [...others];
  let wrong = 0;
  const clearest = (one: Suspect) => one.candidates[0]?.weight ?? 0;
  for (const suspect of [...suspects].sort((a, b) => clearest(b) - clearest(a))) {
    const { typed, unknown, candidates } = suspect;
    const counts = await Promise.all(
      [typed.word, ...candidates.map(({ word }) => word)].map((word) => countWith(engine, request, word, beside)),
    );
    const by = mostLikely(candidates, counts.slice(1), counts[0] as number);
    if (by !== undefined) right.push({ typed, by });
    if (by !== undefined || !unknown) beside.push(by ?? typed.word);
    else wrong++;
  }
  return { right, wrong };
}

/** The candidate that fits best, if it is so much likelier than what was typed. */
function mostLikely(candidates: readonly Candidate[], counts: readonly number[], own: number): string | undefined {
  const fitting = candidates
    .map(({ word, chance }, i) => ({ word, count: counts[i] as number, score: (counts[i] as number) * chance }))
    .filter(({ count }) => count >= Math.max(1, RATIO * own));
  return fitting.sort((a, b) => b.score - a.score)[0]?.word;
}

/** How many works have the word, match the others, and keep all conditions of the search. */
async function countWith(
  engine: SpellingDeps['engine'],
  { filter, text: { phrases, excluded } }: SpellingRequest,
  word: string,
  others: readonly string[],
): Promise<number> {
  const conditions: Filter[] = [
    inAnyField(word, false),
    ...phrases.map((phrase) => inAnyField(phrase, true)),
    ...excluded.map((phrase): Filter => ({ type: 'not', filter: inAnyField(phrase, true) })),
  ];
  const loose = others.join(' ');
  const { total } = await engine.retrieve({
    filter: and([filter, ...conditions]),
    ...(loose === '' ? {} : { text: { text: loose, loose, phrases: [], excluded: [] } }),
    lexical: true,
    window: 0,
    facets: [],
  });
  return total.value;
}

/** Whether works can match by words of which so many occur nowhere. */
function canMatch({ loose }: TextQuery, lost: number): boolean {
  const { terms, required } = analyzerOf(WORKS.analysis).query(loose);
  return terms.length - lost >= required;
}
