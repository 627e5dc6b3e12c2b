// What a work concerns besides itself: the entities that it names, and the names of people who are told apart by evidence.
import { isListed, type Work } from '../domain/work.js';
import type { MarkKey } from './engine.js';

/** The marks that a change of this work sets, each once. Entities know nothing of records that a work takes in. */
export function touchedBy(work: Work): MarkKey[] {
  const keys = new Map<string, MarkKey>();
  const add = (kind: MarkKey['kind'], id: string | undefined) => {
    if (id !== undefined) keys.set(`${kind} ${id}`, { kind, id });
  };
  for (const id of [work.id, work.version_of, ...(work.versions ?? []).map((one) => one.id)]) add('versions', id);
  if (!isListed(work)) return [...keys.values()];
  for (const { author, institutions } of work.authorships) {
    add('authors', author.id);
    add('names', author.name_key);
    for (const institution of institutions) add('institutions', institution.id);
  }
  for (const topic of work.topics) add('topics', topic.id);
  add('sources', work.primary_location?.source?.id);
  return [...keys.values()];
}

/** The marks that naming other people as its authors sets: who shares a name or a paper with whom is not changed by that. */
export function touchedByAssigning(work: Work): MarkKey[] {
  return touchedBy(work).filter(({ kind }) => kind !== 'names' && kind !== 'versions');
}

/** The marks that joining sets: who is a record of what was just decided. */
export function touchedByJoining(work: Work): MarkKey[] {
  return touchedBy(work).filter(({ kind }) => kind !== 'versions');
}

/** The order in which marks are given out: what is one work, then who people are, then what is derived of them. */
export const MARK_ORDER: readonly MarkKey['kind'][] = [
  'versions',
  'names',
  'authors',
  'topics',
  'institutions',
  'sources',
];
