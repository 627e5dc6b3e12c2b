// The mapping files on a real node: all five are taken, names are found by their beginnings, and stems are the service's.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Author, Institution, Source, Topic } from '../../src/domain/entities.js';
import { asWords, documentOf } from '../../src/engine/elasticsearch/documents.js';
import { stem, wordsOf } from '../../src/text/analyze.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { creationBody, MAPPING_FILES, type MappingName } from '../support/read-mappings.js';
import { makeWork, randomFrom } from '../support/works.js';

const DIMS = 4;
const counts = { works_count: 3, cited_by_count: 40 };
const counts_by_year = [{ year: 2020, works_count: 3, cited_by_count: 40 }];
const home = { id: 'i', display_name: 'Uniwersytet Łódzki', ror: 'https://ror.org/05cq64r17', country_code: 'PL' };

const author: Author = {
  id: 'author:zoe',
  display_name: 'Zoë Kovářová-Łukaszewicz',
  orcid: 'https://orcid.org/0000-0001-2345-6789',
  display_name_alternatives: ['Z. Kovářová', 'Kovarova, Zoe'],
  last_known_institutions: [home],
  topics: [{ id: 'topic:graphs', display_name: 'Graphs', score: 0.75 }],
  ...counts,
  counts_by_year,
};
const topic: Topic = { id: 'topic:nlp', display_name: 'Natural Language Processing', aliases: ['NLP'], ...counts };
const institution: Institution = { ...home, ...counts, counts_by_year };
const source: Source = { id: 's', display_name: 'Čas: Acta', issn_l: '1234-5678', ...counts, counts_by_year };

const vector = [127, 0, -3, 64];
/** An example of each kind, as the service would send it. */
const DOCUMENTS: Readonly<Record<MappingName, object>> = {
  works: { ...documentOf(makeWork({ id: 'w', display_name: 'Title' }), 1), vector, vector_hash: 'h' },
  authors: { ...author, names: [author.display_name, ...author.display_name_alternatives].map(asWords), vector },
  topics: { ...topic, names: [topic.display_name, ...topic.aliases].map(asWords) },
  institutions: { ...institution, names: [asWords(institution.display_name)] },
  sources: { ...source, names: [asWords(source.display_name)] },
};

await describeOnElasticsearch('the mapping files', (url) => {
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  const indexOf = (name: MappingName) => `${prefix}-${name}-000001`;
  const client = new Client({ node: url });

  beforeAll(async () => {
    for (const name of MAPPING_FILES) {
      await client.indices.create({ index: indexOf(name), ...creationBody(name, DIMS) });
      await client.index({ index: indexOf(name), id: '1', document: DOCUMENTS[name], refresh: true });
    }
  });
  afterAll(async () => {
    await client.close();
    await deleteIndices(url, prefix);
  });

  test.each(MAPPING_FILES)('%s: what the node says of the mapping is what the file says', async (name) => {
    const { [indexOf(name)]: state } = await client.indices.getMapping({ index: indexOf(name) });
    const asked = Object.keys(creationBody(name, DIMS).mappings?.properties ?? {});
    expect(Object.keys(state?.mappings.properties ?? {}).sort()).toEqual(asked.sort());
    expect(state?.mappings.dynamic).toBe('strict');
  });

  test.each<[string, object]>([
    ['hnsw', { index_options: { type: 'hnsw' } }],
    ['bbq_hnsw', { element_type: 'float', index_options: { type: 'bbq_hnsw', rescore_vector: { oversample: 3 } } }],
  ])('works: vectors may be indexed by %s instead', async (type, indexing) => {
    // bbq takes no fewer than 64 dimensions
    await client.indices.create({ index: `${prefix}-${type}`, ...creationBody('works', 64, indexing) });
  });

  describe('names', () => findsNames(client, indexOf));
  describe('stems', () => agreesOnStems(client, indexOf('works')));
});

