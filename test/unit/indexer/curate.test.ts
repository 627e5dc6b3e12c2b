// Putting records of people right: attributes, merging, splitting, what is refused, and that repeating changes nothing.
import { describe, expect, test } from '@jest/globals';
import { createCurator } from '../../../indexer/curate.js';
import { derive, deriveAll } from '../../../indexer/derive.js';
import type { AuthorAttributes } from '../../../src/domain/entities.js';
import { ALL, type Filter } from '../../../src/domain/query.js';
import type { Authorship, Work } from '../../../src/domain/work.js';
import type { Library } from '../../../src/engine/engine.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';
import { makeWork } from '../../support/works.js';

const by = (id: string): Authorship => ({
  author_position: 'first',
  author: { id, display_name: `Name ${id}` },
  institutions: [],
});
const named = (key: string): Authorship => ({
  author_position: 'last',
  author: { display_name: key, name_key: key },
  institutions: [],
});
const work = (id: string, ...authorships: Authorship[]): Work => makeWork({ id, authorships });

/** Derived: `a` and `b` with two works each, `c` with one, and a person without an id of the source on `w1`. */
async function openLibrary(): Promise<Library> {
  const library = createOracleLibrary();
  await library.works.write([
    work('w1', by('a'), named('no id')),
    work('w2', by('a')),
    work('w3', by('b')),
    work('w4', by('b')),
    work('w5', by('c')),
  ]);
  await derive(library);
  await library.authors.refresh();
  return library;
}

async function worksOf(library: Library, id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of library.works.scan()) {
    for (const one of batch) if (one.authorships.some(({ author }) => author.id === id)) found.push(one.id);
  }
  return found.sort();
}

async function idsWhere(library: Library, filter: Filter): Promise<readonly string[]> {
  const order = { by: [], offset: 0, limit: 100 };
  return (await library.authors.retrieve({ filter, lexical: false, window: 0, facets: [], order })).sorted;
}

const claimed: Filter = { type: 'values', field: 'claimed', values: [1] };

