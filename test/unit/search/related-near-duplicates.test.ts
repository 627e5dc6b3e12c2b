// Which works repeat each other, as a table of pairs; and who may be shown how often.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/domain/work.js';
import { cosine, likenessOf, nearDuplicates } from '../../../src/search/near-duplicates.js';
import { MOST_PER_AUTHOR, Selection } from '../../../src/search/related-select.js';
import { byAuthor, degrees, makeWork } from '../../support/works.js';

type Side = Partial<Work> & { readonly vector?: Float32Array };

const [ana, bo] = [byAuthor('Ana Lévy'), byAuthor('Bo Chen')];
/** The same person as a source without ids names her. */
const anaElsewhere = { ...ana, author: { id: 'elsewhere:1', display_name: 'Ana Levy' } };

const PAIRS: readonly (readonly [string, Side, Side, boolean])[] = [
  [
    'a DOI in common',
    { ids: { doi: 'https://doi.org/10.1234/x' } },
    { ids: { doi: 'https://doi.org/10.1234/x' } },
    true,
  ],
  ['one is the DOI of the other', { id: 'arxiv:1' }, { ids: { arxiv: 'arxiv:1' } }, true],
  [
    'one long title, whoever signs it',
    { display_name: 'Sparse attention kernels for owls', authorships: [ana] },
    { display_name: 'Sparse Attention: Kernels for Owls!', authorships: [bo] },
    true,
  ],
  [
    'a short title by different people',
    { display_name: 'Preface', authorships: [ana] },
    { display_name: 'Preface', authorships: [bo] },
    false,
  ],
  ['a short title by nobody', { display_name: 'Preface' }, { display_name: 'Preface' }, false],
  [
    'a short title and an author under another id and spelling',
    { display_name: 'Owls', authorships: [ana] },
    { display_name: 'OWLS', authorships: [bo, anaElsewhere] },
    true,
  ],
  ['no titles at all', { display_name: '', authorships: [ana] }, { display_name: '', authorships: [ana] }, false],
  [
    'nearly one title and one meaning',
    { display_name: 'Posture control of a walking robot', vector: degrees(0) },
    { display_name: 'Standing posture control of a walking robot', vector: degrees(18) },
    true,
  ],
  [
    'a sequel: nearly one title, less alike in meaning',
    { display_name: 'Posture control of a walking robot', vector: degrees(0) },
    { display_name: 'Standing posture control of a walking robot', vector: degrees(19) },
    false,
  ],
  [
    'one meaning under other titles',
    { display_name: 'Owls at night', vector: degrees(0) },
    { display_name: 'Nocturnal strigiform birds', vector: degrees(0) },
    false,
  ],
  ['nearly one title, meaning unknown', { display_name: 'Diet of barn owls' }, { display_name: 'Diet of owls' }, false],
];

function likeness({ vector, ...given }: Side, id: string) {
  return likenessOf(makeWork({ id, ...given }), vector);
}

describe('nearDuplicates', () => {
  test.each(PAIRS)('%s', (_name, first, second, expected) => {
    const [a, b] = [likeness(first, 'a'), likeness(second, 'b')];
    expect([nearDuplicates(a, b), nearDuplicates(b, a)]).toEqual([expected, expected]);
  });

  test('a work repeats itself, even without title and text', () => {
    const work = likeness({ display_name: '' }, 'a');
    expect(nearDuplicates(work, work)).toBe(true);
  });
});

describe('cosine', () => {
  test('is that of the angle, 0 for what is unknown, and refuses vectors of different models', () => {
    expect(cosine(degrees(10), degrees(70))).toBeCloseTo(0.5, 6);
    expect(cosine(degrees(10), undefined)).toBe(0);
    expect(() => cosine(degrees(10), new Float32Array(3))).toThrow(RangeError);
  });
});

describe('Selection', () => {
  const people = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { maxLength: 3 });

  test('no author has more than two, at any place of the list, and whoever can be shown is', () => {
    fc.assert(
      fc.property(fc.array(people), (lists) => {
        const selection = new Selection([]);
        const counts = new Map<string, number>();
        for (const [i, names] of lists.entries()) {
          const authorships = names.map((name) => byAuthor(name));
          const work = makeWork({ id: `w${i}`, display_name: `title number ${i}`, authorships });
          const free = names.every((name) => (counts.get(name) ?? 0) < MOST_PER_AUTHOR);
          expect(selection.take(work, undefined)).toBe(free);
          if (free) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
        }
      }),
    );
  });

  test('people without ids are counted by their folded names', () => {
    const nameless = ['Ana Lévy', 'ana levy', 'Ana Levy'].map((display_name, i) =>
      makeWork({ id: `w${i}`, display_name: `title ${i}`, authorships: [{ ...ana, author: { display_name } }] }),
    );
    const selection = new Selection([]);
    expect(nameless.map((work) => selection.take(work, undefined))).toEqual([true, true, false]);
  });

  test('what repeats a known or a taken work is not taken, and does not count for its author', () => {
    const titled = (id: string, display_name: string) => makeWork({ id, display_name, authorships: [ana] });
    const selection = new Selection([likenessOf(titled('own', 'the diet of barn owls'), undefined)]);
    const taken = [
      titled('version', 'The Diet of Barn Owls'),
      titled('a', 'the sleep of barn owls'),
      titled('b', 'The Sleep of Barn Owls'),
      titled('c', 'the hunting of barn owls'),
    ].map((work) => selection.take(work, undefined));
    expect(taken).toEqual([false, true, false, true]);
  });
});
