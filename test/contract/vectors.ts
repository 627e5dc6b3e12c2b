// Vectors and models: what is accepted, what a changed text does, and that models are never mixed.
import { expect } from '@jest/globals';
import { embeddingRank } from '../../src/domain/embedding-rank.js';
import { embeddingText } from '../../src/text/embedding-text.js';
import {
  type Check,
  embed,
  idsOf,
  index,
  near,
  search,
  storeVectors,
  textHashes,
  words,
} from '../support/engine-session.js';
import { degrees, makeModel, makeWork, titled } from '../support/works.js';
import { nearby, OTHER, OURS, waiting } from './two-models.js';
import { checkSwitch } from './vectors-switch.js';

export function checkVectors(check: Check): void {
  checkQueue(check);
  checkAcceptance(check);
  checkChanges(check);
  checkModels(check);
  checkCounting(check);
  checkSwitch(check);
}

function checkQueue(check: Check): void {
  checkOrder(check);
  check('unembedded works of equal rank come in the order in which they were written', async ({ engine }) => {
    await engine.write(titled({ z: 'one', b: 'two' }));
    await engine.write(titled({ a: 'three' }));
    expect(await waiting(engine)).toEqual(['z', 'b', 'a']);
    expect(await waiting(engine, OURS, 2)).toEqual(['z', 'b']);
    await embed(engine, OURS, { b: degrees(0) });
    expect(await waiting(engine)).toEqual(['z', 'a']);
    expect(await waiting(engine, OTHER)).toEqual(['z', 'b', 'a']);
    expect(await waiting(engine, OURS, 0)).toEqual([]);
    expect(await waiting(engine)).toEqual(['z', 'a']);
    await engine.remove(['z']);
    expect(await waiting(engine)).toEqual(['a']);
  });

  check('unembedded works bring the text to embed and its hash', async ({ engine }) => {
    const long = makeWork({ id: 'a', display_name: ' A  title ', abstract: 'and\nmore' });
    await engine.write([
      long,
      makeWork({ id: 'b', display_name: 'other' }),
      makeWork({ id: 'c', display_name: 'other' }),
    ]);
    const [a, b, c] = await engine.unembedded(OURS, 3);
    expect([a?.text, b?.text]).toEqual([embeddingText(long), 'other']);
    expect(a?.textHash).not.toBe(b?.textHash);
    // equal texts have equal hashes: a hash is of what is embedded
    expect(b?.textHash).toBe(c?.textHash);
  });
}

function checkOrder(check: Check): void {
  check('new and much cited works are unembedded first', async ({ engine }) => {
    const works = [
      makeWork({ id: 'undated' }),
      makeWork({ id: 'ancient', publication_year: 1687, cited_by_count: 3 }),
      makeWork({ id: 'old', publication_year: 2001 }),
      makeWork({ id: 'old, cited', publication_year: 2001, cited_by_count: 100_000 }),
      makeWork({ id: 'spring', publication_year: 2020, publication_date: '2020-03-01' }),
      makeWork({ id: 'that year', publication_year: 2020 }),
      makeWork({ id: 'autumn', publication_year: 2020, publication_date: '2020-10-01' }),
      makeWork({ id: 'autumn, cited once', publication_year: 2020, publication_date: '2020-10-01', cited_by_count: 1 }),
      makeWork({ id: 'cited beyond measure', cited_by_count: 2 ** 40 }),
    ];
    await engine.write(works);
    const order = works.toSorted((a, b) => embeddingRank(b) - embeddingRank(a)).map(({ id }) => id);
    expect(order.slice(0, 5)).toEqual(['autumn, cited once', 'autumn', 'that year', 'spring', 'old, cited']);
    expect(await waiting(engine)).toEqual(order);
    expect(await waiting(engine, OURS, 4)).toEqual(order.slice(0, 4));
  });

  check('works that come in meanwhile are unembedded in their turn', async ({ engine }) => {
    const dated = (id: string, year: number) => makeWork({ id, display_name: id, publication_year: year });
    await engine.write([dated('a', 2020), dated('b', 2010), dated('c', 2000)]);
    await embed(engine, OURS, { a: degrees(0), b: degrees(10) });
    expect(await waiting(engine)).toEqual(['c']);
    await engine.write([dated('d', 2015), dated('e', 2024)]);
    expect(await waiting(engine)).toEqual(['e', 'd', 'c']);
    // another text wants another vector, another year another place
    await engine.write([makeWork({ ...dated('a', 2020), abstract: 'changed' }), dated('c', 2022)]);
    expect(await waiting(engine)).toEqual(['e', 'c', 'a', 'd']);
    await embed(engine, OURS, { e: degrees(20), c: degrees(30), d: degrees(40) });
    expect(await waiting(engine)).toEqual(['a']);
    await engine.write([dated('b', 1990)]);
    expect(await waiting(engine)).toEqual(['a']);
  });
}

