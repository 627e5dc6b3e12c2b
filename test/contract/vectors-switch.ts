// Taking another model into use: its vectors become current when it is switched to, and those of before go.
import { expect } from '@jest/globals';
import { type Check, embed, idsOf, index, near, search, words } from '../support/engine-session.js';
import { degrees, makeModel, titled } from '../support/works.js';
import { nearby, OTHER, OURS, waiting } from './two-models.js';

export function checkSwitch(check: Check): void {
  check('switchModel makes another model current and drops the vectors of all others', async ({ engine, reopen }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(0) });
    const wide = makeModel(3, 'wide');
    await embed(engine, wide, { a: new Float32Array([1, 0, 0]), b: new Float32Array([0, 1, 0]) });
    expect(await engine.status()).toMatchObject({ model: OURS, indexedModel: OURS });
    await engine.switchModel(wide);
    await engine.refresh();
    expect(await engine.status()).toMatchObject({ model: wide, indexedModel: wide });
    const semantic = near(new Float32Array([0, 1, 0]), 0.5, wide);
    const request = { text: words('x'), lexical: false, semantic };
    expect(idsOf((await search(engine, request)).semantic)).toEqual(['b']);
    expect([await nearby(engine, OURS), await waiting(engine, OURS)]).toEqual([undefined, ['a', 'b']]);
    expect(await engine.status()).toMatchObject({ model: wide, embedded: 2 });
    const again = await reopen();
    await again.refresh();
    expect(idsOf((await search(again, request)).semantic)).toEqual(['b']);
    expect(await again.status()).toMatchObject({ model: wide, embedded: 2 });
  });

  check('after switching away from a model, every work lacks its vector again', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(0) });
    expect(await waiting(engine, OURS)).toEqual([]);
    await engine.switchModel(OTHER);
    expect((await waiting(engine, OURS)).sort()).toEqual(['a', 'b']);
    expect((await waiting(engine, OTHER)).sort()).toEqual(['a', 'b']);
    await embed(engine, OTHER, { b: degrees(0) });
    expect([await nearby(engine, OURS), await nearby(engine, OTHER)]).toEqual([undefined, ['b']]);
  });

  check('switching to the current model changes nothing', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    await embed(engine, OURS, { a: degrees(0) });
    await engine.switchModel(OURS);
    await engine.refresh();
    expect([await nearby(engine), await waiting(engine)]).toEqual([['a'], []]);
  });

  check('re-embedding resumes where it stopped, also after reopening', async ({ engine, reopen }) => {
    await index(engine, titled({ a: 'one', b: 'two', c: 'three' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(0), c: degrees(0) });
    await embed(engine, OTHER, { a: degrees(0) });
    const again = await reopen();
    expect(await waiting(again, OTHER)).toEqual(['b', 'c']);
    await again.refresh();
    expect(await nearby(again, OURS)).toEqual(['a', 'b', 'c']);
  });
}