function findsNames(client: Client, indexOf: (name: MappingName) => string): void {
  const find = async (name: MappingName, field: string, typed: string) => {
    const query = { match: { [field]: { query: asWords(typed), operator: 'and' as const } } };
    const { hits } = await client.search({ index: indexOf(name), query, _source: false });
    return hits.hits.length;
  };

  test.each<[MappingName, string]>([
    ['authors', 'kova'],
    ['authors', 'Kovář'],
    ['authors', 'lukasz zoe'],
    ['authors', 'z kovarova'],
    ['authors', 'Z'],
    ['topics', 'nat lang pro'],
    ['topics', 'nlp'],
    ['institutions', 'lodz'],
    ['institutions', 'Łódz uni'],
    ['sources', 'cas'],
    ['sources', 'čas act'],
  ])('%s: "%s" is the beginning of words of a name', async (name, typed) => {
    expect(await find(name, 'names.prefixes', typed)).toBe(1);
  });

  test.each<[MappingName, string, string]>([
    ['authors', 'names.prefixes', 'ovarova'],
    ['authors', 'names.prefixes', 'kovarova novak'],
    ['authors', 'names', 'kova'],
    ['authors', 'names.exact', 'zoe'],
    ['sources', 'names.prefixes', 'casa'],
  ])('%s: in %s there is no "%s"', async (name, field, typed) => {
    expect(await find(name, field, typed)).toBe(0);
  });

  test('whole words and whole names have fields of their own', async () => {
    expect(await find('authors', 'names', 'Łukaszewicz Zoe')).toBe(1);
    expect(await find('authors', 'names.exact', 'Kovářová, Zoë')).toBe(1);
    expect(await find('topics', 'names.exact', 'NLP')).toBe(1);
  });

  test('people are filtered, counted and found by meaning', async () => {
    const { hits, aggregations } = await client.search({
      index: indexOf('authors'),
      query: {
        bool: {
          filter: [{ term: { 'topics.id': 'topic:graphs' } }, { range: { works_count: { gte: 2 } } }],
          must: [{ knn: { field: 'vector', query_vector: vector, k: 10, num_candidates: 10, similarity: 0.9 } }],
        },
      },
      aggs: { countries: { terms: { field: 'last_known_institutions.country_code' } } },
    });
    expect(hits.hits).toHaveLength(1);
    expect(hits.hits[0]?._source).toMatchObject({ ...author });
    expect(aggregations?.countries).toMatchObject({ buckets: [{ key: 'PL', doc_count: 1 }] });
  });
}

/** Porter's suffixes and a few of their combinations. */
const SUFFIXES =
  `s es ies sses ed eed eeds ing ings ational tional enci anci izer bli abli alli entli eli ousli ization ation
  ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able
  ible ant ement ment ent ion sion tion ou ism ate iti ous ive ize y ly fully ally lessness ationally izers ors ists`.split(
    /\s+/,
  );
const TOKENS_A_CALL = 5_000;
/** Lucene takes one `y` away, as Porter does with every double consonant; the service does not. No word is like that. */
const EXCEPTION = /yy(?:ed|ing)/;

function agreesOnStems(client: Client, index: string): void {
  const stemsOf = async (words: readonly string[]) => {
    const stems: string[] = [];
    for (let i = 0; i < words.length; i += TOKENS_A_CALL) {
      const text = words.slice(i, i + TOKENS_A_CALL).join(' ');
      const { tokens } = await client.indices.analyze({ index, field: 'text', text });
      stems.push(...(tokens ?? []).map(({ token }) => token));
    }
    return stems;
  };
  const differing = async (words: readonly string[]) => {
    const stems = await stemsOf(words);
    expect(stems).toHaveLength(words.length);
    return words.flatMap((word, i) => (stems[i] === stem(word) ? [] : [`${word}: ${stems[i]}, not ${stem(word)}`]));
  };
  const random = randomFrom(4);
  const one = (of: ArrayLike<string>) => of[Math.floor(random() * of.length)] ?? '';

  test('the words of real abstracts, as they are and with every kind of suffix', async () => {
    const text = readFileSync(new URL('../../../demo/works.jsonl', import.meta.url), 'utf8');
    const words = [...new Set(wordsOf(text))];
    expect(words.length).toBeGreaterThan(2_000);
    const longer = words.flatMap((word) => [word + one(SUFFIXES), word.slice(0, 4) + one(SUFFIXES)]);
    expect(await differing([...words, ...longer])).toEqual([]);
  });

  test('invented words of few letters, where measures and endings meet', async () => {
    const word = () => Array.from({ length: 1 + Math.floor(random() * 4) }, () => one('aeiouysltbz')).join('');
    const words = Array.from({ length: 10_000 }, () => word() + (random() < 0.7 ? one(SUFFIXES) : ''));
    const invented = words.filter((one) => !EXCEPTION.test(one));
    expect(await differing([...invented, ...SUFFIXES])).toEqual([]);
  });

  test('the exception', async () => {
    expect([await stemsOf(['bbyyed']), stem('bbyyed')]).toEqual([['bby'], 'bbyi']);
  });

  test('what is no English is left as it is', async () => {
    const words = ['x1s', '2020s', 'графы', 'γραφος', '深', 'صلى_الله', 'long:graphings', 'co2s'];
    expect(await stemsOf(words)).toEqual(words);
    expect(words.map(stem)).toEqual(words);
  });
}
