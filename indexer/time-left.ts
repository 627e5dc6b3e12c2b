// How long embedding still takes: the cost of the texts that are left, at the pace of those that are done.
import { embeddingRank } from '../src/domain/embedding-rank.js';
import { sameModel } from '../src/domain/model.js';
import type { Embedder } from '../src/embedding/embedder.js';
import type { Engine } from '../src/engine/engine.js';
import { embeddingText } from '../src/text/embedding-text.js';

/** Of English abstracts, by the word pieces of BERT. */
const CHARACTERS_PER_TOKEN = 5;
/** What a text costs whatever its length, in tokens: it is handed over, and its vector stored. */
const FIXED_TOKENS = 14;
/** From so many tokens on, attention (which grows with their square) costs as much as all else. */
const ATTENTION_TOKENS = 500;
/** How fast older paces are forgotten, in milliseconds: other programs come and go. */
const MEMORY_MS = 600_000;

/** What a text costs to embed, in a unit of its own: about a token. @param maxTokens where the model cuts it */
export function embeddingCost(text: string, maxTokens: number): number {
  const tokens = Math.min(maxTokens, 2 + text.length / CHARACTERS_PER_TOKEN);
  return FIXED_TOKENS + tokens + (tokens * tokens) / ATTENTION_TOKENS;
}

/** The pace of work, the latest minutes before all. */
export class Pace {
  readonly #now: () => number;
  readonly #born: number;
  #at: number | undefined;
  #cost = 0;
  #time = 0;
  /** Of the first batch, until there is something better. */
  #first = { cost: 0, time: 0 };

  /** @param now milliseconds, from any zero */
  constructor(now: () => number) {
    this.#now = now;
    this.#born = now();
  }

  /**
   * Something of this cost has been done since the last call. The first call only starts the clock: starting up, and the
   * way of the first batch through the machine, are no part of the pace.
   */
  add(cost: number): void {
    const now = this.#now();
    const elapsed = now - (this.#at ?? now);
    const started = this.#at !== undefined;
    this.#at = now;
    if (!started) {
      this.#first = { cost, time: now - this.#born };
      return;
    }
    const kept = Math.exp(-elapsed / MEMORY_MS);
    this.#time = this.#time * kept + elapsed;
    this.#cost = this.#cost * kept + cost;
  }

  /** Milliseconds that something of this cost takes; undefined: not known yet. */
  timeFor(cost: number): number | undefined {
    const known = this.#cost > 0 ? { cost: this.#cost, time: this.#time } : this.#first;
    return known.cost > 0 ? (cost * known.time) / known.cost : undefined;
  }
}

/**
 * The cost of all works that are to be embedded, before the first one is. Those that have their vector are taken to be
 * the ones of highest rank, as they come first. Reads the whole collection once.
 */
export async function costAhead(
  engine: Pick<Engine, 'scan' | 'status'>,
  { identity, maxTokens }: Pick<Embedder, 'identity' | 'maxTokens'>,
  signal: AbortSignal,
): Promise<number> {
  const { embedded, model } = await engine.status();
  const works: { readonly rank: number; readonly cost: number }[] = [];
  for await (const batch of engine.scan()) {
    if (signal.aborted) break;
    for (const work of batch) {
      works.push({ rank: embeddingRank(work), cost: embeddingCost(embeddingText(work), maxTokens) });
    }
  }
  const done = sameModel(model, identity) ? embedded : 0;
  if (done > 0) works.sort((a, b) => b.rank - a.rank);
  return works.slice(done).reduce((sum, { cost }) => sum + cost, 0);
}
