// Records of one work: joined, found by every id, counted once, kept over re-imports, and parted again.
import { beforeEach, expect, test } from '@jest/globals';
import { derive } from '../../indexer/derive.js';
import { deriveVersions } from '../../indexer/derive-versions.js';
import { mergeRecords } from '../../src/domain/merge-records.js';
import { asImported, type Work } from '../../src/domain/work.js';
import { embed } from '../support/engine-session.js';
import { markedIn, matchedIn, scanned, unmarkAll } from '../support/library-session.js';
import { type PaperShape, paperOf } from '../support/paper-records.js';
import { degrees, makeModel } from '../support/works.js';
import type { Shared } from './library.contract.js';

const WHOLE: PaperShape = { preprint: true, published: true, catalogued: true, delay: 1, linked: true };
const never = () => false;
const byTitle = (word: string) => ({
  text: { text: word, loose: word, phrases: [], excluded: [] },
});

export function describeVersions(shared: Shared): void {
  beforeEach(async () => {
    const { works } = shared.library;
    // what was taken in comes forth when what took it in is gone
    do {
      for (const batch of await scanned(works)) await works.remove(batch.map(({ id }) => id));
      await derive(shared.library);
    } while ((await works.count()) > 0);
    await unmarkAll(works);
    await works.refresh();
  });
  checkJoining(shared);
  checkJoined(shared);
  checkChanging(shared);
  checkRemoving(shared);
  checkDying(shared);
}

