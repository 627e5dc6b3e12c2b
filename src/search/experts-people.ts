// Conditions on people in a search over their works: few people choose the works, many are chosen afterwards.

import type { Author } from '../domain/entities.js';
import { and, type Filter } from '../domain/query.js';
import type { Collection } from '../engine/engine.js';

/** Up to so many people, works are searched among theirs alone. */
export const FEW = 2000;

/** The engines answer lists of ids up to this length at once. */
const AT_ONCE = 1000;

/** The field of works that names their authors. */
export const AUTHOR_ID = 'authorships.author.id';

/** People who fulfil a condition: all there are if they are few, else a question to ask of each. */
export type Circle =
  | { readonly type: 'everybody' }
  | { readonly type: 'few'; readonly ids: ReadonlySet<string> }
  | { readonly type: 'many'; readonly filter: Filter };

type Authors = Pick<Collection<Author>, 'retrieve'>;

export async function circleOf(authors: Authors, filter: Filter): Promise<Circle> {
  if (filter.type === 'all') return { type: 'everybody' };
  const ids = await idsOf(authors, filter, FEW + 1);
  return ids.length <= FEW ? { type: 'few', ids: new Set(ids) } : { type: 'many', filter };
}

/** What the works must fulfil for these people to be among their authors, as far as that can be asked. */
export function worksOf(circle: Circle): Filter {
  if (circle.type !== 'few') return { type: 'all' };
  return { type: 'values', field: AUTHOR_ID, values: [...circle.ids] };
}

/** Which of these people are in the circle. */
export async function membersOf(authors: Authors, circle: Circle, ids: readonly string[]): Promise<Set<string>> {
  if (circle.type === 'everybody') return new Set(ids);
  if (circle.type === 'few') return new Set(ids.filter((id) => circle.ids.has(id)));
  const members: string[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some: Filter = { type: 'values', field: 'id', values: ids.slice(at, at + AT_ONCE) };
    members.push(...(await idsOf(authors, and([some, circle.filter]), AT_ONCE)));
  }
  return new Set(members);
}

async function idsOf(authors: Authors, filter: Filter, limit: number): Promise<readonly string[]> {
  const order = { by: [], offset: 0, limit };
  const { sorted } = await authors.retrieve({ filter, lexical: false, window: 0, order, facets: [] });
  return sorted;
}
