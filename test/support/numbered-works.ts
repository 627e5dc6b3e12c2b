// Many works that differ by their number, with vectors, and what an engine has of them.
import type { ModelIdentity } from '../../src/domain/model.js';
import { ALL } from '../../src/domain/query.js';
import type { Engine } from '../../src/engine/engine.js';
import { near, search, textHashes } from './engine-session.js';
import { degrees, titled } from './works.js';

/** Works `w:000000`, `w:000001` … from a number on. */
export function numbered(count: number, from = 0): ReturnType<typeof titled> {
  const ids = Array.from({ length: count }, (_, i) => `w:${String(from + i).padStart(6, '0')}`);
  return titled(Object.fromEntries(ids.map((id) => [id, `graph ${id}`])));
}

/** What searches see, in the order of ids. */
export async function everyId(engine: Engine): Promise<readonly string[]> {
  const order = { by: [], offset: 0, limit: 20_000 };
  const { sorted } = await engine.retrieve({ filter: ALL, lexical: false, window: 0, order, facets: [] });
  return sorted;
}

/** Vectors for all works that are stored, each its own direction. */
export async function embedAll(engine: Engine, model: ModelIdentity): Promise<number> {
  const hashes = [...(await textHashes(engine))];
  const vectors = hashes.map(([id, textHash], i) => {
    const vector = new Float32Array(model.dimension);
    vector.set(degrees((i * 360) / hashes.length));
    return { id, textHash, vector };
  });
  return engine.writeVectors(model, vectors);
}

/** What a search by meaning says of the index. */
export async function coverageOf(engine: Engine, model: ModelIdentity) {
  const vector = new Float32Array(model.dimension);
  vector[0] = 1;
  const { coverage, semanticUsed } = await search(engine, { semantic: near(vector, -1, model) });
  return { ...coverage, semanticUsed };
}