function checkJoining(shared: Shared): void {
  test('records of a paper become one work, which every id leads to, and which is there once', async () => {
    const { works } = shared.library;
    const { records } = paperOf(1, WHOLE);
    const other = paperOf(2, { ...WHOLE, preprint: false, catalogued: false }).records;
    expect(await works.write([...records, ...other])).toEqual(Array.from({ length: 4 }, () => 'created'));
    expect(await deriveVersions(shared.library, { stopped: never })).toBe(1);
    const merged = mergeRecords(records);
    const ids = records.flatMap(({ id, ids: { doi, arxiv } }) => [id, doi, arxiv].filter((one) => one !== undefined));
    expect(await works.fetch(ids)).toEqual(ids.map(() => merged));
    expect(
      (await scanned(works))
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([merged.id, other[0]?.id].sort());
    expect([await works.count(), (await works.status()).works]).toEqual([2, 2]);
    await works.refresh();
    expect(await matchedIn(works, {})).toEqual([merged.id, other[0]?.id].sort());
    expect(await matchedIn(works, { ...byTitle('harbour lichen') })).toEqual([]);
    expect(await matchedIn(works, { ...byTitle('lichen') })).toEqual([merged.id]);
    expect(await matchedIn(works, { filter: { type: 'not', filter: { type: 'none' } } })).toHaveLength(2);
    const doi: Work['ids']['doi'] = records[1]?.ids.doi;
    expect(await matchedIn(works, { filter: { type: 'values', field: 'doi', values: [doi ?? ''] } })).toEqual([
      merged.id,
    ]);
    expect(await works.records(records.map(({ id }) => id))).toHaveLength(3);
  });

  test('what is joined lacks one vector, and has one', async () => {
    const { works } = shared.library;
    const model = makeModel(2);
    await works.write(paperOf(3, WHOLE).records);
    await deriveVersions(shared.library, { stopped: never });
    const lacking = await works.unembedded(model, 10);
    expect(lacking).toHaveLength(1);
    await embed(works, model, Object.fromEntries(lacking.map(({ id }) => [id, degrees(0)])));
    expect(await works.unembedded(model, 10)).toEqual([]);
  });
}

function checkJoined(shared: Shared): void {
  test('joining marks whom the records named, and again is no change', async () => {
    const { works } = shared.library;
    await works.write(paperOf(4, WHOLE).records);
    await unmarkAll(works);
    const group = paperOf(4, WHOLE).records.map(({ id }) => id);
    expect(await works.join([group])).toBe(1);
    expect(await markedIn(works)).toEqual(expect.arrayContaining(['sources source:arxiv', 'topics topic:coasts']));
    await unmarkAll(works);
    expect(await works.join([group])).toBe(0);
    expect(await works.write(paperOf(4, WHOLE).records)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await markedIn(works)).toEqual([]);
  });

  test('records are found by what they share', async () => {
    const { works } = shared.library;
    const { records } = paperOf(5, WHOLE);
    await works.write(records);
    const [preprint, published] = records as [Work, Work, Work];
    const both = [preprint.id, published.id].sort();
    expect(await works.sharing([published.ids.doi ?? '', 'https://doi.org/10.9999/none'])).toEqual([both, []]);
    await works.remove([preprint.id]);
    expect(await works.sharing([published.ids.doi ?? ''])).toEqual([[published.id]]);
  });
}

function checkChanging(shared: Shared): void {
  test('other content of a record changes its work, whichever record it is', async () => {
    const { works } = shared.library;
    const { records } = paperOf(6, WHOLE);
    await works.write(records);
    await deriveVersions(shared.library, { stopped: never });
    for (const record of records) {
      const changed = { ...record, cited_by_count: 100 + records.indexOf(record) };
      expect(await works.write([changed])).toEqual(['updated']);
      await deriveVersions(shared.library, { stopped: never });
      const [work] = await works.fetch([record.id]);
      expect(work?.cited_by_count).toBe(changed.cited_by_count);
      expect(work?.versions).toHaveLength(3);
      expect(await works.count()).toBe(1);
    }
  });

  test('a record that is another work from now on stands for itself', async () => {
    const { works } = shared.library;
    const { records } = paperOf(7, WHOLE);
    await works.write(records);
    await deriveVersions(shared.library, { stopped: never });
    const [, , catalogued] = records as [Work, Work, Work];
    const corrected = { ...catalogued, display_name: 'On something else entirely, and nothing more' };
    await works.write([corrected]);
    await deriveVersions(shared.library, { stopped: never });
    expect(await works.fetch([corrected.id])).toEqual([corrected]);
    expect((await works.fetch([records[0]?.id ?? '']))[0]?.versions).toHaveLength(2);
    await works.refresh();
    expect(await matchedIn(works, {})).toHaveLength(2);
  });
}

function checkRemoving(shared: Shared): void {
  test.each([0, 1, 2])('removing record %i leaves the others, and they are found', async (gone) => {
    const { works } = shared.library;
    const { records } = paperOf(8, WHOLE);
    await works.write(records);
    await deriveVersions(shared.library, { stopped: never });
    const left = records.filter((_, i) => i !== gone);
    expect(await works.remove([records[gone]?.id ?? ''])).toBe(1);
    for (const { id } of left) expect((await works.fetch([id]))[0]).toBeDefined();
    await deriveVersions(shared.library, { stopped: never });
    expect(await works.fetch(left.map(({ id }) => id))).toEqual(left.map(() => mergeRecords(left)));
    await works.remove(left.slice(1).map(({ id }) => id));
    await deriveVersions(shared.library, { stopped: never });
    expect(await works.fetch([left[0]?.id ?? ''])).toEqual([left[0]]);
    await works.refresh();
    expect(await matchedIn(works, {})).toEqual([left[0]?.id]);
    await works.remove([left[0]?.id ?? '']);
    expect([await works.count(), await works.fetch([left[0]?.id ?? ''])]).toEqual([0, [undefined]]);
  });

  test('whom a paper names has written it once', async () => {
    const { works, authors, sources } = shared.library;
    await works.write(paperOf(9, WHOLE).records);
    await derive(shared.library);
    const all = (await scanned(authors)).flat();
    expect(all.map(({ works_count }) => works_count)).toEqual([1, 1, 1]);
    expect((await scanned(sources)).flat().map(({ id }) => id)).toEqual(['source:tides']);
  });
}

function checkDying(shared: Shared): void {
  test('who died before the marks were cleared, or in the middle, has lost nothing', async () => {
    const { records } = paperOf(10, WHOLE);
    await shared.library.works.write(records.slice(0, 2));
    await deriveVersions(shared.library, { stopped: never });
    await shared.library.works.write(records.slice(2));
    await shared.reopen();
    const { works } = shared.library;
    expect(await works.countMarked()).toBeGreaterThan(0);
    await deriveVersions(shared.library, { stopped: never });
    expect(await works.fetch(records.map(({ id }) => id))).toEqual(records.map(() => mergeRecords(records)));
    expect((await works.records(records.map(({ id }) => id))).map((one) => one && asImported(one))).toEqual(records);
  });
}
