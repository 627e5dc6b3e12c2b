// Asks the queries of a judged collection through the API, as a user would, and scores what comes back.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../src/api/app.js';
import type { Embedder, EmbedderHandle } from '../src/embedding/embedder.js';
import type { Engine, Library } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { Judged, JudgedQuery } from './judged.js';
import type { Place } from './quality-library.js';
import type { Mode, Outcome, Outcomes } from './quality-outcomes.js';
import { averagePrecision, ndcg, recall } from './ranking-measures.js';

/** The most that one page holds; MAP is over these. */
const PER_PAGE = 100;

/** A model, and how works get their vectors of it. */
export interface Meaning {
  readonly embedder: Embedder;
  fill(engine: Engine): Promise<unknown>;
}

/** Fills a library of the collection's own and asks it every query in every mode; `meaning` may lack for `keyword` only. */
export async function measureJudged(
  { works, queries }: Judged,
  place: Place,
  modes: readonly Mode[],
  meaning: Meaning | undefined,
): Promise<Outcomes> {
  const scratch = await place.open(works, meaning && ((engine) => meaning.fill(engine)));
  try {
    return await measureQueries(scratch.library, handleOf(meaning), queries, modes);
  } finally {
    await scratch.remove();
  }
}

function handleOf(meaning: Meaning | undefined): EmbedderHandle {
  const state = meaning
    ? { status: 'ready' as const, embedder: meaning.embedder }
    : { status: 'off' as const, message: 'asked for keywords only' };
  return { state: () => state, settled: async () => state, close: async () => {} };
}

/**
 * Serves the library on the loopback and asks it every query in every mode.
 * @throws Error if the service refuses a query, or answers one with less than was asked for
 */
export async function measureQueries(
  library: Library,
  embedder: EmbedderHandle,
  queries: readonly JudgedQuery[],
  modes: readonly Mode[],
): Promise<Outcomes> {
  return serving(library, embedder, async (origin) => {
    const outcomes: Record<string, Record<string, Outcome>> = {};
    for (const mode of modes) {
      const ofMode: Record<string, Outcome> = {};
      for (const query of queries) ofMode[query.id] = scored(query, await ask(`${origin}/works/search`, query, mode));
      outcomes[mode] = ofMode;
    }
    return outcomes;
  });
}

/** Serves the library on the loopback, at the address that `use` is given, until it is done. */
export async function serving<R>(
  library: Library,
  embedder: EmbedderHandle,
  use: (origin: string) => Promise<R>,
): Promise<R> {
  const app = createApp({ library, embedder, logger: createLogger('warn'), version: 'bench' });
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

interface Answer {
  readonly ids: readonly string[];
  readonly matched: number;
}

async function ask(url: string, { id, text }: JudgedQuery, mode: Mode): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ search: text, mode, per_page: PER_PAGE, select: 'id' }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`query ${id} (${mode}): ${response.status} ${body.slice(0, 500)}`);
  const { meta, results } = JSON.parse(body) as {
    readonly meta: { readonly count: number; readonly degraded?: readonly { readonly message: string }[] };
    readonly results: readonly { readonly id: string }[];
  };
  // what is not searched cannot be measured
  if (mode !== 'keyword' && meta.degraded && meta.degraded.length > 0) {
    throw new Error(`query ${id} (${mode}): ${meta.degraded.map(({ message }) => message).join('; ')}`);
  }
  const ids = results.map((one) => one.id);
  if (new Set(ids).size < ids.length) throw new Error(`query ${id} (${mode}): a work comes twice on one page`);
  return { ids, matched: meta.count };
}

function scored({ grades }: JudgedQuery, { ids, matched }: Answer): Outcome {
  return {
    'nDCG@10': ndcg(ids, grades, 10),
    MAP: averagePrecision(ids, grades),
    'Recall@100': recall(ids, grades, PER_PAGE),
    matched,
  };
}
