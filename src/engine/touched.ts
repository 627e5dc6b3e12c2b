// What a work concerns besides itself: the entities that it names, and the names of people who are told apart by evidence.
import type { Work } from '../domain/work.js';
import type { MarkKey } from './engine.js';

/** The marks that a change of this work sets, each once. */
export function touchedBy(work: Work): MarkKey[] {
  const keys = new Map<string, MarkKey>();
  const add = (kind: MarkKey['kind'], id: string | undefined) => {
    if (id !== undefined) keys.set(`${kind} ${id}`, { kind, id });
  };
  for (const { author, institutions } of work.authorships) {
    add('authors', author.id);
    add('names', author.name_key);
    for (const institution of institutions) add('institutions', institution.id);
  }
  for (const topic of work.topics) add('topics', topic.id);
  add('sources', work.primary_location?.source?.id);
  return [...keys.values()];
}

/** The marks that naming other people as its authors sets: who shares a name with whom is not changed by that. */
export function touchedByAssigning(work: Work): MarkKey[] {
  return touchedBy(work).filter(({ kind }) => kind !== 'names');
}

/** The order in which marks are given out: who people are comes before what is derived of them. */
export const MARK_ORDER: readonly MarkKey['kind'][] = ['names', 'authors', 'topics', 'institutions', 'sources'];
