// Identifiers: every common way of writing one has one stored form.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bareIssn, canonicalId, canonicalIdOf, idFromName, parseId, printId } from '../../../src/domain/ids.js';

/** Stored form, then the ways of writing it. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  'https://openalex.org/W2741809807': [
    'W2741809807',
    'w2741809807',
    ' W2741809807 ',
    'openalex:W2741809807',
    'https://openalex.org/W2741809807',
    'http://openalex.org/w2741809807',
    'openalex.org/W2741809807',
    'https://openalex.org/works/W2741809807',
    'https://api.openalex.org/works/W2741809807',
  ],
  'https://openalex.org/A5023888391': ['A5023888391', 'https://openalex.org/authors/a5023888391'],
  'https://openalex.org/T10017': ['T10017', 'https://openalex.org/topics/T10017'],
  'https://doi.org/10.1145/3394486.3406703': [
    '10.1145/3394486.3406703',
    'doi:10.1145/3394486.3406703',
    'DOI: 10.1145/3394486.3406703',
    'https://doi.org/10.1145/3394486.3406703',
    'http://dx.doi.org/10.1145/3394486.3406703',
    'https://www.doi.org/10.1145/3394486.3406703',
    'doi.org/10.1145/3394486.3406703',
  ],
  'https://doi.org/10.1002/(sici)1097-4571(199009)41:6<391::aid-asi1>3.0.co;2-9': [
    '10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9',
  ],
  'arxiv:1910.02054': [
    '1910.02054',
    '1910.02054v3',
    'arXiv:1910.02054',
    'arxiv: 1910.02054v1',
    'https://arxiv.org/abs/1910.02054',
    'http://www.arxiv.org/abs/1910.02054v2',
    'https://arxiv.org/pdf/1910.02054v3.pdf',
    'arxiv.org/pdf/1910.02054',
  ],
  'arxiv:0704.0001': ['0704.0001', 'arXiv:0704.0001v2'],
  'arxiv:hep-th/9901001': ['arXiv:hep-th/9901001', 'https://arxiv.org/abs/hep-th/9901001v2'],
  'arxiv:math.gt/0309136': ['arXiv:math.GT/0309136'],
  'https://orcid.org/0000-0002-1825-009X': [
    '0000-0002-1825-009X',
    '0000-0002-1825-009x',
    'orcid:0000-0002-1825-009X',
    'https://orcid.org/0000-0002-1825-009x',
    'orcid.org/0000-0002-1825-009X',
  ],
  'https://ror.org/03vek6s52': ['https://ror.org/03vek6s52', 'ror:03VEK6S52', 'ror.org/03vek6s52'],
  'issn:2434-561X': [
    'issn:2434-561X',
    'ISSN: 2434-561x',
    'https://portal.issn.org/resource/ISSN/2434-561X',
    'portal.issn.org/resource/issn/2434-561x',
  ],
};

/** Ids of one's own are kept as given; near misses of the schemes are own ids too. */
const OWN = [
  // a range of years
  '2019-2021',
  '2434-561X',
  'issn:2434561X',
  'issn:2434-5610X',
  'paper-17',
  'Paper-17',
  'W',
  'W1',
  'X123',
  'doi:n/a',
  '10.12/x',
  '1910.020',
  'https://example.org/W123',
  'ä ö',
];

const anyId = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...Object.values(WRITTEN).flat(), ...OWN),
  fc
    .tuple(
      fc.constantFrom('doi:', 'https://doi.org/', '10.1234/', 'arxiv:', 'openalex:', 'ror:', 'W', ' '),
      fc.string({ unit: 'grapheme' }),
    )
    .map((parts) => parts.join('')),
);

describe('canonicalId', () => {
  test.each(Object.entries(WRITTEN))('%s', (stored, written) => {
    expect([...new Set(written.map(canonicalId))]).toEqual([stored]);
    expect(canonicalId(stored)).toBe(stored);
  });

  test('ids of one’s own are kept as given, but for blanks around them', () => {
    expect(OWN.map(canonicalId)).toEqual(OWN);
    expect(canonicalId('  paper-17\n')).toBe('paper-17');
    expect(OWN.map((one) => parseId(one).scheme)).toEqual(OWN.map(() => 'own'));
  });

  test('is idempotent', () => {
    const property = fc.property(anyId, (text) => {
      const stored = canonicalId(text);
      expect(canonicalId(stored)).toBe(stored);
      expect(parseId(printId(parseId(text)))).toEqual(parseId(text));
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('canonicalIdOf', () => {
  test('reads an id of the scheme with or without its tag', () => {
    expect(canonicalIdOf('doi', '10.1234/X')).toBe('https://doi.org/10.1234/x');
    expect(canonicalIdOf('arxiv', 'hep-th/9901001')).toBe('arxiv:hep-th/9901001');
    expect(canonicalIdOf('ror', '03vek6s52')).toBe('https://ror.org/03vek6s52');
  });

  test('is undefined for what is no id of the scheme', () => {
    for (const text of ['n/a', '', 'W2741809807', '1910.02054']) expect(canonicalIdOf('doi', text)).toBeUndefined();
    expect(canonicalIdOf('orcid', '10.1234/x')).toBeUndefined();
  });

  test('what it gives is in stored form', () => {
    const schemes = fc.constantFrom('openalex', 'doi', 'arxiv', 'orcid', 'ror', 'issn' as const);
    const property = fc.property(schemes, anyId, (scheme, text) => {
      const stored = canonicalIdOf(scheme, text);
      if (stored !== undefined) expect([canonicalId(stored), parseId(stored).scheme]).toEqual([stored, scheme]);
    });
    fc.assert(property);
  });
});

test('an ISSN is compared bare, with a capital X', () => {
  for (const text of [
    '2434-561x',
    'issn:2434-561x',
    ' 2434-561X ',
    'https://portal.issn.org/resource/ISSN/2434-561X',
  ]) {
    expect(bareIssn(text)).toBe('2434-561X');
  }
  for (const text of ['', 'Nature', '10.1234/x', '2434561X']) expect(bareIssn(text)).toBe(text);
});

describe('idFromName', () => {
  test('case, diacritics, blanks and punctuation do not make another thing', () => {
    const names = ['Université de Montréal', 'universite de montreal', ' Universite-de  Montréal. '];
    expect(names.map((name) => idFromName('institution', name))).toEqual(
      names.map(() => 'institution:universite-de-montreal'),
    );
    expect(idFromName('topic', '漢字 研究')).toBe('topic:漢字-研究');
  });

  test('a made id is in stored form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const id = idFromName('topic', name);
        expect(canonicalId(id)).toBe(id);
      }),
    );
  });
});
