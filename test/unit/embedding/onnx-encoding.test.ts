// The file formats on the way from weights to a model: protobuf, safetensors, int8.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bytesField, floatField, intField, message, varint } from '../../../src/embedding/onnx/protobuf.js';
import { quantiseColumns, quantiseRows } from '../../../src/embedding/onnx/quantise.js';
import { readSafetensors } from '../../../src/embedding/onnx/safetensors.js';

const finite = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => Math.fround(value / 1000));

describe('protobuf', () => {
  // The examples of the specification.
  test.each([
    ['int 150 in field 1', intField(1, 150), [0x08, 0x96, 0x01]],
    ['string in field 2', bytesField(2, 'testing'), [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]],
    ['embedded message in field 3', bytesField(3, intField(1, 150)), [0x1a, 0x03, 0x08, 0x96, 0x01]],
    ['float 1 in field 2', floatField(2, 1), [0x15, 0x00, 0x00, 0x80, 0x3f]],
    ['int -1 takes ten bytes', intField(1, -1), [0x08, ...new Array(9).fill(0xff), 0x01]],
    ['nothing', message(), []],
  ])('%s', (_, actual, expected) => {
    expect([...actual]).toEqual(expected);
  });

  test('a varint holds every 64-bit number in groups of seven bits, the last one without the mark', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bytes = [...varint(value)];
        const bits = bytes.reduce((sum, byte, i) => sum | (BigInt(byte & 0x7f) << BigInt(7 * i)), 0n);
        expect(BigInt.asIntN(64, bits)).toBe(value);
        expect(bytes.map((byte) => byte >= 0x80)).toEqual(bytes.map((_, i) => i < bytes.length - 1));
      }),
    );
  });
});

interface Entry {
  readonly rows: number;
  readonly values: readonly number[];
}

function writeSafetensors(tensors: Readonly<Record<string, Entry>>): Uint8Array {
  const data = new Float32Array(Object.values(tensors).flatMap(({ values }) => values));
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let offset = 0;
  for (const [name, { rows, values }] of Object.entries(tensors)) {
    const end = offset + values.length * 4;
    header[name] = { dtype: 'F32', shape: [rows, values.length / rows], data_offsets: [offset, end] };
    offset = end;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.from(data.buffer)]);
}

describe('safetensors', () => {
  const entry = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      values: fc.array(finite, { minLength: rows * columns, maxLength: rows * columns }),
    }),
  );
  const name = fc.stringMatching(/^[a-z][a-z.]{0,9}$/).filter((n) => !(n in {}));

  test.each([
    ['null', /the header is no object/],
    ['{"a":null}', /tensor a has no dtype, shape and data_offsets/],
    ['{"a":{"dtype":"F32","shape":[1e999],"data_offsets":[0,4]}}', /tensor a has no dtype/],
    ['{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}', /tensor a does not fit/],
    ['{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}', /tensor a has no dtype/],
  ])('a header that lies is refused, before anything is made for it: %s', (header, reason) => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    expect(() => readSafetensors(Buffer.concat([length, Buffer.from(header), Buffer.alloc(8)]))).toThrow(reason);
  });

  test('gives back what was written, wherever it lies in the file', () => {
    fc.assert(
      fc.property(fc.dictionary(name, entry, { noNullPrototype: true }), (tensors) => {
        const read = readSafetensors(writeSafetensors(tensors));
        expect([...read.keys()]).toEqual(Object.keys(tensors));
        for (const [key, { rows, values }] of Object.entries(tensors)) {
          expect(read.get(key)?.shape).toEqual([rows, values.length / rows]);
          expect([...(read.get(key)?.data ?? [])]).toEqual(values);
        }
      }),
    );
  });

  test('a file cut anywhere is refused', () => {
    const file = writeSafetensors({ a: { rows: 1, values: [1, 2, 3] } });
    for (let length = 0; length < file.length; length++) {
      expect(() => readSafetensors(file.subarray(0, length))).toThrow();
    }
  });
});

describe('int8', () => {
  const matrix = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      data: fc.array(finite, { minLength: rows * columns, maxLength: rows * columns }).map((v) => new Float32Array(v)),
    }),
  );

  test.each([
    ['columns', quantiseColumns, 64, (i: number, columns: number) => i % columns],
    ['rows', quantiseRows, 127, (i: number, columns: number) => Math.floor(i / columns)],
  ])('%s: every value is kept within half a step, the largest uses the whole range', (_, quantise, limit, group) => {
    fc.assert(
      fc.property(matrix, ({ data, rows, columns }) => {
        const { values, scales } = quantise(data, rows, columns);
        const largest = scales.map(() => 0);
        data.forEach((value, i) => {
          const g = group(i, columns);
          const scale = scales[g] ?? 0;
          expect(Math.abs((values[i] ?? 0) * scale - value)).toBeLessThanOrEqual(scale * 0.5001);
          largest[g] = Math.max(largest[g] ?? 0, Math.abs(values[i] ?? 0));
        });
        // 0: all values of the group are zero.
        for (const value of largest) expect([0, limit]).toContain(value);
      }),
    );
  });

  test('values too small to have a scale become zeros', () => {
    const smallest = 2 ** -149;
    expect([...quantiseColumns(Float32Array.of(0, smallest), 1, 2).values]).toEqual([0, 0]);
  });
});
