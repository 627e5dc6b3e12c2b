// The sentence of each work that is nearest to a query in meaning, found within a time limit.
import type { Work } from '../domain/work.js';
import type { Embedder } from '../embedding/embedder.js';
import type { SemanticQuery } from '../engine/engine.js';
import { throwIfGone } from '../request-scope.js';
import type { Stretch } from '../text/maths.js';
import { sentencesOf } from '../text/sentences.js';
import { withoutTex } from '../text/tex.js';
import type { NearStretch } from './highlight.js';
import type { Degradation, SemanticDeps } from './semantic-leg.js';

/** The title, or a sentence of the abstract. */
export interface NearSentence extends NearStretch {
  /** As written. */
  readonly text: string;
  /** Its cosine with the query. */
  readonly similarity: number;
}

export interface NearSentences {
  /** By id of the work. */
  readonly found: ReadonlyMap<string, NearSentence>;
  /** Why some may be missing. */
  readonly degraded: readonly Degradation[];
}

/** An abstract has fewer; of a longer text so many are read, from its beginning. */
const MOST_SENTENCES = 16;
/** A page of 25 works takes about 1 s of one core where no sentence is remembered; later, nobody waits for a mark. */
const PATIENCE_MS = 1500;
const HAS_LETTER = /\p{L}/u;
const LATE = Symbol('late');

export const NO_SENTENCES: NearSentences = { found: new Map(), degraded: [] };

/**
 * One work after the other, so that the first hits have theirs if time runs out, and so that what waits for the model is
 * never more than one work's sentences a request. Never rejects: what could not be found is `explain_incomplete`.
 */
export async function nearestSentences(
  { embedder, logger }: Pick<SemanticDeps, 'embedder' | 'logger'>,
  query: SemanticQuery,
  works: readonly Work[],
  patience = PATIENCE_MS,
): Promise<NearSentences> {
  const state = embedder.state();
  if (state.status !== 'ready' || works.length === 0) return NO_SENTENCES;
  const found = new Map<string, NearSentence>();
  const alarm = alarmAfter(patience);
  try {
    for (const [i, work] of works.entries()) {
      const near = await Promise.race([alarm.rings, nearest(state.embedder, query, work)]);
      if (near === LATE) return { found, degraded: [inTime(works.length - i, works.length)] };
      if (near) found.set(work.id, near);
    }
    return { found, degraded: [] };
  } catch (error) {
    throwIfGone();
    logger.error({ err: error }, 'embedding sentences failed');
    return { found, degraded: [incomplete('the sentences nearest to the query could not be embedded')] };
  } finally {
    alarm.stop();
  }
}

function alarmAfter(milliseconds: number) {
  let timer: NodeJS.Timeout | undefined;
  const rings = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, milliseconds, LATE);
  });
  return { rings, stop: () => clearTimeout(timer) };
}

async function nearest(embedder: Embedder, query: SemanticQuery, work: Work): Promise<NearSentence | undefined> {
  const candidates = candidatesOf(work);
  const texts = candidates.map(({ text }) => withoutTex(text).replace(/\s+/g, ' ').trim());
  const vectors = await embedder.embed(texts, 'sentence');
  let best: NearSentence | undefined;
  for (const [i, candidate] of candidates.entries()) {
    const similarity = similarityTo(query, vectors[i]);
    if (similarity > (best?.similarity ?? Number.NEGATIVE_INFINITY)) best = { ...candidate, similarity };
  }
  return best;
}

/** The cosine of two unit vectors. */
export function similarityTo({ vector }: Pick<SemanticQuery, 'vector'>, other: Float32Array | undefined): number {
  if (other?.length !== vector.length) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) * (other[i] as number);
  return sum;
}

/** The title first: of equally near ones, what is read first says it. */
function candidatesOf({ display_name, abstract = '' }: Work): Omit<NearSentence, 'similarity'>[] {
  const title = trimmed('display_name', display_name, { start: 0, end: display_name.length });
  const sentences = sentencesOf(abstract).map((sentence) => trimmed('abstract', abstract, sentence));
  return [title, ...sentences].filter(({ text }) => HAS_LETTER.test(text)).slice(0, MOST_SENTENCES);
}

function trimmed(field: NearStretch['field'], text: string, { start, end }: Stretch) {
  const whole = text.slice(start, end);
  const from = start + (whole.length - whole.trimStart().length);
  const shown = whole.trim();
  return { field, start: from, end: from + shown.length, text: shown };
}

function inTime(missing: number, all: number): Degradation {
  const message = `the nearest sentences of ${missing} of ${all} works were not found in time: ask again, or for a smaller page`;
  return incomplete(message);
}

function incomplete(message: string): Degradation {
  return { code: 'explain_incomplete', message };
}