describe('attributes', () => {
  test('are stored, answered, and filtered by at once; null takes one away', async () => {
    const library = await openLibrary();
    const curator = createCurator(library);
    const author = await curator.patchAuthor('a', { claimed: true, trust_score: 70 });
    expect(author).toMatchObject({ id: 'a', works_count: 2, attributes: { claimed: true, trust_score: 70 } });
    expect(await idsWhere(library, claimed)).toEqual(['a']);
    expect((await curator.patchAuthor('a', { claimed: null, bio: 'x' })).attributes).toEqual({
      bio: 'x',
      trust_score: 70,
    });
    expect(await idsWhere(library, claimed)).toEqual([]);
    await curator.patchAuthor('a', { bio: null, trust_score: null, avatar: undefined });
    expect(await library.curation.fetch(['a'])).toEqual([{ id: 'a', attributes: {}, split: {} }]);
  });

  test('are checked, and need somebody to have them', async () => {
    const curator = createCurator(await openLibrary());
    await expect(curator.patchAuthor('a', { trust_score: 101 })).rejects.toMatchObject({ code: 'invalid_parameter' });
    await expect(curator.patchAuthor('x', { claimed: true })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('set at once by many are all kept', async () => {
    const library = await openLibrary();
    const changes: AuthorAttributes[] = [{ bio: 'x' }, { claimed: true }, { trust_score: 1 }, { followers_count: 2 }];
    await Promise.all(changes.map((one) => createCurator(library).patchAuthor('a', one)));
    expect((await library.authors.fetch(['a']))[0]?.attributes).toEqual(Object.assign({}, ...changes));
  });

  test('of a merged record fill those of the target, and go with it when it is split off again', async () => {
    const library = await openLibrary();
    const curator = createCurator(library);
    await curator.patchAuthor('a', { bio: 'of a' });
    await curator.patchAuthor('b', { bio: 'of b', claimed: true });
    expect((await curator.mergeAuthors('b', 'a')).attributes).toEqual({ bio: 'of a', claimed: true });
    const { from, to } = await curator.splitAuthor('b');
    expect([from?.attributes, to.attributes]).toEqual([{ bio: 'of a' }, { bio: 'of b', claimed: true }]);
    await curator.mergeAuthors('b', 'a');
    expect((await curator.patchAuthor('a', { claimed: null })).attributes).toEqual({ bio: 'of a' });
  });
});

describe('merging', () => {
  test('takes the works along, later ones too, and the old id leads to the record', async () => {
    const library = await openLibrary();
    const author = await createCurator(library).mergeAuthors('b', 'a');
    expect(author).toMatchObject({ id: 'a', works_count: 4, merged_ids: ['b'] });
    expect(await library.authors.fetch(['b'])).toEqual([author]);
    await derive(library);
    expect(await idsWhere(library, ALL)).not.toContain('b');
    await library.works.write([work('w9', by('b')), work('w3', by('b'), by('c'))]);
    await derive(library);
    expect(await worksOf(library, 'a')).toEqual(['w1', 'w2', 'w3', 'w4', 'w9']);
    expect(await worksOf(library, 'b')).toEqual([]);
  });

  test('follows chains in either order, and repeating it changes nothing', async () => {
    for (const pairs of [
      ['a b', 'b c'],
      ['b c', 'a b'],
      ['a b', 'b c', 'a b', 'b c', 'a c'],
    ]) {
      const library = await openLibrary();
      for (const pair of pairs) {
        const [from = '', into = ''] = pair.split(' ');
        await createCurator(library).mergeAuthors(from, into);
      }
      expect(await library.authors.fetch(['a'])).toMatchObject([{ id: 'c', works_count: 5, merged_ids: ['a', 'b'] }]);
    }
  });

  test('refuses one record twice, circles, strangers, and records that are merged elsewhere', async () => {
    const curator = createCurator(await openLibrary());
    const refused = { code: 'invalid_parameter' };
    await expect(curator.mergeAuthors('a', 'a')).rejects.toMatchObject({ ...refused, path: 'into' });
    await expect(curator.mergeAuthors('x', 'a')).rejects.toMatchObject({ code: 'not_found', path: 'from' });
    await expect(curator.mergeAuthors('a', 'x')).rejects.toMatchObject({ code: 'not_found', path: 'into' });
    await curator.mergeAuthors('a', 'b');
    await expect(curator.mergeAuthors('b', 'a')).rejects.toMatchObject({ ...refused, path: 'into' });
    await expect(curator.mergeAuthors('a', 'c')).rejects.toMatchObject({ ...refused, path: 'from' });
    await curator.mergeAuthors('b', 'c');
    await expect(curator.mergeAuthors('c', 'a')).rejects.toMatchObject({ ...refused, path: 'into' });
  });

  test('of people without an id of the source can be undone', async () => {
    const library = await openLibrary();
    const found = (await library.works.fetch(['w1']))[0]?.authorships[1]?.author.id as string;
    const curator = createCurator(library);
    expect(await curator.mergeAuthors(found, 'c')).toMatchObject({ works_count: 2 });
    expect(await worksOf(library, 'c')).toEqual(['w1', 'w5']);
    const { from, to } = await curator.splitAuthor(found);
    expect([from?.works_count, to]).toMatchObject([1, { id: found, works_count: 1 }]);
    await derive(library);
    expect(await worksOf(library, 'c')).toEqual(['w5']);
  });
});

/** Somebody without an id of the source, first known by a work of 2020. */
async function openNamed(): Promise<{ library: Library; id: string }> {
  const library = createOracleLibrary();
  await library.works.write([{ ...work('w1', named('no id')), publication_year: 2020 }, work('w5', by('c'))]);
  await derive(library);
  await library.authors.refresh();
  return { library, id: (await library.works.fetch(['w1']))[0]?.authorships[0]?.author.id as string };
}

/** Without what people say, the id would be that of this work from now on. */
async function addOlder(library: Library): Promise<void> {
  await library.works.write([{ ...work('w0', named('no id')), publication_year: 1999 }]);
  await derive(library);
}

describe('an older work of somebody without an id of the source', () => {
  test('leaves an id that people use, and what they said', async () => {
    const { library, id } = await openNamed();
    await createCurator(library).patchAuthor(id, { bio: 'x' });
    await addOlder(library);
    expect(await library.authors.fetch([id])).toMatchObject([{ id, works_count: 2, attributes: { bio: 'x' } }]);
    await createCurator(library).patchAuthor(id, { bio: null });
    await deriveAll(library);
    expect(await worksOf(library, id)).toEqual(['w0', 'w1']);
  });

  test.each([
    ['merged into', (id: string) => ['c', id]],
    ['merged', (id: string) => [id, 'c']],
  ])('leaves a record %s another together with it', async (_, pair) => {
    const { library, id } = await openNamed();
    const [from = '', into = ''] = pair(id);
    await createCurator(library).mergeAuthors(from, into);
    await addOlder(library);
    expect(await library.authors.fetch([from])).toMatchObject([{ id: into, works_count: 3, merged_ids: [from] }]);
    await deriveAll(library);
    expect(await library.authors.fetch([from])).toMatchObject([{ id: into, works_count: 3, merged_ids: [from] }]);
  });

  test('leaves works that were split off where they are, and those that were given', async () => {
    const { library, id } = await openNamed();
    await createCurator(library).splitAuthor('c', ['w5'], id);
    await addOlder(library);
    expect(await worksOf(library, id)).toEqual(['w0', 'w1', 'w5']);
    const { to } = await createCurator(library).splitAuthor(id, ['w1']);
    await library.works.write([{ ...work('w00', named('no id')), publication_year: 1950 }]);
    await derive(library);
    expect([await worksOf(library, id), await worksOf(library, to.id)]).toEqual([['w0', 'w00', 'w5'], ['w1']]);
  });
});

test('an ORCID leads to the record that has it', async () => {
  const library = await openLibrary();
  const orcid = 'https://orcid.org/0000-0002-1825-0097';
  const author = { id: 'c', display_name: 'Name c', orcid };
  await library.works.write([work('w5', { ...by('c'), author })]);
  await derive(library);
  await createCurator(library).splitAuthor('a', ['w1'], orcid);
  expect(await worksOf(library, 'c')).toEqual(['w1', 'w5']);
  expect(await createCurator(library).mergeAuthors('b', orcid)).toMatchObject({ id: 'c', works_count: 4 });
});

test('a merge is undone also where no work is left to show, and says so', async () => {
  const library = await openLibrary();
  await createCurator(library).mergeAuthors('c', 'a');
  await library.works.remove(['w5']);
  await derive(library);
  await expect(createCurator(library).splitAuthor('c')).rejects.toThrow("'c' is split off again, but no work");
  await library.works.write([work('w5', by('c'))]);
  await derive(library);
  expect(await worksOf(library, 'c')).toEqual(['w5']);
});

test('undoing a merge brings back what was split off from the other record meanwhile', async () => {
  const library = createOracleLibrary();
  await library.works.write([work('w1', by('a'), named('no id')), work('w2', by('b')), work('w3', by('c'))]);
  await derive(library);
  const nobody = (await library.works.fetch(['w1']))[0]?.authorships[1]?.author.id as string;
  const curator = createCurator(library);
  await curator.mergeAuthors('a', 'b');
  await curator.mergeAuthors(nobody, 'b');
  await curator.splitAuthor('b', ['w1'], 'c');
  expect(await worksOf(library, 'c')).toEqual(['w1', 'w3']);
  await curator.splitAuthor('a');
  await curator.splitAuthor(nobody);
  expect([await worksOf(library, 'a'), await worksOf(library, nobody)]).toEqual([['w1'], ['w1']]);
  await derive(library);
  expect(await worksOf(library, 'c')).toEqual(['w3']);
});

describe('splitting', () => {
  test('gives works to a new record, which is numbered, and repeating it changes nothing', async () => {
    const library = await openLibrary();
    const curator = createCurator(library);
    for (const _ of [1, 2]) {
      const { from, to } = await curator.splitAuthor('a', ['w1']);
      expect([from, to]).toMatchObject([
        { id: 'a', works_count: 1 },
        { id: 'a~2', works_count: 1 },
      ]);
    }
    const { from, to } = await curator.splitAuthor('a', ['w2']);
    expect([from, to]).toMatchObject([undefined, { id: 'a~3' }]);
    await derive(library);
    await library.works.write([{ ...work('w1', by('a')), cited_by_count: 3 }]);
    await derive(library);
    expect(await library.authors.fetch(['a', 'a~2'])).toMatchObject([undefined, { cited_by_count: 3 }]);
  });

  test('to and fro ends where it was said last', async () => {
    const library = await openLibrary();
    const curator = createCurator(library);
    await curator.splitAuthor('a', ['w1'], 'b');
    expect(await worksOf(library, 'b')).toEqual(['w1', 'w3', 'w4']);
    await curator.splitAuthor('b', ['w1'], 'a');
    expect(await worksOf(library, 'a')).toEqual(['w1', 'w2']);
    await curator.splitAuthor('a', ['w1'], 'b');
    expect(await worksOf(library, 'b')).toEqual(['w1', 'w3', 'w4']);
    await curator.mergeAuthors('b', 'a');
    expect(await worksOf(library, 'a')).toEqual(['w1', 'w2', 'w3', 'w4']);
  });

  test('says what cannot be split', async () => {
    const curator = createCurator(await openLibrary());
    const refused = { code: 'invalid_parameter' };
    await expect(curator.splitAuthor('a')).rejects.toMatchObject({ ...refused, path: 'id' });
    await expect(curator.splitAuthor('x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(curator.splitAuthor('a', [])).rejects.toMatchObject({ ...refused, path: 'works' });
    await expect(curator.splitAuthor('a', ['w1', 'w3', 'x'])).rejects.toThrow("not works of 'a': w3, x");
    await expect(curator.splitAuthor('a', ['w1'], 'a')).rejects.toMatchObject({ ...refused, path: 'to' });
  });

  test('takes ids that are names of what every object has', async () => {
    const library = createOracleLibrary();
    await library.works.write([work('__proto__', by('constructor')), work('toString', by('constructor'))]);
    await derive(library);
    const { from, to } = await createCurator(library).splitAuthor('constructor', ['__proto__']);
    expect([from, to]).toMatchObject([{ works_count: 1 }, { id: 'constructor~2', works_count: 1 }]);
    expect(await worksOf(library, 'constructor')).toEqual(['toString']);
  });
});
