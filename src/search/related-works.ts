// Works related to a work: near it in meaning, in words and by citations, each with the reasons why.
import { WORKS } from '../domain/fields.js';
import { compareText } from '../domain/order.js';
import { and, type TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine } from '../engine/engine.js';
import { step } from '../request-scope.js';
import { isTied, type Ties, tiesTo } from './coupling.js';
import type { LibraryDeps } from './deps.js';
import { getWork } from './get-work.js';
import { likenessOf } from './near-duplicates.js';
import { parseFilter } from './parse-filter.js';
import { type Candidate, candidatesFor } from './related-candidates.js';
import { type Reason, reasonsOf, wordsIn } from './related-reasons.js';
import { legOfWork } from './related-seed.js';
import { Selection } from './related-select.js';
import { noteSize, type TellingWord, tellingWords, vocabularyOf } from './related-vocabulary.js';
import { type Degradation, missingVectors } from './semantic-leg.js';

export type { Reason, ReasonType } from './related-reasons.js';

/**
 * Words of the seed that are searched for. On citation recommendation, both legs (bench/README.md): the whole abstract
 * .269, its 40 most telling words .258, 25 .252; 60 words take twice the time of 40.
 */
const WORDS = 40;

/** How far likeness alone can go, beside citations, which are facts: of .4, .5 and .6, .4 finds the most of what is hidden. */
const TEXT_WEIGHT = 0.4;

/** A citation between the two counts as a tenth of a full coupling: twice that finds no more of what is hidden. */
const DIRECT_WEIGHT = 0.1;

/** Works read at once when more are needed. */
const CHUNK = 30;

const SCORE_DIGITS = 6;

export interface RelatedHit {
  readonly work: Work;
  /** From 0 to 1. */
  readonly score: number;
  /** At least one. */
  readonly reasons: readonly Reason[];
}

export interface RelatedAnswer {
  readonly degraded: readonly Degradation[];
  readonly hits: readonly RelatedHit[];
}

export interface RelatedRequest {
  /** At most so many works; a shorter list is the beginning of a longer one. */
  readonly limit: number;
  /** As for works. */
  readonly filter?: string;
}

interface Ranked extends Candidate {
  readonly score: number;
  readonly ties: Ties | undefined;
}

/**
 * The works most related to the one with this id (any form of any of its ids): near its stored vector, sharing its
 * telling words, citing the same, cited together with it, citing it or cited by it. Left out are the work itself, its
 * other versions and near-duplicates, also those of each other, and more than two works of any author. Best first, equal
 * scores by id.
 *
 * The score joins independent evidence as a noisy-or (Pearl, "Probabilistic reasoning in intelligent systems", 1988):
 * 1 − (1 − w·text)(1 − coupling)(1 − co-citation)(1 − d·direct). No kind of evidence can lower it, and works whose
 * references are unknown compete by their text. Where no candidate has a tie, it is the text's score. What cites both is
 * counted among the works that pass the filter.
 * @throws IdeascopeError not_found, unknown_field, invalid_filter, index_not_ready
 */
export async function relatedWorks(deps: LibraryDeps, id: string, request: RelatedRequest): Promise<RelatedAnswer> {
  const { works: engine } = deps.library;
  const asked = parseFilter(request.filter ?? '', WORKS);
  const [seed, vocabulary] = await Promise.all([getWork(engine, id), vocabularyOf(engine)]);
  const words = tellingWords(vocabulary, seed, WORDS);
  const leg = await legOfWork(deps, seed);
  const semantic = 'query' in leg ? leg.query : undefined;
  const filter = and([asked, { type: 'not', filter: { type: 'values', field: 'id', values: [seed.id] } }]);
  const { all, retrieval } = await candidatesFor(engine, { seed, filter, text: queryOf(words), semantic });
  noteSize(engine, retrieval.coverage.works);
  const lacking = 'missing' in leg ? leg.missing : missingVectors(retrieval);
  const ranked = await step('fuse', () => rank(seed, all));
  const shown = await show(engine, seed, semantic?.vector, words, ranked, request.limit);
  return { degraded: lacking ? [lacking] : [], hits: shown };
}

function queryOf(words: readonly TellingWord[]): TextQuery | undefined {
  if (words.length === 0) return undefined;
  const text = words.map(({ word }) => word).join(' ');
  return { text, loose: text, phrases: [], excluded: [] };
}

/** All candidates by score, those whose references were not read by their text alone. */
function rank(seed: Work, candidates: readonly Candidate[]): Ranked[] {
  const read = candidates.flatMap(({ work }) => work ?? []);
  const ties = new Map(tiesTo(seed, read).map((one, i) => [(read[i] as Work).id, one]));
  const tied = [...ties.values()].some(isTied);
  const ranked = candidates.map((candidate): Ranked => {
    const own = ties.get(candidate.id);
    return { ...candidate, ties: own, score: tied ? joined(candidate.text, own) : candidate.text };
  });
  return ranked.sort((a, b) => b.score - a.score || compareText(a.id, b.id));
}

function joined(text: number, ties: Ties | undefined): number {
  const unrelated = 1 - TEXT_WEIGHT * text;
  if (!ties) return 1 - unrelated;
  const direct = ties.cites || ties.citedBySeed ? DIRECT_WEIGHT : 0;
  return 1 - unrelated * (1 - ties.coupling) * (1 - ties.cocitation) * (1 - direct);
}

/** Walks down the ranking until the list is full. */
async function show(
  engine: Engine,
  seed: Work,
  seedVector: Float32Array | undefined,
  words: readonly TellingWord[],
  ranked: readonly Ranked[],
  limit: number,
): Promise<RelatedHit[]> {
  const selection = new Selection([likenessOf(seed, seedVector)]);
  const hits: RelatedHit[] = [];
  for (let at = 0; at < ranked.length && hits.length < limit; at += CHUNK) {
    const chunk = ranked.slice(at, at + CHUNK);
    for (const { work, vector, candidate } of await readChunk(engine, chunk)) {
      if (hits.length === limit) break;
      const { cosine, ties, score } = candidate;
      const reasons = reasonsOf(seed, { cosine, ties, words: wordsIn(work, words) });
      // the name of an author or a journal is no relation
      if (reasons.length === 0 || !selection.take(work, vector)) continue;
      hits.push({ work, score: rounded(score), reasons });
    }
  }
  return hits;
}

async function readChunk(engine: Engine, chunk: readonly Ranked[]) {
  const missing = chunk.filter(({ work }) => !work).map(({ id }) => id);
  const [works, vectors] = await Promise.all([
    missing.length === 0 ? [] : engine.fetch(missing),
    engine.vectors(chunk.map(({ id }) => id)),
  ]);
  const read = new Map(works.flatMap((work) => (work ? [[work.id, work] as const] : [])));
  return chunk.flatMap((candidate, i) => {
    const work = candidate.work ?? read.get(candidate.id);
    return work ? [{ candidate, work, vector: vectors[i] }] : [];
  });
}

function rounded(score: number): number {
  const factor = 10 ** SCORE_DIGITS;
  return Math.round(score * factor) / factor;
}
