// The same questions through the API, with given floors: what nonsense finds, and how good judged queries are answered.
import type { Embedder } from '../src/embedding/embedder.js';
import { unrelatedCosine } from '../src/engine/engine.js';
import type { Cost, Floors } from './floor-choice.js';
import { type Collection, readyHandle } from './floor-collections.js';
import { type ByKind, byKind, computedFinding, countedOf, type Measurements } from './floor-measure.js';
import { KINDS, type Kind, type Nonsense } from './floor-nonsense.js';
import { lossOf, type Measured, withoutFloors } from './floor-relevance.js';
import { plainClient } from './plain-http.js';
import { measureQueries, serving } from './quality-measure.js';
import { meansOf, rounded } from './quality-outcomes.js';

/** Shares of nonsense that find works by meaning alone. */
export type Shares = Readonly<Record<Kind | 'counted', number>>;

/** What floors come to, through the API. */
export interface Figures extends Floors {
  readonly nonsense: Readonly<Record<string, Shares>>;
  /** Nonsense that the API answers otherwise than was computed. */
  readonly unlike: number;
  readonly relevance: Readonly<Record<string, { readonly withFloors: Measured; readonly without: Measured }>>;
  readonly cost: Cost;
}

/** Asks everything of the collections that were measured. @throws Error if an answer is less than was asked for */
export async function askService(measured: Measurements, embedder: Embedder, floors: Floors): Promise<Figures> {
  const nonsense: Record<string, Shares> = {};
  let unlike = 0;
  for (const one of measured.nonsense) {
    const { collection, queries } = one;
    const found = await askNonsense(collection, embedder, floors, queries);
    const computed = computedFinding(one, floors);
    for (const kind of KINDS) unlike += found[kind].filter((is, i) => is !== computed[kind][i]).length;
    nonsense[collection.name] = sharesOf(found);
  }
  const relevance: Record<string, { withFloors: Measured; without: Measured }> = {};
  for (const { collection } of measured.nonsense) {
    if (collection.queries.length === 0) continue;
    relevance[collection.name] = {
      withFloors: await askJudged(collection, embedder, floors),
      without: await askJudged(collection, embedder, withoutFloors(unrelatedCosine(floors))),
    };
  }
  const all = Object.values(relevance);
  const cost = lossOf(
    all.map((one) => one.withFloors),
    all.map((one) => one.without),
  );
  return { floor: floors.floor, sureFloor: floors.sureFloor, nonsense, unlike, relevance, cost };
}

function sharesOf(found: ByKind<readonly boolean[]>): Shares {
  const share = (all: readonly boolean[]) => rounded(all.filter(Boolean).length / all.length);
  const ofKinds = Object.fromEntries(KINDS.map((kind) => [kind, share(found[kind])])) as Record<Kind, number>;
  return { counted: share(countedOf(found)), ...ofKinds };
}

function withFloors(embedder: Embedder, { floor: similarityFloor, sureFloor }: Floors): Embedder {
  const { identity, maxTokens } = embedder;
  const embed: Embedder['embed'] = (texts, purpose) => embedder.embed(texts, purpose);
  return { identity, maxTokens, similarityFloor, sureFloor, embed, close: async () => {} };
}

/** A hybrid search that matches more works than the same by keyword finds some by meaning alone. */
async function askNonsense({ library }: Collection, embedder: Embedder, floors: Floors, queries: Nonsense) {
  return serving(library, readyHandle(withFloors(embedder, floors)), async (origin) => {
    const client = plainClient(origin);
    const count = async (search: string, mode: 'keyword' | 'hybrid') => {
      const body = JSON.stringify({ search, mode, per_page: 1, select: 'id' });
      const asked = { method: 'POST', path: '/works/search', type: 'application/json', body };
      return ((await client.send(asked)) as { readonly meta: { readonly count: number } }).meta.count;
    };
    const found = await byKind(async (kind) => {
      const ofKind: boolean[] = [];
      for (const query of queries[kind]) ofKind.push((await count(query, 'hybrid')) > (await count(query, 'keyword')));
      return ofKind;
    });
    client.close();
    return found;
  });
}

async function askJudged({ library, queries }: Collection, embedder: Embedder, floors: Floors): Promise<Measured> {
  const handle = readyHandle(withFloors(embedder, floors));
  const { hybrid } = meansOf(await measureQueries(library, handle, queries, ['hybrid']));
  if (!hybrid) throw new Error('no query was asked');
  return { 'nDCG@10': hybrid['nDCG@10'], 'Recall@100': hybrid['Recall@100'] };
}
