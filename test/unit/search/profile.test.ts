// A whole profile: that it is what its parts answer by themselves, and that own works are read once.
import { describe, expect, test } from '@jest/globals';
import { collaborators } from '../../../src/search/collaborators.js';
import { graphAround } from '../../../src/search/graph.js';
import { authorProfile } from '../../../src/search/profile.js';
import { relatedToAuthor } from '../../../src/search/related-to-author.js';
import { deriveFrom, workBy } from '../../support/derived-library.js';
import { degrees } from '../../support/works.js';

const topics = (...ids: string[]) => ids.map((id) => ({ id, display_name: `Topic ${id}` }));

/** Twelve works of `me`, some of them with others, and one to read next. */
function career() {
  const own = Array.from({ length: 12 }, (_, i) =>
    workBy(`w${i}`, ['me', ...(i < 3 ? ['friend'] : []), ...(i === 5 ? ['once'] : [])], {
      publication_year: 2000 + i,
      topics: topics(i % 2 === 0 ? 'even' : 'odd'),
      abstract: `Abstract ${i}`,
      cited_by_count: i,
    }),
  );
  const works = [...own, workBy('next', ['stranger'], { publication_year: 2011, topics: topics('even') })];
  return { works, vectors: Object.fromEntries(works.map(({ id }, i) => [id, degrees(5 * i)])) };
}

describe('authorProfile', () => {
  test('is what its parts are', async () => {
    const { works, vectors } = career();
    const deps = await deriveFrom(works, vectors);
    const profile = await authorProfile(deps, 'me');
    expect(profile.counts).toEqual({ works: 12, followers: 0, topics: 2, close_collaborators: 1, collaborators: 2 });
    expect(profile.works.map(({ id }) => id)).toEqual(['w11', 'w10', 'w9', 'w8', 'w7', 'w6', 'w5', 'w4', 'w3', 'w2']);
    expect(profile.works[0]?.abstract).toBe('Abstract 11');
    expect(profile.worksTotal).toEqual({ value: 12, relation: 'eq' });
    expect(profile.author).toMatchObject({ id: 'me', works_count: 12 });
    expect(profile.topics).toEqual(profile.author.topics);
    expect(profile.countsByYear).toEqual(profile.author.counts_by_year);
    const people = await collaborators(deps, 'me', { page: 1, perPage: 10 });
    expect(profile.collaborators).toEqual(people.collaborators);
    expect(profile.graph).toEqual(await graphAround(deps, 'authors', 'me', { depth: 1, limit: 30 }));
    expect(profile.related).toEqual(await relatedToAuthor(deps, 'me', { limit: 10 }));
  });

  test('reads every work at most once', async () => {
    const { works, vectors } = career();
    const deps = await deriveFrom(works, vectors);
    const read: string[] = [];
    const engine = {
      ...deps.engine,
      fetch: (ids: readonly string[]) => {
        read.push(...ids);
        return deps.engine.fetch(ids);
      },
    };
    const watched = { ...deps, engine, library: { ...deps.library, works: engine } };
    // the first one also draws a sample of the collection's vocabulary, which is kept
    const first = await authorProfile(watched, 'me');
    read.length = 0;
    expect(await authorProfile(watched, 'me')).toEqual(first);
    expect(read.filter((id) => id.startsWith('w'))).toHaveLength(12);
    expect(new Set(read).size).toBe(read.length);
  });

  test('counts the topics of all works, of which the record names the first ones', async () => {
    const works = Array.from({ length: 30 }, (_, i) => workBy(`w${i}`, ['me'], { topics: topics(`t${i}`) }));
    const profile = await authorProfile(await deriveFrom(works), 'me');
    expect(profile.counts.topics).toBe(30);
    expect(profile.topics.length).toBeLessThan(30);
  });

  test('somebody unknown is an error', async () => {
    const deps = await deriveFrom([workBy('w', ['me'])]);
    await expect(authorProfile(deps, 'you')).rejects.toMatchObject({ code: 'not_found', path: 'id' });
  });
});
