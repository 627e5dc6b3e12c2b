// Topics that were suggested for works whose source gives none: found, counted, kept over re-imports, undone by other content.
import { expect, test } from '@jest/globals';
import type { Filter } from '../../src/domain/query.js';
import { asImported, type Work, writtenText } from '../../src/domain/work.js';
import type { Library } from '../../src/engine/engine.js';
import { embed } from '../support/engine-session.js';
import { markedIn, matchedIn, searchIn } from '../support/library-session.js';
import { degrees, makeModel, makeWork } from '../support/works.js';
import type { Shared } from './library.contract.js';

const untagged = (id: string, more: Partial<Work> = {}) =>
  makeWork({ id, display_name: `On ${id}`, topics: [], ...more });
const named = (id: string) => ({ id: `topic:${id}`, display_name: id });
/** An assignment of topics, for the text that the work has. */
const topicsFor = (work: Work, ...ids: string[]) => ({
  id: work.id,
  topics: { text: writtenText(work), topics: ids.map(named) },
});

const byTopic = (id: string): Filter => ({ type: 'values', field: 'topics.id', values: [`topic:${id}`] });
const byOrigin = (origin: string): Filter => ({ type: 'values', field: 'topics_origin', values: [origin] });

async function topicsOf({ works }: Library, id: string) {
  const [work] = await works.fetch([id]);
  return work?.topics.map((topic) => [topic.id, topic.suggested]);
}

async function unmark({ works }: Library): Promise<void> {
  await works.clear(await works.marked(1000));
}

export function describeSuggestions(shared: Shared): void {
  checkFinding(shared);
  checkWhere(shared);
  checkBeside(shared);
  checkReimport(shared);
}

function checkFinding(shared: Shared): void {
  test('suggested topics are in the work at once, and found and counted after the next refresh', async () => {
    const { works } = shared.library;
    const work = untagged('s:1');
    await works.write([work]);
    expect(await works.assign([topicsFor(work, 's:tides', 's:dikes')])).toBe(1);
    expect(await topicsOf(shared.library, 's:1')).toEqual([
      ['topic:s:tides', true],
      ['topic:s:dikes', true],
    ]);
    await works.refresh();
    expect(await matchedIn(works, { filter: byTopic('s:dikes') })).toEqual(['s:1']);
    const { facets } = await searchIn(works, {
      filter: byTopic('s:dikes'),
      facets: [{ field: 'topics_origin', size: 5 }],
    });
    expect(facets.get('topics_origin')).toMatchObject([{ key: 'suggested', count: 1 }]);
  });

  test('none is an answer, which null takes back', async () => {
    const { works } = shared.library;
    const work = untagged('s:2');
    await works.write([work]);
    expect(await works.assign([topicsFor(work)])).toBe(1);
    expect(await works.assign([topicsFor(work)])).toBe(0);
    await works.refresh();
    expect(await matchedIn(works, { filter: byOrigin('none') })).toEqual(['s:2']);
    expect(await works.assign([{ id: 's:2', topics: null }])).toBe(1);
    expect(await works.fetch(['s:2'])).toEqual([work]);
    await works.refresh();
    expect(await matchedIn(works, { filter: byOrigin('none') })).toEqual([]);
  });

  test('what is suggested later replaces it; the same again is no change', async () => {
    const { works } = shared.library;
    const work = untagged('s:3');
    await works.write([work]);
    await works.assign([topicsFor(work, 's:old')]);
    await unmark(shared.library);
    const other = topicsFor(work, 's:new');
    expect(await works.assign([other, other])).toBe(1);
    expect(await topicsOf(shared.library, 's:3')).toEqual([['topic:s:new', true]]);
    expect(await markedIn(works)).toEqual(expect.arrayContaining(['topics topic:s:new', 'topics topic:s:old']));
    await unmark(shared.library);
    expect(await works.assign([other])).toBe(0);
    expect(await markedIn(works)).toEqual([]);
  });
}