function checkAcceptance(check: Check): void {
  check('vectors of unknown and of changed works are skipped', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    const hashes = await textHashes(engine);
    await engine.write(titled({ b: 'changed' }));
    const vector = degrees(0);
    const stored = ['a', 'b', 'nowhere'].map((id) => ({ id, vector, textHash: hashes.get(id) ?? 'none' }));
    expect(await engine.writeVectors(OURS, stored)).toBe(1);
    await engine.refresh();
    expect(await nearby(engine)).toEqual(['a']);
    expect(await waiting(engine)).toEqual(['b']);
  });

  check('a vector written again replaces the old one', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(10) });
    expect(await nearby(engine)).toEqual(['a', 'b']);
    expect(await embed(engine, OURS, { a: degrees(30) })).toBe(1);
    expect(await nearby(engine)).toEqual(['b', 'a']);
    expect((await engine.status()).embedded).toBe(2);
  });

  check('a vector of what is no number is refused, and nothing is written', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const vectors = { b: degrees(0), a: Float32Array.of(odd, 1) };
      await expect(embed(engine, OURS, vectors)).rejects.toThrow('the vector of a has components that are no numbers');
    }
    expect((await engine.status()).embedded).toBe(0);
  });

  check('the caller may reuse the array of a vector afterwards', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    const vector = degrees(0);
    await embed(engine, OURS, { a: vector });
    vector.fill(0);
    await engine.refresh();
    expect(await nearby(engine)).toEqual(['a']);
  });
}

function checkChanges(check: Check): void {
  check('writing equal content again keeps the vector, and so does a change of other facts', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    await embed(engine, OURS, { a: degrees(0) });
    await index(engine, titled({ a: 'one' }));
    expect(await nearby(engine)).toEqual(['a']);
    await index(engine, [makeWork({ id: 'a', display_name: 'one', cited_by_count: 7 })]);
    expect([await nearby(engine), await waiting(engine)]).toEqual([['a'], []]);
  });

  check('a vector whose text has changed is dropped', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(10) });
    await index(engine, titled({ a: 'changed' }));
    expect([await nearby(engine), await waiting(engine)]).toEqual([['b'], ['a']]);
    expect((await engine.status()).embedded).toBe(1);
    await embed(engine, OURS, { a: degrees(5) });
    expect(await nearby(engine)).toEqual(['a', 'b']);
  });

  check('a removed work takes its vector along', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(10) });
    await engine.remove(['a']);
    await engine.refresh();
    expect(await nearby(engine)).toEqual(['b']);
    expect((await engine.status()).embedded).toBe(1);
    await index(engine, titled({ a: 'one' }));
    expect([await nearby(engine), await waiting(engine)]).toEqual([['b'], ['a']]);
  });
}

function checkModels(check: Check): void {
  check('without vectors the semantic leg takes no part, and words still match', async ({ engine }) => {
    await index(engine, titled({ a: 'robots' }));
    const answer = await search(engine, { text: words('robots'), semantic: near(degrees(0), -1) });
    expect([idsOf(answer.lexical), answer.semantic, answer.semanticUsed]).toEqual([['a'], [], false]);
    expect((await search(engine, { text: words('robots') })).semanticUsed).toBe(false);
  });

  check('the status tells stored vectors from those that searches find already', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await storeVectors(engine, OURS, { a: degrees(0) });
    expect(await engine.status()).toMatchObject({ embedded: 1, indexedVectors: 0 });
    await engine.refresh();
    expect(await engine.status()).toMatchObject({ embedded: 1, indexedVectors: 1 });
  });

  check('a model that was dropped and comes back has none of its old vectors', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    await embed(engine, OURS, { a: degrees(0) });
    await engine.switchModel(OTHER);
    await engine.switchModel(OURS);
    await engine.refresh();
    expect((await search(engine, { text: words('one'), semantic: near(degrees(0), 0, OURS) })).semanticUsed).toBe(
      false,
    );
  });

  check('when the last vector of the model is gone, the semantic leg takes no part', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    await embed(engine, OURS, { a: degrees(0) });
    expect(await nearby(engine)).toEqual(['a']);
    await index(engine, titled({ a: 'changed' }));
    expect(await nearby(engine)).toBeUndefined();
  });

  check('the first model written is the current one; vectors of another are never compared', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    await embed(engine, OURS, { a: degrees(0) });
    await embed(engine, OTHER, { a: degrees(0), b: degrees(0) });
    expect(await nearby(engine, OURS)).toEqual(['a']);
    expect(await nearby(engine, OTHER)).toBeUndefined();
    expect(await engine.status()).toMatchObject({ model: OURS, embedded: 1 });
  });

  check('a model is its name, revision, dtype and dimension', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    await embed(engine, OURS, { a: degrees(0) });
    for (const other of [{ name: 'test/other' }, { revision: 'r9' }, { dtype: 'int8' }]) {
      expect(await nearby(engine, { ...OURS, ...other })).toBeUndefined();
    }
    const wider = near(new Float32Array([1, 0, 0]), -1, makeModel(3));
    expect((await search(engine, { text: words('x'), lexical: false, semantic: wider })).semanticUsed).toBe(false);
    expect(await nearby(engine, { ...OURS })).toEqual(['a']);
  });
}

function checkCounting(check: Check): void {
  check('works with a vector of a model are counted, whichever model is current', async ({ engine }) => {
    expect(await engine.countEmbedded(OURS)).toBe(0);
    await index(engine, titled({ a: 'one', b: 'two', c: 'three' }));
    await embed(engine, OURS, { a: degrees(0), b: degrees(0) });
    expect([await engine.countEmbedded(OURS), await engine.countEmbedded(OTHER)]).toEqual([2, 0]);
    await embed(engine, OTHER, { c: degrees(0) });
    expect([await engine.countEmbedded(OURS), await engine.countEmbedded(OTHER)]).toEqual([2, 1]);
    await engine.remove(['c']);
    expect(await engine.countEmbedded(OTHER)).toBe(0);
    await engine.switchModel(OTHER);
    expect(await engine.countEmbedded(OURS)).toBe(0);
  });
}
