// The ACL Anthology: its collections, its two lists of people, and its originals.
import { expect, test } from '@jest/globals';
import { anthologyId } from '../../../../indexer/importers/acl.js';
import { describeImporter, describeOriginals } from '../../../support/describe-importer.js';

describeImporter({
  format: 'acl',
  wrap: (papers) =>
    `<collection id="2031.x"><volume id="1"><meta><booktitle>B</booktitle><year>2031</year></meta>${papers}</volume></collection>`,
  pieces: [
    '<paper id="9">',
    '</paper>',
    '<title>',
    '</volume>',
    '<volume id="2">',
    '<!--',
    ']]>',
    '"',
    '<',
    '&',
    '</collection>',
  ],
});

describeOriginals({
  format: 'acl',
  folder: 'acl-anthology-xml',
  // two events and frontmatter are elements too, and comments hold none
  count: (file, text) =>
    file.endsWith('.xml') ? [...text.matchAll(/<(?:paper|frontmatter|event)[ >]/g)].length : undefined,
  reasons: /^the front matter of a volume$|^an event, which is no work$/,
});

test.each([
  ['2022.acl', 'long', '1', '2022.acl-long.1'],
  ['P98', '1', '12', 'P98-1012'],
  ['W97', '3', '4', 'W97-0304'],
  ['C69', '70', '1', 'C69-7001'],
  ['D19', '1', '7', 'D19-1007'],
  ['D19', '50', '7', 'D19-5007'],
])('the id of %s, volume %s, paper %s', (collection, volume, paper, id) => {
  expect(anthologyId(collection, volume, paper)).toBe(id);
});