function checkWhere(shared: Shared): void {
  test('works with topics of their source take none, nor do those whose text has changed', async () => {
    const { works } = shared.library;
    const [tagged, changed] = [makeWork({ id: 's:4', topics: [named('s:own')] }), untagged('s:4b')];
    await works.write([tagged, { ...changed, abstract: 'Another text.' }]);
    expect(await works.assign([topicsFor(tagged, 's:x'), topicsFor(changed, 's:x'), topicsFor(untagged('no'))])).toBe(
      0,
    );
    expect(await topicsOf(shared.library, 's:4')).toEqual([['topic:s:own', undefined]]);
    expect(await topicsOf(shared.library, 's:4b')).toEqual([]);
    await works.refresh();
    const found = await matchedIn(works, { filter: byOrigin('source') });
    expect(found).toContain('s:4');
    expect(found).not.toContain('s:4b');
  });
}

function checkBeside(shared: Shared): void {
  const ofTwo = (id: string) =>
    untagged(id, {
      authorships: [{ author_position: 'first', author: { id: `${id}:ann`, display_name: 'Ann' }, institutions: [] }],
    });

  test('authors and topics are assigned apart from each other, or together', async () => {
    const { works } = shared.library;
    const work = ofTwo('s:5');
    await works.write([work]);
    await works.assign([{ id: 's:5', authors: ['s:5:bea'] }, topicsFor(work, 's:tides')]);
    await works.assign([{ id: 's:5', authors: ['s:5:cy'] }]);
    const [stored] = await works.fetch(['s:5']);
    expect(stored?.authorships[0]?.author.id).toBe('s:5:cy');
    expect(stored?.topics).toEqual([{ ...named('s:tides'), suggested: true }]);
    await works.assign([{ id: 's:5', authors: [undefined], topics: null }]);
    expect(await works.fetch(['s:5'])).toEqual([work]);
  });

  test('topics mark the people of the work, whose topics they are too', async () => {
    const { works } = shared.library;
    const work = ofTwo('s:6');
    await works.write([work]);
    await unmark(shared.library);
    await works.assign([topicsFor(work, 's:tides')]);
    expect(await markedIn(works)).toEqual(['authors s:6:ann', 'topics topic:s:tides']);
  });

  test('a work keeps its vector', async () => {
    const { works } = shared.library;
    const work = untagged('s:7');
    await works.write([work]);
    await embed(works, makeModel(2), { 's:7': degrees(30) });
    await works.assign([topicsFor(work, 's:tides')]);
    expect((await works.vectors(['s:7']))[0]).toHaveLength(2);
    expect((await works.unembedded(makeModel(2), 1000)).map(({ id }) => id)).not.toContain('s:7');
  });
}

function checkReimport(shared: Shared): void {
  test('writing the work again as its source has it is unchanged and keeps the topics, also after reopening', async () => {
    const work = untagged('s:8', { keywords: [named('s:key')] });
    await shared.library.works.write([work, untagged('s:8b')]);
    await shared.library.works.assign([topicsFor(work, 's:tides'), topicsFor(untagged('s:8b'))]);
    await shared.reopen();
    const { works } = shared.library;
    expect(await works.write([work, untagged('s:8b')])).toEqual(['unchanged', 'unchanged']);
    expect(await topicsOf(shared.library, 's:8')).toEqual([['topic:s:tides', true]]);
    const [stored] = await works.fetch(['s:8']);
    expect(stored && asImported(stored)).toEqual(work);
    await works.refresh();
    expect(await matchedIn(works, { filter: byOrigin('none') })).toEqual(['s:8b']);
  });

  test('writing it with other content drops them, and marks them', async () => {
    const { works } = shared.library;
    const work = untagged('s:9');
    await works.write([work]);
    await works.assign([topicsFor(work, 's:gone')]);
    await unmark(shared.library);
    const changed = untagged('s:9', { cited_by_count: 3 });
    expect(await works.write([changed])).toEqual(['updated']);
    expect(await works.fetch(['s:9'])).toEqual([changed]);
    expect(await markedIn(works)).toContain('topics topic:s:gone');
    await works.refresh();
    expect(await matchedIn(works, { filter: byTopic('s:gone') })).toEqual([]);
  });
}
