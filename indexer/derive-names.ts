// Authors whom no source identifies: gathers the mentions of a name, tells the people apart, gives the works their ids.
import type { AuthorRef, Work } from '../src/domain/work.js';
import type { Assignment, Library } from '../src/engine/engine.js';
import { Curations } from './derive-curation.js';
import type { Guard } from './derive-guard.js';
import { createBreather, inRuns, worksWhere } from './derive-read.js';
import { identify, type Mention, mentionsOf, possibleIds } from './identity/identify.js';

/** The works of a name, as far as they concern it. */
export class NameBlock {
  readonly #mentions: Mention[] = [];
  /** The ids that the mentions have now. */
  readonly #ids: (string | undefined)[] = [];

  add(mention: Mention, work: Work): void {
    this.#mentions.push(mention);
    this.#ids.push(work.authorships[mention.position]?.author.id);
  }

  get size(): number {
    return this.#mentions.length;
  }

  /** The mentions that should have another id, corrected as people said. */
  async changes(key: string, curations: Curations): Promise<{ work: string; position: number; id: string }[]> {
    const possible = (await curations.isEmpty()) ? [] : possibleIds(key, this.#mentions);
    await curations.load(possible);
    const isHeld = possible.some((id) => curations.has(id)) ? (id: string) => curations.has(id) : undefined;
    const people = identify(key, this.#mentions, isHeld);
    return this.#mentions.flatMap(({ work, position, records }, i) => {
      const id = curations.resolve(people[i] as string, records);
      return id === this.#ids[i] ? [] : [{ work, position, id }];
    });
  }
}

/** New ids by work and place: few of a work, so that a list takes a fifth of the memory of a map. */
export type Plan = Map<string, { readonly position: number; readonly id: string }[]>;

export function addToPlan(plan: Plan, changes: Awaited<ReturnType<NameBlock['changes']>>): void {
  for (const { work, position, id } of changes) {
    const places = plan.get(work);
    if (places) places.push({ position, id });
    else plan.set(work, [{ position, id }]);
  }
}

/** Works that are assigned in one call. */
export const WORKS_PER_ASSIGNMENT = 200;

/**
 * Gives works the ids of a plan, and leaves their other authors as they are. Returns how many works changed.
 * @param stopped ends it early, with what is done so far
 */
export async function assignPlan(library: Library, plan: Plan, stopped = () => false): Promise<number> {
  const breathe = createBreather();
  const ids = await inRuns(plan.keys());
  let changed = 0;
  for (let i = 0; i < ids.length && !stopped(); i += WORKS_PER_ASSIGNMENT) {
    const slice = ids.slice(i, i + WORKS_PER_ASSIGNMENT);
    const works = await library.works.fetch(slice);
    const assignments = works.flatMap((work, j): Assignment[] => {
      const places = new Map(plan.get(slice[j] as string)?.map(({ position, id }) => [position, id]));
      if (work === undefined || work.id !== slice[j]) return [];
      // the work may be another one since: ids of its source are not for these people
      const idAt = ({ id, name_key }: AuthorRef, place: number) =>
        name_key === undefined ? id : (places.get(place) ?? id);
      return [{ id: work.id, authors: work.authorships.map(({ author }, place) => idAt(author, place)) }];
    });
    changed += await library.works.assign(assignments);
    await breathe();
  }
  return changed;
}

/**
 * Tells apart the people of these names anew. The index must show the works.
 * @returns how many mentions each of the names has
 */
export async function deriveNames(
  library: Library,
  keys: readonly string[],
  guard: Guard,
): Promise<ReadonlyMap<string, number>> {
  const breathe = createBreather();
  const blocks = new Map(keys.map((key) => [key, new NameBlock()]));
  for await (const works of worksWhere(library.works, 'authorships.author.name_key', keys)) {
    for (const work of works) {
      for (const { key, mention } of mentionsOf(work)) blocks.get(key)?.add(mention, work);
      await breathe();
    }
  }
  await guard(async () => {
    const curations = new Curations(library.curation);
    const plan: Plan = new Map();
    for (const [key, block] of blocks) {
      if (block.size > 0) addToPlan(plan, await block.changes(key, curations));
      await breathe();
    }
    await assignPlan(library, plan);
  });
  return new Map([...blocks].map(([key, { size }]) => [key, size]));
}
