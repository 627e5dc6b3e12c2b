// Where what was typed is marked in a name.
import { expect, test } from '@jest/globals';
import { markTyped } from '../../../src/search/mark-typed.js';

test.each([
  ['Omer Levy', 'levy o', '<mark>O</mark>mer <mark>Levy</mark>'],
  ['Paul Lévy', 'lev', 'Paul <mark>Lév</mark>y'],
  ['Paul Le\u0301vy', 'lev', 'Paul <mark>Le\u0301vy</mark>'],
  ['Karl Weiß', 'weis', 'Karl <mark>Weiß</mark>'],
  ['Graph Neural Networks', 'nerual', 'Graph <mark>Neural</mark> Networks'],
  ['Retention and attention', 'attention', 'Retention and <mark>attention</mark>'],
  ['Tides & <Dikes>', 'dike', 'Tides &amp; &lt;<mark>Dike</mark>s&gt;'],
  ['Natural language processing', 'nlp', undefined],
  ['Levy', '', undefined],
])('%p, typed %p: %p', (name, typed, html) => {
  expect(markTyped(name, typed)).toBe(html);
});
