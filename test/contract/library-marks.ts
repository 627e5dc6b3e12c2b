// Marks: what a change of a work touches is to be derived anew, and stays marked until that is done.
import { beforeEach, expect, test } from '@jest/globals';
import type { Authorship, Work } from '../../src/domain/work.js';
import type { Engine, MarkKey } from '../../src/engine/engine.js';
import { markedIn, shortMarks, unmarkAll } from '../support/library-session.js';
import { makeWork, onTopic } from '../support/works.js';
import type { Shared } from './library.contract.js';

function writtenBy(author: Authorship['author'], institution?: string): Authorship {
  const institutions = institution === undefined ? [] : [{ id: institution, display_name: 'Institute' }];
  return { author_position: 'first', author, institutions };
}

const known = (id: string, institution?: string) => writtenBy({ id, display_name: 'Ann One' }, institution);
const named = (name_key: string) => writtenBy({ display_name: 'Bob Two', name_key });

/** A work that touches one thing of each kind, all named after it. */
function workOfAll(id: string, more: Partial<Work> = {}): Work {
  return makeWork({
    id,
    authorships: [known(`${id}-ann`, `${id}-here`), named(`${id} bob`)],
    topics: [onTopic(id)],
    keywords: [onTopic(`${id} keyword`)],
    primary_location: { source: { id: `${id}-journal`, display_name: 'Journal' } },
    ...more,
  });
}

const touchedByAll = (id: string) =>
  [
    `authors ${id}-ann`,
    `institutions ${id}-here`,
    `names ${id} bob`,
    `sources ${id}-journal`,
    `topics topic:${id}`,
    `versions ${id}`,
  ].sort();

export function describeMarks(shared: Shared): void {
  beforeEach(() => unmarkAll(shared.library.works));
  checkChanges(shared);
  checkAssigning(shared);
  checkClearing(shared);
  checkReading(shared);
}

function checkChanges(shared: Shared): void {
  test('a new work marks what it names, topics but not keywords', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m1')]);
    expect(await markedIn(works)).toEqual(touchedByAll('m1'));
    expect(await works.countMarked()).toBe(6);
  });

  test('an unchanged work marks nothing', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m2')]);
    await unmarkAll(works);
    expect(await works.write([workOfAll('m2')])).toEqual(['unchanged']);
    expect(await markedIn(works)).toEqual([]);
  });

  test('a rewritten work marks what it named before and what it names now', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m3')]);
    await unmarkAll(works);
    await works.write([workOfAll('m3', { authorships: [known('m3-new')], topics: [onTopic('m3 new')] })]);
    expect(await markedIn(works)).toEqual([...touchedByAll('m3'), 'authors m3-new', 'topics topic:m3-new'].sort());
  });

  test('of several versions in one batch the last one is marked', async () => {
    const { works } = shared.library;
    const versions = ['m4-first', 'm4-last'].map((id) => makeWork({ id: 'm4', authorships: [known(id)] }));
    await works.write(versions);
    expect(await markedIn(works)).toContain('authors m4-last');
  });

  test('a removed work marks what it named, an unknown one nothing', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m5')]);
    await unmarkAll(works);
    await works.remove(['m5', 'nowhere']);
    expect(await markedIn(works)).toEqual(touchedByAll('m5'));
    await unmarkAll(works);
    await works.remove(['m5']);
    expect(await markedIn(works)).toEqual([]);
  });
}

function checkAssigning(shared: Shared): void {
  test('an assignment marks the work with its authors of before and of now', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m6')]);
    await works.assign([{ id: 'm6', authors: ['m6-x', 'm6-y'] }]);
    await unmarkAll(works);
    await works.assign([{ id: 'm6', authors: ['m6-x', 'm6-z'] }]);
    const marked = await markedIn(works);
    const expected = ['authors m6-x', 'authors m6-y', 'authors m6-z', 'topics topic:m6'];
    expect(marked).toEqual(expect.arrayContaining(expected));
    expect(marked).not.toContain('authors m6-ann');
    // who shares a name with whom is as before
    expect(marked).not.toContain('names m6 bob');
  });

  test('an assignment that changes nothing marks nothing, nor does a re-import that keeps it', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m7')]);
    await works.assign([{ id: 'm7', authors: ['m7-x', 'm7-y'] }]);
    await unmarkAll(works);
    await works.assign([{ id: 'm7', authors: ['m7-x', 'm7-y'] }]);
    await works.write([workOfAll('m7')]);
    expect(await markedIn(works)).toEqual([]);
  });

  test('other content marks whom it was assigned to, and whom it names instead', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m8')]);
    await works.assign([{ id: 'm8', authors: ['m8-x', 'm8-y'] }]);
    await unmarkAll(works);
    await works.write([workOfAll('m8', { cited_by_count: 1 })]);
    expect(await markedIn(works)).toEqual([...touchedByAll('m8'), 'authors m8-x', 'authors m8-y'].sort());
  });
}

