// Conditions on people: few are named, many are asked about, and both say the same.
import { describe, expect, test } from '@jest/globals';
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { ALL } from '../../../src/domain/query.js';
import { circleOf, FEW, membersOf, worksOf } from '../../../src/search/experts-people.js';
import { parseFilter } from '../../../src/search/parse-filter.js';
import { makeAuthor } from '../../support/entities.js';
import { createOracleCollection } from '../../support/oracle-collection.js';

const idOf = (i: number) => `a${String(i).padStart(5, '0')}`;

/** One more than few with an h-index above 0; every third of these above 1, and one above 2. */
async function people() {
  const authors = createOracleCollection(AUTHORS);
  const all = Array.from({ length: FEW + 50 }, (_, i) => {
    const h_index = i > FEW ? 0 : i === 7 ? 3 : i % 3 === 0 ? 2 : 1;
    return makeAuthor({ id: idOf(i), display_name: `Person ${i}`, h_index });
  });
  await authors.write(all);
  await authors.refresh();
  return { authors, ids: all.map(({ id }) => id) };
}

describe('circleOf', () => {
  test('no condition is everybody, and asks nothing of works', async () => {
    const { authors, ids } = await people();
    const circle = await circleOf(authors, ALL);
    expect(circle).toEqual({ type: 'everybody' });
    expect(worksOf(circle)).toEqual(ALL);
    expect(await membersOf(authors, circle, ids)).toEqual(new Set(ids));
  });

  test('few are named, and works must be theirs', async () => {
    const { authors } = await people();
    const circle = await circleOf(authors, parseFilter('h_index:>2', AUTHORS));
    expect(worksOf(circle)).toEqual({ type: 'values', field: 'authorships.author.id', values: [idOf(7)] });
    expect(await membersOf(authors, circle, [idOf(6), idOf(7), 'nobody'])).toEqual(new Set([idOf(7)]));
  });

  test('nobody is few, and no work is theirs', async () => {
    const { authors } = await people();
    const circle = await circleOf(authors, parseFilter('h_index:>9', AUTHORS));
    expect(worksOf(circle)).toEqual({ type: 'values', field: 'authorships.author.id', values: [] });
  });

  test('many are asked about, however many are asked about at once', async () => {
    const { authors, ids } = await people();
    const circle = await circleOf(authors, parseFilter('h_index:>0', AUTHORS));
    expect(circle.type).toBe('many');
    expect(worksOf(circle)).toEqual(ALL);
    expect(await membersOf(authors, circle, [...ids, 'nobody'])).toEqual(new Set(ids.slice(0, FEW + 1)));
  });
});
