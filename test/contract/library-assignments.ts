// Who the authors of a work are: found out or corrected, kept over re-imports, undone by other content.
import { expect, test } from '@jest/globals';
import type { Filter } from '../../src/domain/query.js';
import { asImported, type Work } from '../../src/domain/work.js';
import type { Library } from '../../src/engine/engine.js';
import { embed, idsOf, near } from '../support/engine-session.js';
import { matchedIn, searchIn } from '../support/library-session.js';
import { degrees, makeModel, makeWork } from '../support/works.js';
import type { Shared } from './library.contract.js';

/** A work of two people: one whom the source gives an id, one whom it knows by name only. */
function workOfTwo(id: string, more: Partial<Work> = {}): Work {
  return makeWork({
    id,
    authorships: [
      { author_position: 'first', author: { id: `${id}:source`, display_name: 'Ann One' }, institutions: [] },
      { author_position: 'last', author: { display_name: 'Bob Two', name_key: `${id} bob two` }, institutions: [] },
    ],
    ...more,
  });
}

const byAuthor = (id: string): Filter => ({ type: 'values', field: 'authorships.author.id', values: [id] });

async function authorsOf({ works }: Library, id: string) {
  const [work] = await works.fetch([id]);
  return work?.authorships.map(({ author }) => [author.id, author.source_id, author.name_key]);
}

export function describeAssignments(shared: Shared): void {
  checkFinding(shared);
  checkReimport(shared);
  checkVectors(shared);
}

function checkFinding(shared: Shared): void {
  test('assigned authors are in the work at once, and found after the next refresh', async () => {
    const { works } = shared.library;
    await works.write([workOfTwo('a:1')]);
    expect(await works.assign([{ id: 'a:1', authors: ['a:1:ann', 'a:1:bob'] }])).toBe(1);
    expect(await authorsOf(shared.library, 'a:1')).toEqual([
      ['a:1:ann', 'a:1:source', undefined],
      ['a:1:bob', undefined, 'a:1 bob two'],
    ]);
    await works.refresh();
    expect(await matchedIn(works, { filter: byAuthor('a:1:ann') })).toEqual(['a:1']);
    expect(await matchedIn(works, { filter: byAuthor('a:1:bob') })).toEqual(['a:1']);
    expect(await matchedIn(works, { filter: byAuthor('a:1:source') })).toEqual([]);
  });

  test('undefined leaves an author, or makes him again what the source says', async () => {
    const { works } = shared.library;
    await works.write([workOfTwo('a:2')]);
    await works.assign([{ id: 'a:2', authors: ['a:2:ann', 'a:2:bob'] }]);
    expect(await works.assign([{ id: 'a:2', authors: [undefined, 'a:2:bob'] }])).toBe(1);
    expect((await authorsOf(shared.library, 'a:2'))?.[0]).toEqual(['a:2:source', undefined, undefined]);
    expect(await works.assign([{ id: 'a:2', authors: [undefined, undefined] }])).toBe(1);
    expect(await works.fetch(['a:2'])).toEqual([workOfTwo('a:2')]);
    await works.refresh();
    expect(await matchedIn(works, { filter: byAuthor('a:2:bob') })).toEqual([]);
    expect(await matchedIn(works, { filter: byAuthor('a:2:source') })).toEqual(['a:2']);
  });

  test('what is there already is no change, unknown works are skipped', async () => {
    const { works } = shared.library;
    await works.write([workOfTwo('a:3'), workOfTwo('a:3b')]);
    expect(await works.assign([])).toBe(0);
    expect(await works.assign([{ id: 'a:3', authors: ['a:3:source', undefined] }])).toBe(0);
    const both = ['a:3', 'nowhere', 'a:3b'].map((id) => ({ id, authors: ['a:3:x', 'a:3:y'] }));
    expect(await works.assign(both)).toBe(2);
    expect(await works.assign(both)).toBe(0);
    expect(await works.fetch(['nowhere'])).toEqual([undefined]);
  });
}

function checkReimport(shared: Shared): void {
  test('writing the work again as its source has it is unchanged and keeps the assignment', async () => {
    const { works } = shared.library;
    await works.write([workOfTwo('a:4')]);
    await works.assign([{ id: 'a:4', authors: ['a:4:ann', 'a:4:bob'] }]);
    expect(await works.write([workOfTwo('a:4')])).toEqual(['unchanged']);
    expect((await authorsOf(shared.library, 'a:4'))?.map(([id]) => id)).toEqual(['a:4:ann', 'a:4:bob']);
    const [stored] = await works.fetch(['a:4']);
    expect(stored && asImported(stored)).toEqual(workOfTwo('a:4'));
  });

  test('writing it with other content drops the assignment', async () => {
    const { works } = shared.library;
    await works.write([workOfTwo('a:5')]);
    await works.assign([{ id: 'a:5', authors: ['a:5:ann', 'a:5:bob'] }]);
    const changed = workOfTwo('a:5', { cited_by_count: 3 });
    expect(await works.write([changed])).toEqual(['updated']);
    expect(await works.fetch(['a:5'])).toEqual([changed]);
    await works.refresh();
    expect(await matchedIn(works, { filter: byAuthor('a:5:ann') })).toEqual([]);
  });

  test('an assignment is there after reopening, and content is still recognised as equal', async () => {
    await shared.library.works.write([workOfTwo('a:6')]);
    await shared.library.works.assign([{ id: 'a:6', authors: ['a:6:ann', 'a:6:bob'] }]);
    await shared.reopen();
    const { works } = shared.library;
    await works.refresh();
    expect(await matchedIn(works, { filter: byAuthor('a:6:ann') })).toEqual(['a:6']);
    expect(await works.write([workOfTwo('a:6')])).toEqual(['unchanged']);
  });
}

function checkVectors(shared: Shared): void {
  test('an assigned work keeps its vector, and is found by meaning', async () => {
    const { works } = shared.library;
    await works.write([workOfTwo('a:7', { display_name: 'graphs' })]);
    await embed(works, makeModel(2), { 'a:7': degrees(30) });
    expect(await works.assign([{ id: 'a:7', authors: ['a:7:ann', undefined] }])).toBe(1);
    const lacking = await works.unembedded(makeModel(2), 1000);
    expect(lacking.map((work) => work.id)).not.toContain('a:7');
    expect((await works.vectors(['a:7']))[0]).toHaveLength(2);
    await works.refresh();
    const filter = byAuthor('a:7:ann');
    const answer = await searchIn(works, { filter, semantic: near(degrees(30), 0.9) });
    expect(idsOf(answer.semantic)).toEqual(['a:7']);
  });
}
