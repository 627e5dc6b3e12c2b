// The splitters against JSON.parse, for any JSON, any layout and any place at which chunks are cut.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_PIECE, type Piece, type Splitter } from '../../../indexer/importers/pieces.js';
import { LineSplitter } from '../../../indexer/importers/read-lines.js';
import { JsonSplitter } from '../../../indexer/importers/split-json.js';

function split(splitter: Splitter, text: string, cuts: readonly number[] = []): Piece[] {
  const bytes = Buffer.from(text);
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

const valuesOf = (pieces: readonly Piece[]) =>
  pieces.map((piece) => ('text' in piece ? JSON.parse(piece.text.toString()) : piece.problem));
const numbered = (pieces: readonly Piece[]) =>
  pieces.map((piece) => [piece.number, 'text' in piece ? piece.text.toString().trim() : piece.problem]);

const cuts = fc.array(fc.nat(), { maxLength: 8 });
const indent = fc.constantFrom(undefined, 1, '\t');
const value = fc.jsonValue({ maxDepth: 3 });
const object = fc.dictionary(fc.string(), value);

test('give what JSON.parse gives', () => {
  fc.assert(
    fc.property(fc.array(value), indent, cuts, (values, space, at) => {
      const pieces = split(new JsonSplitter('array'), JSON.stringify(values, null, space), at);
      expect(valuesOf(pieces)).toEqual(JSON.parse(JSON.stringify(values)));
      expect(pieces.map((piece) => piece.number)).toEqual(values.map((_, index) => index + 1));
    }),
  );
});

test('give the array in an object, whatever stands beside it', () => {
  const beside = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.record({ a: fc.string() }));
  fc.assert(
    fc.property(fc.array(value), beside, indent, cuts, (items, next, space, at) => {
      const text = `${JSON.stringify({ items, next }, null, space)}\n${JSON.stringify({ items })}`;
      const twice = JSON.parse(JSON.stringify([...items, ...items]));
      expect(valuesOf(split(new JsonSplitter('wrapped'), text, at))).toEqual(twice);
    }),
  );
});

test('give the elements of an object before it ends', () => {
  const splitter = new JsonSplitter('wrapped');
  expect(valuesOf(splitter.push(Buffer.from('{ "items" : [{"a":1},{"b"')))).toEqual([{ a: 1 }]);
  expect(valuesOf(splitter.push(Buffer.from(':2}')))).toEqual([]);
  expect(valuesOf([...splitter.push(Buffer.from(',')), ...splitter.end()])).toEqual([
    { b: 2 },
    'the file ends in the middle',
  ]);
});

test('one after the other are one', () => {
  fc.assert(
    fc.property(fc.array(value), fc.array(value), cuts, (first, second, at) => {
      const text = `${JSON.stringify(first)}\n\ufeff${JSON.stringify(second)}`;
      expect(valuesOf(split(new JsonSplitter('array'), text, at))).toEqual(
        JSON.parse(JSON.stringify([...first, ...second])),
      );
    }),
  );
});

test.each<[string, string, (readonly [number, string])[]]>([
  [
    'a broken element',
    '[{"a":1},{"a":},{"a":3}]',
    [
      [1, '{"a":1}'],
      [2, '{"a":}'],
      [3, '{"a":3}'],
    ],
  ],
  [
    'cut inside an element',
    '[1,{"a":',
    [
      [1, '1'],
      [2, 'the file ends in the middle'],
    ],
  ],
  ['cut inside a string', '["a]', [[1, 'the file ends in the middle']]],
  [
    'cut between elements',
    '[1,2',
    [
      [1, '1'],
      [2, '2'],
      [3, 'the file ends in the middle'],
    ],
  ],
  ['a comma too many', '[1,]', [[1, '1']]],
  [
    'text behind it',
    '[1] x [2]',
    [
      [1, '1'],
      [2, 'not JSON from here on; the rest of the file is left out'],
    ],
  ],
  [
    'brackets and escaped quotes in strings',
    '["\\"],[", "\\\\"]',
    [
      [1, '"\\"],["'],
      [2, '"\\\\"'],
    ],
  ],
])('%s', (_name, text, expected) => {
  for (let cut = 0; cut <= text.length; cut += 1) {
    expect(numbered(split(new JsonSplitter('array'), text, [cut]))).toEqual(expected);
  }
});

test('objects one after the other give what JSON.parse gives', () => {
  fc.assert(
    fc.property(fc.array(object), indent, cuts, (objects, space, at) => {
      const text = objects.map((one) => JSON.stringify(one, null, space)).join('\n');
      expect(valuesOf(split(new JsonSplitter('objects'), text, at))).toEqual(JSON.parse(JSON.stringify(objects)));
    }),
  );
});

describe('lines', () => {
  test('give what JSON.parse gives, with their numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.option(value)), fc.constantFrom('\n', '\r\n'), cuts, (values, end, at) => {
        const text = values.map((one) => (one === null ? ' ' : JSON.stringify(one))).join(end);
        const kept = values.map((one, index) => ({ one, number: index + 1 })).filter(({ one }) => one !== null);
        const pieces = split(new LineSplitter(), text, at);
        expect(valuesOf(pieces)).toEqual(JSON.parse(JSON.stringify(kept.map(({ one }) => one))));
        expect(pieces.map((piece) => piece.number)).toEqual(kept.map(({ number }) => number));
      }),
    );
  });

  test('one that is too long is a problem of its own and takes no memory', () => {
    const splitter = new LineSplitter();
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    const pieces = splitter.push(Buffer.from('{"a":1}\n'));
    for (let size = 0; size <= LONGEST_PIECE; size += megabyte.length) pieces.push(...splitter.push(megabyte));
    pieces.push(...splitter.push(Buffer.from('\n{"a":3}\n')), ...splitter.end());
    expect(numbered(pieces)).toEqual([
      [1, '{"a":1}'],
      [2, 'longer than 64 MiB'],
      [3, '{"a":3}'],
    ]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(LONGEST_PIECE / 2);
  });
});
