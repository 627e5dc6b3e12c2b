// The mapping files on a real node: each one is taken, with a document of its kind, and stems are the service's.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../src/domain/entity-fields.js';
import { documentOf } from '../../src/engine/elasticsearch/documents.js';
import { kindOf, WORK_KIND } from '../../src/engine/elasticsearch/kinds.js';
import { stem, wordsOf } from '../../src/text/analyze.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { makeAuthor, makeCuration, makeInstitution, makeSource, makeTopic } from '../support/entities.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { creationBody, MAPPING_FILES } from '../support/read-mappings.js';
import { makeWork, randomFrom } from '../support/works.js';

const DIMS = 4;
const HOME = { id: 'i', display_name: 'Uniwersytet Łódzki', ror: 'https://ror.org/05cq64r17', country_code: 'PL' };
const AUTHOR = makeAuthor({
  id: 'author:zoe',
  display_name: 'Zoë Kovářová-Łukaszewicz',
  orcid: 'https://orcid.org/0000-0001-2345-6789',
  last_known_institutions: [HOME],
  attributes: { claimed: true, verification_level: 2 },
});

/** An example of each kind, as the service sends it. */
const DOCUMENTS: Readonly<Record<string, object>> = {
  works: {
    ...documentOf(WORK_KIND, makeWork({ id: 'w', display_name: 'Title' }), 1),
    vector: [127, 0, -3, 64],
    vector_hash: 'h',
  },
  authors: documentOf(kindOf(AUTHORS), AUTHOR, 1),
  topics: documentOf(kindOf(TOPICS), makeTopic({ id: 't', display_name: 'Natural Language Processing' }), 1),
  institutions: documentOf(kindOf(INSTITUTIONS), makeInstitution(HOME), 1),
  sources: documentOf(kindOf(SOURCES), makeSource({ id: 's', issn_l: '1234-5678' }), 1),
  curation: documentOf(kindOf(CURATION), makeCuration({ id: 'a', merged_into: 'b' }), 1),
  journal: { shelf: 'imports', noted_at: 1, note: '{}' },
  marks: { mark: '{"kind":"authors","id":"a"}', rank: 1, key: 'authors a' },
};

await describeOnElasticsearch('the mapping files', (url) => {
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  const indexOf = (name: string) => `${prefix}-${name}-000001`;
  const client = new Client({ node: url });

  beforeAll(async () => {
    for (const name of MAPPING_FILES) {
      await client.indices.create({ index: indexOf(name), ...creationBody(name, DIMS) });
      await client.index({ index: indexOf(name), id: '1', document: DOCUMENTS[name] ?? {}, refresh: true });
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

  describe('stems', () => agreesOnStems(client, indexOf('works')));
});

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
