// Reading works without searching: everything, how many, and their vectors.
import { expect, test } from '@jest/globals';
import { embed } from '../support/engine-session.js';
import { markedIn, scanned, unmarkAll } from '../support/library-session.js';
import { numbered } from '../support/numbered-works.js';
import { degrees, makeModel, makeWork, titled, unit } from '../support/works.js';
import type { Shared } from './library.contract.js';

/** More than one batch. */
const MANY = 1005;

export function describeReading(shared: Shared): void {
  test('an empty library has nothing to count and to scan', async () => {
    expect(await shared.library.works.count()).toBe(0);
    expect((await scanned(shared.library.works)).flat()).toEqual([]);
  });

  test('vectors come by stored id, of unit length, undefined where there is none', async () => {
    const { works } = shared.library;
    const doi = 'https://doi.org/10.1234/v';
    await works.write([...titled({ 'v:a': 'one', 'v:none': 'two' }), makeWork({ id: 'v:doi', ids: { doi } })]);
    expect(await works.vectors(['v:a', 'nowhere'])).toEqual([undefined, undefined]);
    await embed(works, makeModel(3), { 'v:a': unit(1, 2, -2), 'v:doi': unit(0, 0, 1) });
    const [a, none, byDoi, again] = await works.vectors(['v:a', 'v:none', doi, 'v:doi']);
    expect([none, byDoi]).toEqual([undefined, undefined]);
    expect([...(again ?? [])]).toEqual([0, 0, 1]);
    expect(Math.hypot(...(a ?? []))).toBeCloseTo(1, 2);
    for (const [i, component] of unit(1, 2, -2).entries()) expect(a?.[i]).toBeCloseTo(component, 2);
    expect(await works.vectors([])).toEqual([]);
  });

  test('vectors are those of the current model, and of the text as it is', async () => {
    const { works } = shared.library;
    await works.write(titled({ 'm:a': 'one' }));
    await embed(works, makeModel(3), { 'm:a': unit(1, 0, 0) });
    await embed(works, makeModel(2), { 'm:a': degrees(0) });
    expect((await works.vectors(['m:a']))[0]).toHaveLength(3);
    await works.switchModel(makeModel(2));
    expect((await works.vectors(['m:a']))[0]).toHaveLength(2);
    await works.write(titled({ 'm:a': 'another text' }));
    expect(await works.vectors(['m:a'])).toEqual([undefined]);
  });

  test('vectors mark nothing', async () => {
    const { works } = shared.library;
    const author = { id: 'm:author', display_name: 'Somebody' };
    await works.write([makeWork({ id: 'm:b', authorships: [{ author_position: 'first', author, institutions: [] }] })]);
    await unmarkAll(works);
    await embed(works, makeModel(2), { 'm:b': degrees(90) });
    expect(await markedIn(works)).toEqual([]);
  });

  test('a scan reads everything once, in batches of at most 1,000, changes of a moment ago included', async () => {
    const { works } = shared.library;
    const before = await works.count();
    await works.write(numbered(MANY));
    await works.remove(['w:000003', 'nowhere']);
    await works.write([makeWork({ id: 'w:000004', display_name: 'written again' })]);
    expect((await works.count()) - before).toBe(MANY - 1);
    const batches = await scanned(works);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(1000);
    const all = batches.flat();
    expect(all).toHaveLength(await works.count());
    const ids = new Set(all.map((work) => work.id));
    expect([ids.size, ids.has('w:000003'), ids.has('w:001004')]).toEqual([all.length, false, true]);
    expect(all.find((work) => work.id === 'w:000004')?.display_name).toBe('written again');
  });
}
