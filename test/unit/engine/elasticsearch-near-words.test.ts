// The search for near words, as it is sent, and how its answer is read.
import { expect, test } from '@jest/globals';
import { nearWordsBody, readNearWords } from '../../../src/engine/elasticsearch/near-words.js';

test('each word is counted, and those that may have near ones are looked up with as many typos as they may have', () => {
  const { aggs, suggest } = nearWordsBody(['nerual', 'convolutonal', 'gpt2', 'ab c'], 5);
  expect(aggs).toEqual({
    words: {
      filters: {
        filters: {
          w0: { term: { 'text.exact': 'nerual' } },
          w1: { term: { 'text.exact': 'convolutonal' } },
          w2: { term: { 'text.exact': 'gpt2' } },
          w3: { term: { 'text.exact': 'ab_c' } },
        },
      },
    },
  });
  expect(suggest).toMatchObject({
    w0: { text: 'nerual', term: { field: 'text.exact', max_edits: 1, prefix_length: 1, suggest_mode: 'always' } },
    w1: { text: 'convolutonal', term: { max_edits: 2, sort: 'frequency' } },
  });
  expect(Object.keys(suggest)).toEqual(['w0', 'w1']);
});

test('words that are not of letters are left out before the most frequent are taken', () => {
  const options = [
    { text: 'gpt2', freq: 9 },
    { text: 'gptx', freq: 8 },
    { text: 'gpty', freq: 7 },
  ];
  const answer = { aggregations: { words: { buckets: { w0: { doc_count: 3 } } } }, suggest: { w0: [{ options }] } };
  expect(readNearWords(['gpts', 'x'], answer, 1)).toEqual([
    { word: 'gpts', frequency: 3, near: [{ word: 'gptx', frequency: 8 }] },
    { word: 'x', frequency: 0, near: [] },
  ]);
  // a filter on the answer leaves out what is empty
  expect(readNearWords(['gpts'], {}, 1)).toEqual([{ word: 'gpts', frequency: 0, near: [] }]);
});
