// Things by ids that somebody gave, which may be another id of a thing than the one that is stored.
import { twinOf } from '../domain/ids.js';

interface Fetching<D> {
  fetch(ids: readonly string[]): Promise<(D | undefined)[]>;
}

/**
 * @param ids in stored form
 * @returns in their order; undefined where there is nothing with the id, nor with the other id of the same work
 */
export async function fetchByIds<D>(from: Fetching<D>, ids: readonly string[]): Promise<(D | undefined)[]> {
  const found = await from.fetch(ids);
  const twins = ids.map((id, i) => (found[i] ? undefined : twinOf(id)));
  const asked = twins.filter((twin) => twin !== undefined);
  if (asked.length === 0) return found;
  const others = (await from.fetch(asked)).values();
  return found.map((one, i) => (twins[i] === undefined ? one : others.next().value));
}
