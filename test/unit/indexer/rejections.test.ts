// What cannot become a work, and the reason that its owner is told.
import { expect, test } from '@jest/globals';
import { toWork } from '../../../indexer/importers/formats.js';

const UNUSABLE = 'the id is not usable: at most 512 characters of valid Unicode, none of them a control character';

test.each<[string, unknown, string]>([
  ['a number', 5, 'not a JSON object'],
  ['null', null, 'not a JSON object'],
  ['a list', [], 'not a JSON object'],
  ['no id', { title: 'T' }, 'no id'],
  ['a blank id', { id: ' ', title: 'T' }, 'no id'],
  ['an endless id', { id: 'x'.repeat(600), title: 'T' }, UNUSABLE],
  ['half a character as id', { id: 'x\ud800', title: 'T' }, UNUSABLE],
  ['a NUL in an id', { id: 'x\u0000', title: 'T' }, UNUSABLE],
  ['an escape of a terminal in an id', { id: 'x\u001b[2J', title: 'T' }, UNUSABLE],
  [
    'more than is worth reading',
    { id: 'x', title: 'T', abstract: '<p>'.repeat(400_000) },
    'title and abstract have 1200001 characters, more than 1000000',
  ],
  ['no text', { id: 'x', title: ' ', abstract: null }, 'neither title nor abstract'],
  [
    'a book',
    { id: 'x', title: 'T', abstract: 'a'.repeat(200_000) },
    'title and abstract have 200001 characters, more than 200000',
  ],
])('rejected: %s', (_name, raw, rejection) => {
  expect(toWork(raw, 'jsonl')).toEqual({ rejection });
  expect(toWork(raw, 'openalex')).toEqual({ rejection });
});
