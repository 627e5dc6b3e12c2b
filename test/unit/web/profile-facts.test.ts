// What the head of a profile says of a person.
import { describe, expect, test } from '@jest/globals';
import type { AuthorAnswer } from '../../../src/client/index.js';
import {
  badgesOf,
  counted,
  distanceOf,
  initialsOf,
  linkName,
  notesOf,
  orcidOf,
  safeUrl,
  spansOf,
} from '../../../web/profile/facts.js';

const UNKNOWN: AuthorAnswer = {
  last_known_institutions: [],
  claimed: false,
  open_to_collaborate: false,
  verification_level: null,
  trust_score: null,
};
const textsOf = (author: AuthorAnswer) => badgesOf(author).map(({ text }) => text);

describe('badges', () => {
  test('say that nothing is known, rather than nothing', () => {
    expect(textsOf(UNKNOWN)).toEqual(['Researcher', 'Affiliation not imported', 'Unclaimed profile']);
    expect(textsOf({})).toEqual(textsOf(UNKNOWN));
  });

  test('say all that a platform has set, zero included', () => {
    const author = { ...UNKNOWN, claimed: true, open_to_collaborate: true, verification_level: 0, trust_score: 0 };
    expect(textsOf(author)).toEqual([
      'Researcher',
      'Affiliation not imported',
      'Open to collaborate',
      'Verification level 0',
      'Trust 0 of 100',
      'Claimed profile',
    ]);
  });

  test('lead to the institutions', () => {
    const institution = { id: 'institution:a/b', display_name: 'A & B', ror: null, country_code: null };
    const badges = badgesOf({ ...UNKNOWN, last_known_institutions: [institution] });
    expect(badges[1]).toEqual({ key: 'institution:a/b', text: 'A & B', href: '/institution/institution:a%2Fb' });
    expect(badges.map(({ text }) => text)).not.toContain('Affiliation not imported');
  });
});

test('initials are the first letters of the first and the last word, of any script', () => {
  const names = ['Olatunji Ruwase', 'ada', 'Zoë van der Berg', '李 明', 'Ångström-Öberg, Å.', '"><svg', '', '123'];
  expect(names.map(initialsOf)).toEqual(['OR', 'A', 'ZB', '李明', 'ÅÅ', 'S', '', '']);
});

test('years are told in spans, whatever their order', () => {
  expect(spansOf([2024, 2020, 2021, 2021, 2022])).toBe('2020–2022, 2024');
  expect(spansOf([1999])).toBe('1999');
  expect(spansOf([])).toBe('');
});

test('only addresses that may be followed are followed', () => {
  expect(safeUrl('https://example.org/~a')).toBe('https://example.org/~a');
  for (const url of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', '/relative', 'nonsense', '']) {
    expect([url, safeUrl(url)]).toEqual([url, undefined]);
  }
});

test('links without a label are called by their host', () => {
  expect(linkName(null, 'https://www.example.org/x')).toBe('example.org');
  expect(linkName('  ', 'https://code.example.org/')).toBe('code.example.org');
  expect(linkName('Home', 'https://example.org/')).toBe('Home');
});

test('an ORCID is shown without its address', () => {
  expect(orcidOf('https://orcid.org/0000-0002-1825-0097')).toBe('0000-0002-1825-0097');
  expect(orcidOf('0000-0002-1825-0097')).toBe('0000-0002-1825-0097');
});

test('numbers agree with what they count', () => {
  expect([counted(1, 'work'), counted(0, 'work'), counted(2000, 'work')]).toEqual(['1 work', '0 works', '2,000 works']);
});

test('distances are told as far as they are known', () => {
  expect(distanceOf(2)).toBe('has a co-author in common');
  expect([distanceOf(null), distanceOf(undefined), distanceOf(4)]).toEqual([undefined, undefined, undefined]);
});

test('notes of several answers are shown once', () => {
  const off = { code: 'embedding_off', message: 'off' };
  const slow = { code: 'vectors_incomplete', message: '1 of 2' };
  expect(notesOf([off], undefined, [slow, off])).toEqual([off, slow]);
});
