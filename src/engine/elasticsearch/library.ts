// A whole library in Elasticsearch: every collection over one connection.
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../domain/entity-fields.js';
import type { Collection, Library } from '../engine.js';
import { Server } from './client.js';
import { createElasticsearchCollection, type ElasticsearchOptions } from './collection.js';
import { createElasticsearchEngine } from './engine.js';
import { createElasticsearchJournal } from './journal.js';

/** Creates the library; nothing is asked of the server before `prepare`. It ends when each of its collections is closed. */
export function createElasticsearchLibrary(options: Omit<ElasticsearchOptions, 'mapping'>): Library {
  const server = new Server(options);
  const collection = <D extends Stored>(catalogue: Catalogue<D>): Collection<D> =>
    createElasticsearchCollection({ ...options, catalogue }, server);
  return {
    works: createElasticsearchEngine(options, server),
    authors: collection(AUTHORS),
    topics: collection(TOPICS),
    institutions: collection(INSTITUTIONS),
    sources: collection(SOURCES),
    curation: collection(CURATION),
    journal: createElasticsearchJournal(server, options.prefix),
  };
}
