// Citation keys: readable, of the work alone, and distinct.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { citationKey } from '../../../src/export/citation-keys.js';
import { oddWork } from '../../support/odd-works.js';
import { makeWork } from '../../support/works.js';

const by = (name: string, display_name: string, publication_year?: number, id = 'w') =>
  makeWork({
    id,
    display_name,
    authorships: [{ author_position: 'first', author: { display_name: name }, institutions: [] }],
    ...(publication_year === undefined ? {} : { publication_year }),
  });

test.each([
  ['Olatunji Ruwase', 'ZeRO-Offload: Democratizing Training', 2021, /^ruwase2021zero-[a-z]{5}$/],
  ['Elif Şahin', 'On the Folding of Proteins', 2019, /^sahin2019folding-[a-z]{5}$/],
  ['Ana de la Cruz', 'A Survey', 2020, /^cruz2020survey-[a-z]{5}$/],
  ['Smith, John, Jr.', '3D Scenes', 2001, /^smith20013d-[a-z]{5}$/],
  ['The ATLAS Collaboration', 'α and x', undefined, /^atlasalpha-[a-z]{5}$/],
  ['张伟', 'Deep Forests', 2022, /^anon2022deep-[a-z]{12}$/],
  ['张伟', '深度学习', 2022, /^anon2022-[a-z]{12}$/],
])('%s, %s, %s: %s', (name, title, year, key) => {
  expect(citationKey(by(name, title, year))).toMatch(key);
});

test('a work without authors and title has a key, too', () => {
  expect(citationKey(makeWork({ id: 'w', display_name: '' }))).toMatch(/^anon-[a-z]{12}$/);
});

test('the letters are those of the id: a key that is in a manuscript stays', () => {
  const keys = ['a', 'b', 'a'].map((id) => citationKey(by('Ada Fold', 'Bridges', 2020, id)));
  expect(keys[0]).toBe('fold2020bridges-wdzph');
  expect(keys[2]).toBe(keys[0]);
  expect(keys[1]).not.toBe(keys[0]);
});

test('keys are distinct and of ASCII letters, digits and a hyphen', () => {
  const distinctIds = fc.uniqueArray(oddWork, { maxLength: 30, selector: ({ id }) => id });
  fc.assert(
    fc.property(distinctIds, (works) => {
      const keys = works.map(citationKey);
      expect(new Set(keys).size).toBe(works.length);
      for (const key of keys) expect(key).toMatch(/^[a-z][a-z0-9]*-[a-z]+$/);
    }),
    { numRuns: 100 },
  );
});

test('thousands of works that share all they have do not share a key', () => {
  const ids = ['https://openalex.org/W', 'doi:10.1234/', 'w'].flatMap((start) =>
    Array.from({ length: 10_000 }, (_, i) => `${start}${4_000_000_000 + i}`),
  );
  expect(new Set(ids.map((id) => citationKey(by('张伟', '深度学习', 2022, id)))).size).toBe(ids.length);
});

test('a name as long as a book costs no time', () => {
  for (const name of [`x ${'Jr '.repeat(60_000)}`, `${'van '.repeat(50_000)}Berg B`, 'a'.repeat(200_000)]) {
    expect(citationKey(by(name, 'Bridges', 2020))).toMatch(/^[a-z]+2020bridges-/);
  }
});
