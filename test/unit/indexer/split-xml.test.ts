// The splitter of XML: any place at which chunks are cut, and what is too long or never closed.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_RECORD, type XmlPiece, XmlSplitter } from '../../../indexer/importers/split-xml.js';
import { parseElement, textOf } from '../../../indexer/importers/xml-element.js';
import { rootOf } from '../../../indexer/importers/xml-root.js';

function split(chunks: readonly string[]): XmlPiece[] {
  const splitter = new XmlSplitter(['paper', 'meta'], ['volume', 'collection']);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

function cutAt(text: string, cuts: readonly number[]): string[] {
  const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });
const escaped = fc.string().map((text) => text.replace(/[&<>"\]]/g, '.'));
const paper = fc
  .tuple(escaped, fc.constantFrom('', '<b>x</b>', '<!-- </paper> -->', '<![CDATA[<paper>]]>', '<url>u</url>'))
  .map(([text, inner]) => `<paper id="${text.replace(/\s/g, '')}">${inner}${text}</paper>`);
const scrap = fc.constantFrom(
  '<paper>',
  '<paper id="1">',
  '</paper>',
  '<volume>',
  '</volume>',
  '<paper/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<',
  '"',
  '<paperback>',
  '</collection>',
  'text\n',
  '<?x',
  '?>',
);

test('records come out as they are, wherever chunks are cut', () => {
  fc.assert(
    fc.property(fc.array(paper), cuts, (papers, at) => {
      const text = `<?xml version="1.0"?><!-- <paper> -->\n<collection><volume id="1">\n${papers.join('\n')}</volume></collection>`;
      const pieces = split(cutAt(text, at));
      expect(pieces.flatMap((piece) => (piece.kind === 'record' ? [piece.text] : []))).toEqual(papers);
      expect(pieces.filter((piece) => piece.kind === 'problem')).toEqual([]);
    }),
  );
});

test('of anything, the same comes out wherever chunks are cut', () => {
  fc.assert(
    fc.property(fc.array(scrap, { maxLength: 30 }), cuts, (scraps, at) => {
      const text = scraps.join('');
      expect(split(cutAt(text, at))).toEqual(split([text]));
    }),
    { numRuns: 500 },
  );
});

test('every start and every stray end is accounted for', () => {
  const tags = fc.constantFrom('<paper>', '</paper>', '<volume>', '</volume>', 'text');
  fc.assert(
    fc.property(fc.array(tags, { maxLength: 30 }), (scraps) => {
      const pieces = split([scraps.join('')]);
      const found = pieces.filter(
        (piece) =>
          piece.kind === 'record' || (piece.kind === 'problem' && !/volume> without|missing/.test(piece.problem)),
      );
      const starts = scraps.filter((one) => one === '<paper>').length;
      const records = pieces.filter((piece) => piece.kind === 'record').length;
      const strays = scraps.filter((one) => one === '</paper>').length - records;
      expect(found).toHaveLength(starts + strays);
    }),
  );
});

test('a record that never ends is let go of, and the next one is found', () => {
  const chunk = 'x'.repeat(1024 * 1024);
  const endless = Array.from({ length: LONGEST_RECORD / chunk.length + 3 }, () => chunk);
  const pieces = split(['<volume><paper>', ...endless, '</paper><paper>T</paper></volume>']);
  expect(pieces.map((piece) => (piece.kind === 'problem' ? piece.problem : piece.kind))).toEqual([
    'open',
    'longer than 16 MiB',
    'record',
    'close',
  ]);
});

test('a comment that never ends costs no memory', () => {
  const splitter = new XmlSplitter(['paper'], ['volume']);
  splitter.push('<volume><!--');
  const before = process.memoryUsage().heapUsed;
  for (let round = 0; round < 400; round += 1) splitter.push('x'.repeat(256 * 1024));
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(40 * 1024 * 1024);
  expect(splitter.push('--><paper>T</paper>').map(({ kind }) => kind)).toEqual(['record']);
});

test('lines are those of the file', () => {
  const pieces = split(['<volume>\n<paper>\n</paper>\n\n<pa', 'per>\n<b></paper>\n<paper>\n', '</volume>']);
  expect(pieces.map(({ line }) => line)).toEqual([1, 2, 5, 7, 8]);
});

test('elements as deep as no format has them are refused', () => {
  expect(() => parseElement(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, 7)).toThrow(
    'line 7: elements lie more than 100 deep',
  );
  expect(textOf(parseElement('<a>x<b>y<c/></b>z</a>'))).toBe('xyz');
});

test.each([
  ['<?xml version="1.0"?>\n<!-- c -->\n<!DOCTYPE dblp [\n<!ENTITY x "<y>"> ]>\n<dblp>', 'dblp'],
  ['\ufeff<oai:OAI-PMH xmlns:oai="x">', 'OAI-PMH'],
  ['<!DOCTYPE html PUBLIC "-//W3C//DTD"><HTML>', 'HTML'],
  ['text <a>', undefined],
  ['<?xml version="1.0"?>', undefined],
])('the root of %j', (head, root) => {
  expect(rootOf(head)).toBe(root);
});
