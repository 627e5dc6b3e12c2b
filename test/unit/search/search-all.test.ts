// Searching everything: what a merged person's old id finds, and what happens where one kind fails.
import { describe, expect, test } from '@jest/globals';
import type { Library } from '../../../src/engine/engine.js';
import { IdeascopeError } from '../../../src/errors.js';
import { createLogger } from '../../../src/logger.js';
import { type SearchAllRequest, searchAll } from '../../../src/search/search-all.js';
import { embedderOf } from '../../scenarios/serve.js';
import { makeAuthor, makeTopic } from '../../support/entities.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';

const asked = (search: string): SearchAllRequest => ({ search, mode: 'keyword', highlight: false, perPage: 5 });
const depsOf = (library: Library) => ({
  library,
  engine: library.works,
  embedder: embedderOf('off'),
  logger: createLogger('silent'),
});

describe('searchAll', () => {
  test('the id of a record that was merged finds the one that it is part of', async () => {
    const library = createOracleLibrary();
    const merged = 'https://openalex.org/A5000000002';
    await library.authors.write([makeAuthor({ id: 'https://openalex.org/A5000000001', merged_ids: [merged] })]);
    await library.authors.refresh();
    const { authors, works, mode } = await searchAll(depsOf(library), asked('A5000000002'));
    expect(authors.hits.map(({ entity }) => entity.id)).toEqual(['https://openalex.org/A5000000001']);
    expect(works.total).toEqual({ value: 0, relation: 'eq' });
    expect(mode).toBeUndefined();
  });

  test('a text as long as the longest name is a name, one more character is none', async () => {
    const library = createOracleLibrary();
    await library.topics.write([makeTopic({ id: 'topic:tides', display_name: 'tide '.repeat(100).trim() })]);
    await library.topics.refresh();
    const name = 'tide '.repeat(100);
    const short = await searchAll(depsOf(library), asked(name));
    expect({ found: short.topics.hits.length, degraded: short.degraded }).toEqual({ found: 1, degraded: [] });
    const long = await searchAll(depsOf(library), asked(`${name}tide`));
    expect(long.topics).toEqual({ total: { value: 0, relation: 'gte' }, hits: [] });
    expect(long.degraded).toEqual([expect.objectContaining({ code: 'names_not_searched' })]);
  });

  test('what fails for one kind fails for all: half an answer looks like a whole one', async () => {
    const library = createOracleLibrary();
    const slow = () => Promise.reject(new IdeascopeError('engine_timeout', 'too slow'));
    const deps = depsOf({ ...library, institutions: { ...library.institutions, retrieve: slow } });
    await expect(searchAll(deps, asked('tides'))).rejects.toMatchObject({ code: 'engine_timeout' });
  });
});
