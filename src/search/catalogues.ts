// The catalogue of each kind of entity, by its kind.
import type { Catalogue, EntityKind } from '../domain/catalogue.js';
import type { Author, Institution, Source, Topic } from '../domain/entities.js';
import { AUTHORS, INSTITUTIONS, SOURCES, TOPICS } from '../domain/entity-fields.js';

export interface EntityOf {
  readonly authors: Author;
  readonly topics: Topic;
  readonly institutions: Institution;
  readonly sources: Source;
}

export const ENTITY_CATALOGUES: { readonly [K in EntityKind]: Catalogue<EntityOf[K]> } = {
  authors: AUTHORS,
  topics: TOPICS,
  institutions: INSTITUTIONS,
  sources: SOURCES,
};

/** What one of them is called. */
export const SINGULAR = {
  authors: 'author',
  topics: 'topic',
  institutions: 'institution',
  sources: 'source',
} as const satisfies Readonly<Record<EntityKind, string>>;
