// The seed of a search for related works: its vector and how far meaning can be searched with it.
import type { Work } from '../domain/work.js';
import type { SemanticQuery } from '../engine/engine.js';
import { embeddingText } from '../text/embedding-text.js';
import type { LibraryDeps } from './deps.js';
import { type Degradation, type SemanticLeg, semanticLeg } from './semantic-leg.js';

/** A vector that comes from the index is of a real work: with no model at hand to say what is near, the nearest count. */
const NO_FLOOR = 0;

/** The model whose vectors can be compared, and its floor; undefined if nothing was embedded and no model is ready. */
export async function comparing(deps: LibraryDeps): Promise<Omit<SemanticQuery, 'vector'> | undefined> {
  const state = deps.embedder.state();
  if (state.status === 'ready') return { model: state.embedder.identity, floor: state.embedder.similarityFloor };
  const { model } = await deps.library.works.status();
  return model && { model, floor: NO_FLOOR };
}

/** A semantic query for what is near a work: by its stored vector, else by one that is made of its text now. */
export async function legOfWork(deps: LibraryDeps, work: Work): Promise<SemanticLeg> {
  const [[vector], base] = await Promise.all([deps.library.works.vectors([work.id]), comparing(deps)]);
  if (base && vector?.length === base.model.dimension) return { query: { ...base, vector } };
  const text = embeddingText(work);
  return semanticLeg(deps, { text, loose: text, phrases: [], excluded: [] });
}

/** Why meaning was not searched though it should have been. */
export function unsearchable(deps: LibraryDeps): Degradation {
  const state = deps.embedder.state();
  return state.status === 'ready'
    ? { code: 'vectors_missing', message: 'the index holds no vectors of these works' }
    : { code: `embedding_${state.status}`, message: state.message };
}
