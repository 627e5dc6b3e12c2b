// How many entities there are, and how many things wait to be derived.
import type { Library } from '../../engine/engine.js';

export async function countEntities(library: Library) {
  const [authors, topics, institutions, sources, waiting] = await Promise.all([
    library.authors.count(),
    library.topics.count(),
    library.institutions.count(),
    library.sources.count(),
    library.works.countMarked(),
  ]);
  return { authors, topics, institutions, sources, waiting };
}
