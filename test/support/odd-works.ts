// Random works whose texts are full of what formats trip over, as an importer would store them.
import fc from 'fast-check';
import { toWork } from '../../indexer/importers/formats.js';
import type { Work } from '../../src/domain/work.js';

const piece = fc.constantFrom(
  ...[
    '{',
    '}',
    '{{',
    '\\',
    '\\textbf{x}',
    '\\"o',
    '$k$',
    '$',
    '&',
    '#',
    '%',
    '_',
    '~',
    '^',
    '<b>',
    '>',
    '|',
    '`',
    "''",
  ],
  ...['"', '""', "'", '--', '---', ',,', ',', ';', '; ', ' ', '  ', '\n', '\r\n', '\t', '\u0000', '\u0085', '\u2028'],
  ...[
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=',
    '＝',
    "'=x",
    'ER  - ',
    'TY  - JOUR',
    '@article{x,',
    'AU  - X, Y',
    '\nTI  - no',
  ],
  ...[
    'ZeRO',
    'mRNA',
    'A',
    'I',
    'Bayesian',
    'network',
    'of',
    'Deep',
    'and',
    'AND',
    'x-ray',
    "what's",
    'é',
    'ö',
    'ß',
    'Ł',
  ],
  ...[
    '漢字',
    'Ж',
    'العربية',
    '𝒳',
    '👩‍🔬',
    'e\u0301',
    '\u00a0',
    '%20',
    'null',
    '?`',
    '!`',
    '<<',
    '.',
    ': ',
    '? ',
    '(',
    ')',
    '[1]',
    '*',
  ],
);

/** Pieces with blanks between them or none. */
export const oddText = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ')), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.map(([text, gap]) => text + gap).join(''));

const text = fc.oneof(
  oddText,
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const refs = fc.array(
  fc.record({ id: text, name: text, score: fc.double({ min: 0.01, max: 1, noNaN: true }) }, { requiredKeys: ['name'] }),
  {
    maxLength: 3,
  },
);
const institution = fc.record(
  { id: text, name: text, ror: fc.constant('https://ror.org/05a28rw58'), country_code: fc.constantFrom('se', 'DE') },
  { requiredKeys: ['name'] },
);
const name = fc.oneof(
  text,
  fc.constantFrom(
    'Olatunji Ruwase',
    'Ana de la Cruz',
    'Smith, John, Jr.',
    '张伟',
    'The Graph and Text Team',
    'van Gogh, V.',
  ),
);
const author = fc.record(
  {
    name,
    id: text,
    orcid: fc.constant('0000-0002-1825-0097'),
    affiliations: fc.array(institution, { maxLength: 2 }),
  },
  { requiredKeys: ['name'] },
);

/** In the plain shape, as a user's file might have it. */
const plain = fc.record(
  {
    id: fc.oneof(
      fc.nat().map((n) => `own ${n}`),
      fc.nat().map((n) => `https://openalex.org/W${10_000 + n}`),
      fc.nat().map((n) => `doi:10.1234/A_${n}<x>`),
      text,
    ),
    title: text,
    abstract: text,
    year: fc.integer({ min: 990, max: 2110 }),
    date: fc.constantFrom('2020-02-29', '2021-12-01', '2021-13-01'),
    type: fc.oneof(fc.constantFrom('article', 'preprint', 'book', 'dissertation', 'dataset', 'constructor'), text),
    language: fc.constantFrom('en', 'fr-CA', 'zzzz!'),
    venue: text,
    venueId: text,
    authors: fc.array(author, { maxLength: 4 }),
    topics: refs,
    primaryTopic: refs.map(([first]) => first),
    keywords: refs,
    citations: fc.nat(),
    doi: fc.constantFrom(
      '10.1234/abc_d',
      '10.1002/(SICI)1097(1998)17:15<1661::AID-SIM968>3.0.CO;2-2',
      '10.1234/{x}\\y',
    ),
    arxivId: fc.constantFrom('1910.02054', 'hep-th/9901001'),
    url: fc.constantFrom(
      'https://example.org/a_b?x=1&y=%20#z',
      'https://example.org/{a}',
      'https://arxiv.org/abs/2101.00001',
    ),
    references: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ['id', 'title'] },
);

/** A work that an import has accepted. */
export const oddWork: fc.Arbitrary<Work> = plain
  .map((raw) => toWork(raw, 'jsonl'))
  .filter((work): work is Work => !('rejection' in work));
