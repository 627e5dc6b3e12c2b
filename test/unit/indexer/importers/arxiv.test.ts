// arXiv's metadata snapshot: the traps, and the journals that references name.
import { expect, test } from '@jest/globals';
import { journalOf } from '../../../../indexer/importers/journal-ref.js';
import { describeImporter, describeOriginals } from '../../../support/describe-importer.js';
import { JSON_PIECES, jsonRecords } from '../../../support/json-pieces.js';

describeImporter({ format: 'arxiv', pieces: [...JSON_PIECES, '"authors_parsed":', '"categories":'] });
describeOriginals({ format: 'arxiv', folder: 'arxiv-snapshot', count: (_file, text) => jsonRecords(text).length });

test.each([
  ['Phys.Rev.D76:013009,2007', 'Phys.Rev.D'],
  ['J. Harb. Phys. 52 (2008) no.2, 681-689', 'J. Harb. Phys.'],
  ['Journal of Applied Tides, vol 104, 073536 (2008)', 'Journal of Applied Tides'],
  ['JHEP 0705:034,2007', 'JHEP'],
  ['RIMS Knots, No.1551, pp.57-62 (2007)', 'RIMS Knots'],
  ['Tides A, V. 387, Issues 2-3 (2008), Pages 385-406', 'Tides A'],
  ['Annals of Knots 2008, Vol. 18, No. 3, 1026-1058', 'Annals of Knots'],
  ['J. Tides: Condens. Water 20 (2008) 055214', 'J. Tides: Condens. Water'],
  ['J. Tides A 40 No 41 (12 October 2007) 12315-12333', 'J. Tides A'],
  ['J. Math. Sandby Univ., 48 (2008), 857-893.', 'J. Math. Sandby Univ.'],
  ['Class.Quant.Tides 24:S541-S550,2007', 'Class.Quant.Tides'],
  ['J.Opt. 23(10): 2592-2601 (2006); Erratum: J.Opt. 32,\n 2407 (2015)', 'J.Opt.'],
])('%s names the journal %s', (reference, journal) => {
  expect(journalOf(reference)).toBe(journal);
});

test.each([
  'NeurIPS 2017',
  'Algorithms in Knots: 7th International Workshop, 4645 volume of Notes, pp. 240-251, September 2007',
  'L. H. Knot. Order of tides: A study. Journal of Tides, 1(1):013513, 2007.',
  'to appear in Journal of Tides 12, 1-3 (2008)',
  'Journal of Tides 12',
  'Journal of Tides 12, 101-119',
  '2008',
  '',
  `Journal ${'p.1 '.repeat(80)}`,
  `Tides 12 ${'p.'.repeat(60)}x 3 (2008)`,
])('%s names none for certain', (reference) => {
  expect(journalOf(reference)).toBeUndefined();
});
