// The library's contract on Elasticsearch, each group of tests with indices of its own; and what only this engine has to keep.

import { randomUUID } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Server } from '../../src/engine/elasticsearch/client.js';
import { Marks } from '../../src/engine/elasticsearch/marks.js';
import { type Engine, type Library, partsOf, refreshLibrary } from '../../src/engine/engine.js';
import { touchedBy } from '../../src/engine/touched.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { embed, shortly } from '../support/engine-session.js';
import { makeAuthor } from '../support/entities.js';
import { markedIn, scanned, searchIn, shortMarks, unmarkAll } from '../support/library-session.js';
import { deleteIndices, openElasticsearchLibrary } from '../support/open-elasticsearch.js';
import { byAuthor, degrees, makeModel, makeWork, onTopic } from '../support/works.js';
import { describeLibrary } from './library.contract.js';

await describeOnElasticsearch('the contract of a library', (url) => {
  describeLibrary('Elasticsearch', () => openElasticsearchLibrary(url));
  describe('indices', () => checkIndices(url));
  describe('announced changes', () => checkAnnouncements(url));
});

function checkIndices(url: string): void {
  const client = new Client({ node: url });
  let opened: Awaited<ReturnType<typeof openElasticsearchLibrary>>;
  let library: Library;
  beforeAll(async () => {
    opened = await openElasticsearchLibrary(url);
    library = opened.library;
  });
  afterAll(async () => {
    await client.close();
    await opened.close();
  });
  const indices = async () => Object.keys(await client.indices.get({ index: `${opened.prefix}-*` })).sort();

  test('a collection that nothing was written to is empty, and has no index', async () => {
    const { authors, curation, works } = library;
    await refreshLibrary(library);
    for (const part of partsOf(library)) await part.reindex();
    const filter = { type: 'values', field: 'topics.id', values: ['t'] } as const;
    const answer = await searchIn(authors, { filter, facets: [{ field: 'topics.id', size: 5 }] });
    expect([answer.total, answer.coverage]).toEqual([
      { value: 0, relation: 'eq' },
      { works: 0, vectors: 0 },
    ]);
    expect(shortly(answer.facets.get('topics.id'))).toEqual(['t*: 0']);
    expect([await curation.count(), await curation.fetch(['a']), await scanned(curation)]).toEqual([
      0,
      [undefined],
      [],
    ]);
    expect(await authors.remove(['a'])).toBe(0);
    expect([await works.marked(10), await works.countMarked()]).toEqual([[], 0]);
    expect(await indices()).toEqual([`${opened.prefix}-works-000002`]);
  });

  test('the first thing that is written makes the index, and is read at once', async () => {
    const author = makeAuthor({ id: 'a', display_name: 'Ann One' });
    expect(await library.authors.write([author])).toEqual(['created']);
    expect(await library.authors.fetch(['a'])).toEqual([author]);
    expect((await searchIn(library.authors, {})).total.value).toBe(0);
    await library.authors.refresh();
    expect((await searchIn(library.authors, {})).total.value).toBe(1);
    expect(await indices()).toContain(`${opened.prefix}-authors-000001`);
  });

  checkRebuilding(() => library.works);
}

function checkRebuilding(open: () => Engine): void {
  test('an index that is built anew has the assigned authors and the vectors, and marks nothing', async () => {
    const works = open();
    await works.write([makeWork({ id: 'w', authorships: [byAuthor('Ann One')] })]);
    await embed(works, makeModel(2), { w: degrees(0) });
    await works.assign([{ id: 'w', authors: ['a'] }]);
    const before = await works.fetch(['w']);
    await unmarkAll(works);
    await works.reindex();
    expect(await works.fetch(['w'])).toEqual(before);
    expect(before[0]?.authorships[0]?.author).toMatchObject({ id: 'a', source_id: 'author:ann-one' });
    expect((await works.vectors(['w']))[0]).toEqual(degrees(0));
    expect(await works.write([makeWork({ id: 'w', authorships: [byAuthor('Ann One')] })])).toEqual(['unchanged']);
    expect(await markedIn(works)).toEqual([]);
  });
}

function checkAnnouncements(url: string): void {
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  const server = new Server({ url });
  const leave = server.join();
  const work = makeWork({ id: 'w', authorships: [byAuthor('Ann One')], topics: [onTopic('graphs')] });
  const touched = ['versions w', 'authors author:ann-one', 'topics topic:graphs'];
  afterAll(async () => {
    await leave();
    await deleteIndices(url, prefix);
  });

  test('what is announced is marked when it is done, or when nobody seems to go on with it', async () => {
    const marks = new Marks(server, prefix);
    await marks.journal(touchedBy).announce([work]);
    expect([await marks.list(10), await marks.count()]).toEqual([[], 0]);
    const muchLater = new Marks(server, prefix, 0);
    expect(await muchLater.count()).toBe(3);
    expect(shortMarks(await muchLater.list(10))).toEqual(touched);
  });

  test('it is marked once, however often the change is tried', async () => {
    const marks = new Marks(server, prefix);
    await marks.clear(await marks.list(10));
    const journal = marks.journal(touchedBy);
    await journal.announce([work]);
    await journal.announce([work, { ...work, topics: [] }]);
    await journal.settle();
    await journal.settle();
    const read = await marks.list(10);
    expect(shortMarks(read)).toEqual(touched);
    await marks.clear(read);
    // the announcement is gone
    expect(await new Marks(server, prefix, 0).list(10)).toEqual([]);
  });
}
