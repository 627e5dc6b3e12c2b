// Writing: outcomes, the last of a batch, removal, when a change becomes visible, and that it survives reopening.
import { expect } from '@jest/globals';
import { IdeascopeError } from '../../src/errors.js';
import { type Check, embed, index, matchedIds, search, words } from '../support/engine-session.js';
import { byAuthor, degrees, makeModel, makeWork, onTopic, titled } from '../support/works.js';

export function checkWriting(check: Check): void {
  checkOutcomes(check);
  checkFetching(check);
  checkVisibility(check);
  checkDurability(check);
}

function checkOutcomes(check: Check): void {
  check('outcomes come in the order of the input: content decides what is new', async ({ engine }) => {
    const [a, b, c] = titled({ a: 'one', b: 'two', c: 'three' }) as [never, never, never];
    expect(await engine.write([b, a])).toEqual(['created', 'created']);
    const changed = makeWork({ id: 'b', display_name: 'two again' });
    expect(await engine.write([a, changed, c])).toEqual(['unchanged', 'updated', 'created']);
  });

  check('a change of any fact is an update, also where the text stays the same', async ({ engine }) => {
    await engine.write([makeWork({ id: 'a' })]);
    expect(await engine.write([makeWork({ id: 'a', cited_by_count: 1 })])).toEqual(['updated']);
    expect(await engine.write([makeWork({ id: 'a', cited_by_count: 1 })])).toEqual(['unchanged']);
  });

  check('of several works with one id in a batch the last wins', async ({ engine }) => {
    const outcomes = await engine.write(titled({ a: 'first' }).concat(titled({ b: 'other' }), titled({ a: 'last' })));
    expect(outcomes).toHaveLength(3);
    await engine.refresh();
    expect((await engine.fetch(['a']))[0]?.display_name).toBe('last');
    expect(await matchedIds(engine, { text: words('first') })).toEqual([]);
    expect(await matchedIds(engine, { text: words('last') })).toEqual(['a']);
  });

  check('an empty batch is no error', async ({ engine }) => {
    expect(await engine.write([])).toEqual([]);
    expect(await engine.remove([])).toBe(0);
    expect(await engine.writeVectors(makeModel(2), [])).toBe(0);
  });

  check('removal counts what was there and ignores unknown ids', async ({ engine }) => {
    await index(engine, titled({ a: 'one', b: 'two' }));
    expect(await engine.remove(['a', 'nowhere', 'a'])).toBe(1);
    expect(await engine.remove(['a'])).toBe(0);
    await engine.refresh();
    expect(await matchedIds(engine, {})).toEqual(['b']);
  });

  check('removal is by stored id, not by an external one', async ({ engine }) => {
    await index(engine, [makeWork({ id: 'a', ids: { doi: 'https://doi.org/10.1234/x' } })]);
    expect(await engine.remove(['https://doi.org/10.1234/x'])).toBe(0);
    expect(await engine.fetch(['a'])).toHaveLength(1);
  });

  check('a removed work can be written again as a new one', async ({ engine }) => {
    await index(engine, titled({ a: 'one' }));
    await engine.remove(['a']);
    expect(await engine.write(titled({ a: 'one' }))).toEqual(['created']);
    await engine.refresh();
    expect(await matchedIds(engine, { text: words('one') })).toEqual(['a']);
  });
}

function checkFetching(check: Check): void {
  check('fetch answers in the order of the input, undefined where there is none', async ({ engine }) => {
    await engine.write(titled({ a: 'one', b: 'two' }));
    const found = await engine.fetch(['b', 'nowhere', 'a', 'b']);
    expect(found.map((work) => work?.id)).toEqual(['b', undefined, 'a', 'b']);
    expect(await engine.fetch([])).toEqual([]);
  });

  check('fetch knows every external id in stored form', async ({ engine }) => {
    const ids = { openalex: 'https://openalex.org/W77', doi: 'https://doi.org/10.1234/x', arxiv: 'arxiv:1910.02054' };
    await engine.write([makeWork({ id: 'mine', ids })]);
    const found = await engine.fetch([...Object.values(ids), 'mine', '10.1234/x']);
    expect(found.map((work) => work?.id)).toEqual(['mine', 'mine', 'mine', 'mine', undefined]);
  });

  check('an external id that a work lost no longer finds it', async ({ engine }) => {
    await engine.write([makeWork({ id: 'a', ids: { doi: 'https://doi.org/10.1234/x' } })]);
    await engine.write([makeWork({ id: 'a', ids: { doi: 'https://doi.org/10.1234/y' } })]);
    const found = await engine.fetch(['https://doi.org/10.1234/x', 'https://doi.org/10.1234/y']);
    expect(found.map((work) => work?.id)).toEqual([undefined, 'a']);
    await engine.remove(['a']);
    expect(await engine.fetch(['https://doi.org/10.1234/y'])).toEqual([undefined]);
  });

  check('a work comes back as it was written, every fact of it', async ({ engine }) => {
    const work = makeWork({
      id: 'https://openalex.org/W1',
      display_name: 'Łukasz’ 漢字 𝒳',
      abstract: 'Line\nbreak',
      publication_year: 0,
      publication_date: '1969-12-30',
      language: 'pl',
      ids: { doi: 'https://doi.org/10.1234/x' },
      authorships: [byAuthor('Ann Onymous', [['i1', 'DE']])],
      primary_location: { source: { id: 's1', display_name: 'Journal', issn_l: '1234-5678' }, landing_page_url: 'u' },
      topics: [{ ...onTopic('Graphs'), score: 0.25 }],
      referenced_works: ['w2'],
    });
    await engine.write([work]);
    expect(await engine.fetch([work.id])).toEqual([work]);
  });
}

