// Derives some entities anew from their works: those who are marked, or about whom somebody asks.
import type { EntityKind } from '../src/domain/catalogue.js';
import type { Author } from '../src/domain/entities.js';
import type { Work } from '../src/domain/work.js';
import type { Collection, Library } from '../src/engine/engine.js';
import type { Fold } from './derive-common.js';
import { Curations, withCuration } from './derive-curation.js';
import { createFold, type Derived, NAMING_FIELD, namedBy } from './derive-folds.js';
import type { Guard } from './derive-guard.js';
import { WORKS_PER_ASSIGNMENT } from './derive-names.js';
import { createBreather, worksWhere } from './derive-read.js';

/** Works that are corrected come back under another author, who may have been corrected too. */
const MOST_ROUNDS = 4;

type Folds<K extends EntityKind> = ReadonlyMap<string, Fold<Derived[K]>>;

/**
 * Derives the entities with these ids from what the index of works shows: writes those that have works, removes the
 * others. Works whose authors are to be corrected are corrected before. Marks are left as they are.
 * @returns how many works each of them has
 */
export async function deriveEntities<K extends EntityKind>(
  library: Library,
  kind: K,
  ids: readonly string[],
  guard: Guard,
): Promise<ReadonlyMap<string, number>> {
  let { folds, astray } = await foldWorks(library, kind, ids);
  for (let round = 1; astray.length > 0 && round < MOST_ROUNDS; round++) {
    await correct(library, astray, guard);
    await library.works.refresh();
    ({ folds, astray } = await foldWorks(library, kind, ids));
  }
  await writeFolds(library, kind, folds, guard);
  const gone = [...folds].flatMap(([id, { works }]) => (works === 0 ? [id] : []));
  if (gone.length > 0) await library[kind].remove(gone);
  return new Map([...folds].map(([id, { works }]) => [id, works]));
}

/** `astray`: the works whose authors are to be corrected. */
async function foldWorks<K extends EntityKind>(
  library: Library,
  kind: K,
  ids: readonly string[],
): Promise<{ folds: Folds<K>; astray: readonly string[] }> {
  const breathe = createBreather();
  const folds = new Map(ids.map((id) => [id, createFold(kind, id)]));
  const curations = kind === 'authors' ? new Curations(library.curation) : undefined;
  const astray: string[] = [];
  for await (const works of worksWhere(library.works, NAMING_FIELD[kind], ids)) {
    for (const { id } of (await curations?.corrected(works)) ?? []) astray.push(id);
    for (const work of works) {
      for (const id of namedBy(work, kind)) folds.get(id)?.add(work);
      await breathe();
    }
  }
  return { folds, astray };
}

/** Gives works the authors that people said they have. */
async function correct(library: Library, ids: readonly string[], guard: Guard): Promise<void> {
  for (let i = 0; i < ids.length; i += WORKS_PER_ASSIGNMENT) {
    const slice = ids.slice(i, i + WORKS_PER_ASSIGNMENT);
    await guard(async () => {
      const found = await library.works.fetch(slice);
      const works = found.filter((work, j): work is Work => work !== undefined && work.id === slice[j]);
      await library.works.assign(await new Curations(library.curation).corrected(works));
    });
  }
}

async function writeFolds<K extends EntityKind>(
  library: Library,
  kind: K,
  folds: Folds<K>,
  guard: Guard,
): Promise<void> {
  const breathe = createBreather();
  const things: Derived[K][] = [];
  for (const fold of folds.values()) {
    if (fold.works > 0) things.push(fold.result());
    await breathe();
  }
  if (things.length > 0) await writeEntities(library, kind, things, guard);
}

/** Writes entities as they come from their works; authors with what people said of them. */
export async function writeEntities<K extends EntityKind>(
  library: Library,
  kind: K,
  things: readonly Derived[K][],
  guard: Guard,
): Promise<void> {
  const collections: { readonly [P in EntityKind]: Collection<Derived[P]> } = library;
  if (kind !== 'authors') {
    await collections[kind].write(things);
    return;
  }
  // whoever changes curation writes the author too: never between this reading and this writing
  await guard(async () => library.authors.write(await withCuration(library, things as readonly Author[])));
}
