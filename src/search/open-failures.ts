// Works that could not be embedded, as far as that holds still.
import type { EmbeddingFailure } from '../domain/journal.js';
import { type ModelIdentity, modelKey } from '../domain/model.js';
import type { Work } from '../domain/work.js';
import type { Library } from '../engine/engine.js';

export interface OpenFailure extends EmbeddingFailure {
  readonly work: Work;
}

/**
 * The failures whose work is there and has no vector of the model that it failed with, the latest first.
 * @param of only those of this model
 */
export async function openFailures(
  { works: engine, journal }: Pick<Library, 'works' | 'journal'>,
  of?: ModelIdentity,
): Promise<OpenFailure[]> {
  const noted = (await journal.failures.list()).filter((one) => of === undefined || one.model === modelKey(of));
  if (noted.length === 0) return [];
  const ids = noted.map(({ id }) => id);
  const [{ model }, works, vectors] = await Promise.all([engine.status(), engine.fetch(ids), engine.vectors(ids)]);
  const current = model && modelKey(model);
  return noted.flatMap((failure, i) => {
    const work = works[i];
    const mended = vectors[i] !== undefined && failure.model === current;
    // a work that took the record in has a text of its own
    return work === undefined || work.id !== failure.id || mended ? [] : [{ ...failure, work }];
  });
}
