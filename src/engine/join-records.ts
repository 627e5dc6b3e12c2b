// What joining changes: of records as they are stored, to one work that takes in the others. The same for all engines.
import { headOf, mergeRecords } from '../domain/merge-records.js';
import { asImported, type Work, withoutFindings } from '../domain/work.js';

/**
 * The things that have to be stored for these records to be one work, the work first; those that stand so are left out.
 * What was found out of a work that stays the same is kept.
 * @param stored what stands under the ids of the group
 */
export function joined(stored: readonly Work[]): Work[] {
  const records = stored.map(asImported);
  if (records.length === 0) return [];
  const id = headOf(records);
  const work = mergeRecords(records);
  return stored
    .map((before) => ({ before, after: before.id === id ? work : { ...asImported(before), version_of: id } }))
    .filter(({ before, after }) => JSON.stringify(withoutFindings(before)) !== JSON.stringify(after))
    .map(({ after }) => after)
    .sort((a, b) => Number(b.id === id) - Number(a.id === id));
}
