// Whether a library that was interrupted is what one is that was made from scratch of the same records.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { derive, deriveAll } from '../indexer/derive.js';
import { embedMissing } from '../indexer/embed.js';
import { ENTITY_KINDS, type Stored } from '../src/domain/catalogue.js';
import { ALL } from '../src/domain/query.js';
import { asImported, type Work } from '../src/domain/work.js';
import type { Embedder } from '../src/embedding/embedder.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { type Collection, closeLibrary, type Library, partsOf } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { searchWorks } from '../src/search/search-works.js';
import { VOCABULARY } from './faults-records.js';

const FACETS = ['publication_year', 'type', 'authorships.author.id', 'primary_location.source.id'];
const QUESTIONS = [10, 33, 57, 81, 105].map((n) => `${VOCABULARY[n]} ${VOCABULARY[(n * 7) % 120]}`);
const PAGE = 100;
const MANY = 100_000;

async function all<D extends Stored>(collection: Collection<D>): Promise<D[]> {
  const things: D[] = [];
  for await (const batch of collection.scan()) things.push(...batch);
  return things.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Does what a service does by itself once it runs: derives, embeds, refreshes. */
export async function complete(library: Library, embedder: Embedder): Promise<void> {
  await derive(library);
  const { failures } = await embedMissing({ engine: library.works, embedder });
  if (failures.length > 0) throw new Error(`not embedded: ${JSON.stringify(failures[0])}`);
  for (const part of partsOf(library)) await part.refresh();
}

/** @param exactly whether order and scores belong to it: removed works count in Elasticsearch's statistics for a while */
async function answersOf(library: Library, embedder: Embedder, exactly: boolean) {
  const ready = { status: 'ready', embedder } as const;
  const handle = { state: () => ready, settled: async () => ready, close: async () => undefined };
  const deps = { engine: library.works, embedder: handle, logger: createLogger('silent') };
  const answers = [];
  for (const mode of ['keyword', 'semantic', 'hybrid'] as const) {
    for (const search of QUESTIONS) {
      const request = { search, mode, page: 1, perPage: PAGE, facets: FACETS, facetSize: 50, highlight: false };
      const { total, facets, hits, degraded } = await searchWorks(deps, request);
      const found = hits.map(({ work, score }) => (exactly ? [work.id, score?.toFixed(5)] : work.id));
      if (degraded.length > 0) throw new Error(`an answer is degraded: ${degraded[0]?.message}`);
      // the end of a page depends on scores
      const compared = exactly ? found : total.value <= PAGE ? found.sort() : [];
      answers.push({ mode, search, total, facets: [...facets], found: compared });
    }
  }
  return answers;
}

async function contentOf(library: Library) {
  const entities = await Promise.all(ENTITY_KINDS.map((kind) => all<Stored>(library[kind])));
  return { works: await all(library.works), entities };
}

/** Searches over everything: each work exactly once. */
async function listed(library: Library): Promise<readonly string[]> {
  const order = { by: [], offset: 0, limit: MANY };
  const { sorted, total } = await library.works.retrieve({
    filter: ALL,
    lexical: false,
    window: 0,
    order,
    facets: [],
  });
  if (new Set(sorted).size !== sorted.length) throw new Error('a work is found twice');
  if (total.value !== sorted.length) throw new Error(`the total is ${total.value}, found are ${sorted.length}`);
  return sorted;
}

/** JSON in which the order of keys says nothing. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
}

function requireSame(what: string, actual: unknown, right: unknown): void {
  if (isDeepStrictEqual(actual, right)) return;
  const [a, b] = [sorted(actual), sorted(right)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - 200);
  throw new Error(
    `${what} differ from those made from scratch:\n${a.slice(from, at + 200)}\n${b.slice(from, at + 200)}`,
  );
}

/** Every record as its source has it, those within other works too. */
async function recordsOf(library: Library, ids: readonly string[]): Promise<Work[]> {
  const records = await library.works.records(ids);
  return records.flatMap((record) => (record ? [asImported(record)] : []));
}

/**
 * Completes a library and compares content, totals, facets and hits with one that is made of its records at once.
 * @param ids all that may be stored
 * @throws Error saying what differs
 */
export async function requireWhole(library: Library, ids: readonly string[], embedder: Embedder): Promise<void> {
  await complete(library, embedder);
  const records = await recordsOf(library, ids);
  const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-scratch-'));
  const fresh = createBuiltinLibrary({ dataDir, logger: createLogger('silent') });
  try {
    for (const part of partsOf(fresh)) await part.prepare();
    await fresh.works.write([...records].reverse());
    await deriveAll(fresh);
    await complete(fresh, embedder);
    requireSame('the stored things', await contentOf(library), await contentOf(fresh));
    requireSame('the works that are found', await listed(library), await listed(fresh));
    // a search by meaning is refused where there is no vector at all
    if (records.length === 0) return;
    const exactly = (await library.works.status()).engine === 'builtin';
    const right = await answersOf(fresh, embedder, exactly);
    for (const [i, answer] of (await answersOf(library, embedder, exactly)).entries()) {
      requireSame(`the answers to ${answer.search} (${answer.mode})`, answer, right[i]);
    }
  } finally {
    await closeLibrary(fresh);
    await rm(dataDir, { recursive: true, force: true });
  }
}
