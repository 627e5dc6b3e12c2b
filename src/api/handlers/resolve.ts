// From the id in a path to the record, or to the one that it was merged into.
import type { EntityKind } from '../../domain/catalogue.js';
import type { Library } from '../../engine/engine.js';
import type { EntityOf } from '../../search/catalogues.js';
import { getEntity } from '../../search/get-entity.js';
import { Moved } from '../route.js';

/** Answers for the record with this id; a merged one is answered with where it is now. @throws IdeascopeError not_found, gone */
export async function whenHere<K extends EntityKind, A>(
  library: Library,
  kind: K,
  id: string,
  answer: (entity: EntityOf[K]) => Promise<A> | A,
): Promise<A | Moved> {
  const found = await getEntity(library, kind, id);
  return 'movedTo' in found ? new Moved(found.movedTo) : answer(found.entity);
}
