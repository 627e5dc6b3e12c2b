// The library of the built-in engine: the engine over works, and a collection per kind that is derived or put right.
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../domain/entity-fields.js';
import type { Library } from '../engine.js';
import { type BuiltinOptions, createBuiltinCollection } from './collection.js';
import { createBuiltinEngine } from './engine.js';
import { createBuiltinJournal } from './journal.js';
import { reportEngine } from './readings.js';
import { SearchPool } from './search-pool.js';
import { withKnownFailures } from './store-failures.js';

/** Creates the library, each kind with files of its own in one folder; nothing is opened before `prepare`. */
export function createBuiltinLibrary(options: BuiltinOptions): Library {
  const shared = { pool: new SearchPool(), ...options };
  const known = <T extends object>(part: T): T => withKnownFailures(part, options.dataDir);
  const collectionOf = <D extends Stored>(catalogue: Catalogue<D>) => createBuiltinCollection({ ...shared, catalogue });
  const parts = {
    works: createBuiltinEngine(shared),
    authors: collectionOf(AUTHORS),
    topics: collectionOf(TOPICS),
    institutions: collectionOf(INSTITUTIONS),
    sources: collectionOf(SOURCES),
    curation: collectionOf(CURATION),
  };
  const journal = createBuiltinJournal(options.dataDir);
  const forget = reportEngine(options.dataDir, shared.pool, parts);
  const close = async () => {
    forget();
    await journal.close();
  };
  return {
    works: known(parts.works),
    authors: known(parts.authors),
    topics: known(parts.topics),
    institutions: known(parts.institutions),
    sources: known(parts.sources),
    curation: known(parts.curation),
    journal: { ...journal, close },
  };
}