function checkClearing(shared: Shared): void {
  const ofAnn = makeWork({ id: 'm9', authorships: [known('m9-ann')] });

  test('a mark that was set again since it was read stays', async () => {
    const { works } = shared.library;
    await works.write([ofAnn]);
    const read = await works.marked(10);
    expect(shortMarks(read)).toEqual(['versions m9', 'authors m9-ann']);
    await works.write([{ ...ofAnn, cited_by_count: 1 }]);
    await works.clear(read);
    const again = await works.marked(10);
    expect(shortMarks(again)).toEqual(['versions m9', 'authors m9-ann']);
    await works.clear(again);
    expect(await works.marked(10)).toEqual([]);
    expect(await works.countMarked()).toBe(0);
  });

  test('only what is given is cleared, twice is once, and a mark may come back', async () => {
    const { works } = shared.library;
    const keys: MarkKey[] = ['m10-a', 'm10-b'].map((id) => ({ kind: 'authors', id }));
    await works.mark(keys);
    const [first] = await works.marked(1);
    if (!first) throw new Error('nothing is marked');
    await works.clear([first, first]);
    await works.clear([first]);
    await works.clear([]);
    expect(await works.countMarked()).toBe(1);
    await works.mark(keys);
    // an old stamp says nothing about a new mark
    await works.clear([first]);
    expect(await markedIn(works)).toEqual(['authors m10-a', 'authors m10-b']);
  });

  test('marks are there after reopening, and are cleared with what was read before', async () => {
    await shared.library.works.mark([
      { kind: 'authors', id: 'm11-a' },
      { kind: 'topics', id: 'm11-t' },
    ]);
    const [read] = await shared.library.works.marked(1);
    await shared.reopen();
    const { works } = shared.library;
    expect(await markedIn(works)).toEqual(['authors m11-a', 'topics m11-t']);
    if (read) await works.clear([read]);
    expect(await markedIn(works)).toEqual(['topics m11-t']);
  });
}

function checkReading(shared: Shared): void {
  test('marks are given out by kind, versions first, then names, then authors, as many as are asked for', async () => {
    const { works } = shared.library;
    await works.write([workOfAll('m12'), workOfAll('m13')]);
    const kinds = (await works.marked(100)).map((mark) => mark.kind);
    const ordered = ['versions', 'names', 'authors', 'topics', 'institutions', 'sources'].flatMap((kind) => [
      kind,
      kind,
    ]);
    expect(kinds).toEqual(ordered);
    expect((await works.marked(3)).map((mark) => mark.kind)).toEqual(ordered.slice(0, 3));
    expect(await works.marked(0)).toEqual([]);
    expect(await works.countMarked()).toBe(12);
  });

  test('very many marks are all read, each once and in their order, and all cleared', async () => {
    const { works } = shared.library;
    const count = 5_600;
    await works.mark(
      Array.from({ length: 2 * count }, (_, i): MarkKey => ({ kind: i % 2 ? 'names' : 'authors', id: `m14-${i}` })),
    );
    const read = await works.marked(2 * count - 1);
    expect(read.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 2 * count - 1 }, (_, i) => (i < count ? 'names' : 'authors')),
    );
    expect(new Set(read.map(({ id }) => id)).size).toBe(2 * count - 1);
    await works.clear(read);
    const [last, ...others] = await works.marked(10);
    expect(others).toEqual([]);
    await works.clear(last ? [last] : []);
    expect(await works.countMarked()).toBe(0);
  });

  test('marking by hand marks once, whatever the id is like', async () => {
    const { works } = shared.library;
    const ids = ['https://openalex.org/A1', 'ada łoś', '深 度', 'a b/c#d?e', "o'neil"];
    const keys: MarkKey[] = ids.flatMap((id) => [
      { kind: 'names', id },
      { kind: 'authors', id },
      { kind: 'names', id },
    ]);
    await works.mark(keys);
    await works.mark([]);
    expect(await markedIn(works)).toEqual(ids.flatMap((id) => [`authors ${id}`, `names ${id}`]).sort());
    await unmarkAllAndExpectNone(works);
  });
}

async function unmarkAllAndExpectNone(works: Engine): Promise<void> {
  await unmarkAll(works);
  expect(await works.countMarked()).toBe(0);
}