function checkVisibility(check: Check): void {
  check('a change is visible to fetch at once, to retrieve after the next refresh', async ({ engine }) => {
    await engine.write(titled({ a: 'one' }));
    expect((await engine.fetch(['a']))[0]?.display_name).toBe('one');
    await engine.refresh();
    expect(await matchedIds(engine, { text: words('one') })).toEqual(['a']);
    await engine.write(titled({ a: 'two' }));
    expect((await engine.fetch(['a']))[0]?.display_name).toBe('two');
    await engine.remove(['a']);
    expect(await engine.fetch(['a'])).toEqual([undefined]);
    await engine.refresh();
    expect(await matchedIds(engine, {})).toEqual([]);
  });

  check('a rewritten work is found by its new words, values and place only', async ({ engine }) => {
    await index(engine, [makeWork({ id: 'a', display_name: 'old words', publication_year: 2001, cited_by_count: 9 })]);
    await index(engine, [makeWork({ id: 'a', display_name: 'new words', publication_year: 2002 })]);
    expect(await matchedIds(engine, { text: words('old') })).toEqual([]);
    expect(await matchedIds(engine, { text: words('new') })).toEqual(['a']);
    expect(await matchedIds(engine, { filter: { type: 'values', field: 'publication_year', values: [2001] } })).toEqual(
      [],
    );
    const { facets } = await search(engine, { facets: [{ field: 'publication_year', size: 5 }] });
    expect(facets.get('publication_year')?.map((bucket) => bucket.key)).toEqual([2002]);
  });

  check('before the index is first built, retrieve answers or says index_not_ready', async ({ engine }) => {
    const outcome = await search(engine, {}).catch((error: unknown) => error);
    if (outcome instanceof Error) expect((outcome as IdeascopeError).code).toBe('index_not_ready');
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(IdeascopeError);
    const { ready, waitingFor } = await engine.status();
    if (!ready) expect(waitingFor).toEqual(expect.stringMatching(/./));
    await engine.refresh();
    expect((await engine.status()).ready).toBe(true);
    expect((await search(engine, {})).total).toEqual({ value: 0, relation: 'eq' });
  });

  check('status counts stored, visible and embedded works', async ({ engine }) => {
    await engine.refresh();
    expect(await engine.status()).toMatchObject({ works: 0, indexed: 0, embedded: 0, ready: true });
    expect((await engine.status()).model).toBeUndefined();
    await engine.write(titled({ a: 'one', b: 'two', c: 'three' }));
    expect((await engine.status()).works).toBe(3);
    await engine.refresh();
    await embed(engine, makeModel(2), { a: degrees(0), b: degrees(10) });
    await engine.remove(['c']);
    await engine.refresh();
    expect(await engine.status()).toMatchObject({
      works: 2,
      indexed: 2,
      embedded: 2,
      model: makeModel(2),
      ready: true,
    });
  });
}

function checkDurability(check: Check): void {
  check('an index built anew answers as before, changes that no refresh has shown included', async ({ engine }) => {
    await index(engine, titled({ a: 'graph', b: 'graph theory' }));
    await engine.remove(['b']);
    await engine.write([makeWork({ id: 'c', display_name: 'graph' })]);
    await engine.reindex();
    expect(await matchedIds(engine, { text: words('graph') })).toEqual(['a', 'c']);
  });

  check('an index built anew filters by its own works, whatever was asked of the old one', async ({ engine }) => {
    const from = (id: string, publication_year: number) => makeWork({ id, publication_year });
    const filter = { type: 'values', field: 'publication_year', values: [2002] } as const;
    await index(engine, [from('a', 2001), from('b', 2002), from('c', 2003)]);
    await engine.remove(['a']);
    await engine.refresh();
    expect(await matchedIds(engine, { filter })).toEqual(['b']);
    await engine.write([from('d', 2004), from('e', 2005)]);
    await engine.reindex();
    expect(await matchedIds(engine, { filter })).toEqual(['b']);
  });

  check('what was written, removed and embedded is there after reopening', async ({ engine, reopen }) => {
    await index(engine, titled({ a: 'one', b: 'two', c: 'three' }));
    await embed(engine, makeModel(2), { a: degrees(0), b: degrees(10) });
    await engine.remove(['b']);
    await engine.write(titled({ c: 'changed' }));
    const again = await reopen();
    expect((await again.fetch(['a', 'b', 'c'])).map((work) => work?.display_name)).toEqual([
      'one',
      undefined,
      'changed',
    ]);
    await again.refresh();
    expect(await matchedIds(again, {})).toEqual(['a', 'c']);
    expect(await matchedIds(again, { text: words('three') })).toEqual([]);
    expect(await again.status()).toMatchObject({ works: 2, indexed: 2, embedded: 1, model: makeModel(2) });
  });

  check('content is still recognised as equal after reopening', async ({ engine, reopen }) => {
    await index(engine, titled({ a: 'one' }));
    const again = await reopen();
    expect(await again.write(titled({ a: 'one' }))).toEqual(['unchanged']);
  });
}
