// One author, topic, institution or source by any form of its id, or where it went when records were merged.
import type { EntityKind } from '../domain/catalogue.js';
import { canonicalId } from '../domain/ids.js';
import type { Collection, Library } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { type EntityOf, SINGULAR } from './catalogues.js';
import { quoted } from './messages.js';

/** What an id leads to: the entity, or the stored id of the record that it was merged into. */
export type Found<K extends EntityKind> = { readonly entity: EntityOf[K] } | { readonly movedTo: string };

const IDS: Readonly<Record<EntityKind, string>> = {
  authors: 'an OpenAlex id (A5023888391), an ORCID, or an id of your own',
  topics: 'an OpenAlex id (T10320) or an id of your own such as topic:graph-learning',
  institutions: 'an OpenAlex id (I27837315), a ROR id (ror:05a28rw58), or an id of your own',
  sources: 'an OpenAlex id (S137773608), an ISSN (issn:0028-0836), or an id of your own such as source:nature',
};

/**
 * Finds an entity. ORCID and ROR are other ids of the same record; only a merged record has moved.
 * @throws IdeascopeError not_found; gone if it was merged into a record that is not there any more
 */
export async function getEntity<K extends EntityKind>(library: Library, kind: K, id: string): Promise<Found<K>> {
  const asked = canonicalId(id);
  const entity = await fetchOne(library[kind] as unknown as Collection<EntityOf[K]>, asked);
  if (entity) return 'merged_ids' in entity && entity.merged_ids.includes(asked) ? { movedTo: entity.id } : { entity };
  const target = kind === 'authors' ? await mergedInto(library, asked) : undefined;
  if (target !== undefined) {
    const there = await fetchOne(library.authors, target);
    if (there) return { movedTo: there.id };
    const message = `the author ${quoted(id)} was merged into ${quoted(target)}, which is not there any more`;
    throw new IdeascopeError('gone', message, 'id');
  }
  const message = `there is no ${SINGULAR[kind]} with the id ${quoted(id)}: write ${IDS[kind]}`;
  throw new IdeascopeError('not_found', message, 'id');
}

async function fetchOne<D extends { readonly id: string }>(from: Collection<D>, id: string): Promise<D | undefined> {
  // no key of any store, and an empty one would be refused there
  return id === '' ? undefined : (await from.fetch([id]))[0];
}

/** The end of the chain of merges that begins at a record; undefined where it was never merged. */
async function mergedInto(library: Library, id: string): Promise<string | undefined> {
  const chain = new Set([id]);
  let at = id;
  for (;;) {
    const next = (await fetchOne(library.curation, at))?.merged_into;
    // two processes that merge at once could close a circle
    if (next === undefined || chain.has(next)) return at === id ? undefined : at;
    chain.add(next);
    at = next;
  }
}
