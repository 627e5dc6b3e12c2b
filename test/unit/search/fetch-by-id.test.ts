// Works by the DOI that arXiv gives each of its own, where only its number is stored, and the other way round.
import { expect, test } from '@jest/globals';
import { canonicalId, twinOf } from '../../../src/domain/ids.js';
import { fetchByIds } from '../../../src/search/fetch-by-id.js';

const STORED = ['arxiv:2205.14135', 'https://doi.org/10.48550/arxiv.1706.03762', 'own:1'];

async function found(...ids: string[]) {
  const calls: string[][] = [];
  const fetch = async (asked: readonly string[]) => {
    calls.push([...asked]);
    return asked.map((id) => (STORED.includes(id) ? id : undefined));
  };
  return { found: await fetchByIds({ fetch }, ids.map(canonicalId)), calls: calls.length };
}

test('either id finds the work', async () => {
  expect(await found('10.48550/arXiv.2205.14135', 'own:1', 'arXiv:1706.03762v7', 'own:2')).toEqual({
    found: ['arxiv:2205.14135', 'own:1', 'https://doi.org/10.48550/arxiv.1706.03762', undefined],
    calls: 2,
  });
});

test('what is found as it is asks once', async () => {
  expect(await found('arXiv:2205.14135', 'own:2')).toEqual({ found: ['arxiv:2205.14135', undefined], calls: 1 });
});

test.each([
  ['arxiv:hep-th/9901001', 'https://doi.org/10.48550/arxiv.hep-th/9901001'],
  ['https://doi.org/10.48550/arxiv.2205.14135v2', 'arxiv:2205.14135'],
  ['https://doi.org/10.1234/arxiv.1', undefined],
  ['own:arxiv:1', undefined],
])('the twin of %s', (id, twin) => {
  expect(twinOf(id)).toBe(twin);
});
