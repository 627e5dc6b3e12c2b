// Titles in their normal form, and the keys under which records meet.
import { describe, expect, test } from '@jest/globals';
import { isTelling, titleForm, versionKeys } from '../../../src/text/version-keys.js';
import { makeWork } from '../../support/works.js';

describe('the normal form of a title', () => {
  test.each([
    ['GPT-2: A Study of $\\mathcal{O}(n)$', 'gpt2 – a study of O(n)'],
    ["On L\\'evy Flights", 'On Lévy flights'],
    ['On L{\\"{o}}sung', 'On Losung'],
    ['Learning &amp; Search', 'Learning and search'],
    ['Robust <i>E. coli</i> Growth', 'Robust E. coli growth'],
    ['\\emph{Very} deep', 'Very deep.'],
  ])('%s is %s', (one, other) => {
    expect(titleForm(one)).toBe(titleForm(other));
  });

  test.each([
    ['A theory of tides, part I', 'A theory of tides, part II'],
    ['Task 1: results', 'Task 2: results'],
    ['漢字認識', '文字認識'],
  ])('%s is not %s', (one, other) => {
    expect(titleForm(one)).not.toBe(titleForm(other));
  });
});

test.each([
  'Introduction',
  'Concluding remarks',
  'Preface to the second volume',
  'Proceedings of the Third Workshop',
  'Tides',
  'Book Reviews',
  '',
])('%j tells nothing', (title) => expect(isTelling(title)).toBe(false));

test.each(['Introduction to the theory of tides', 'Program synthesis by example', 'Panel data and their errors'])(
  '%j is a title',
  (title) => expect(isTelling(title)).toBe(true),
);

test('keys are the ids, also that of the record itself, and the title', () => {
  const ids = { doi: 'https://doi.org/10.1/x', arxiv: 'arxiv:2101.00001' };
  const keys = versionKeys(makeWork({ id: 'arxiv:2101.00001', display_name: 'A theory of all tides', ids }));
  expect(keys).toEqual(['arxiv:2101.00001', 'https://doi.org/10.1/x', expect.stringMatching(/^title:[0-9a-z]+$/)]);
  expect(versionKeys(makeWork({ id: 'own:1', display_name: 'Tides' }))).toEqual([]);
});
