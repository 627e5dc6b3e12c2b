// The SIMD scan against exact dot products of the quantised vectors, computed one by one.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Bits, emptyBits, hasBit, setBit } from '../../../src/engine/builtin/bitset.js';
import { VectorIndex } from '../../../src/engine/builtin/vector-index.js';
import { type Quantised, quantise } from '../../../src/engine/quantise.js';
import { randomFrom, unit } from '../../support/works.js';

/** Single precision: cosines this near to the floor may fall on either side. */
const PRECISION = 1e-5;

interface Case {
  readonly dimension: number;
  readonly docs: number;
  /** Share of documents that have a vector, and of those asked for. */
  readonly embedded: number;
  readonly asked: number;
  readonly floor: number;
  readonly seed: number;
}

function randomVector(dimension: number, random: () => number): Float32Array {
  return unit(...Array.from({ length: dimension }, () => random() - 0.35));
}

function fill({ dimension, docs, embedded, seed }: Case) {
  const random = randomFrom(seed);
  const index = new VectorIndex(dimension);
  const vectors = new Map<number, Quantised>();
  for (let doc = 0; doc < docs; doc++) {
    if (random() >= embedded) continue;
    const vector = quantise(randomVector(dimension, random));
    index.set(doc, vector);
    vectors.set(doc, vector);
  }
  return { index, vectors, query: randomVector(dimension, random), random };
}

function randomBits(docs: number, share: number, random: () => number): Bits {
  const bits = emptyBits(docs);
  for (let doc = 0; doc < docs; doc++) if (random() < share) setBit(bits, doc);
  return bits;
}

function exactCosine(a: Quantised, b: Quantised): number {
  let dot = 0;
  for (let i = 0; i < a.values.length; i++) dot += (a.values[i] as number) * (b.values[i] as number);
  return dot * a.scale * b.scale;
}

/** Every document is found or not as its cosine says, with that cosine, in ascending order. */
function checkScan(
  index: VectorIndex,
  vectors: ReadonlyMap<number, Quantised>,
  query: Float32Array,
  floor: number,
  within: Bits,
) {
  const { docs, cosines } = index.scan({ query, floor, within });
  const found = new Map(Array.from(docs, (doc, i) => [doc, cosines[i] as number]));
  expect(found.size).toBe(docs.length);
  expect(Array.from(docs)).toEqual([...docs].sort((a, b) => a - b));
  const quantisedQuery = quantise(query);
  let checked = 0;
  for (const [doc, vector] of vectors) {
    const exact = exactCosine(vector, quantisedQuery);
    const cosine = found.get(doc);
    if (cosine !== undefined) {
      checked++;
      if (Math.abs(cosine - exact) > PRECISION) throw new Error(`cosine of ${doc}: ${cosine}, exactly ${exact}`);
    }
    if (Math.abs(exact - floor) <= PRECISION) continue;
    const expected = hasBit(within, doc) && exact >= floor;
    if (expected !== (cosine !== undefined)) throw new Error(`document ${doc} of cosine ${exact}, floor ${floor}`);
  }
  // nothing without a vector is found
  expect(checked).toBe(found.size);
  return found.size;
}

const arbitraryCase = fc.record({
  dimension: fc.integer({ min: 1, max: 100 }),
  docs: fc.integer({ min: 1, max: 400 }),
  embedded: fc.constantFrom(0, 0.1, 0.9, 1),
  asked: fc.constantFrom(0, 0.05, 0.5, 1),
  floor: fc.double({ min: -1, max: 1, noNaN: true }),
  seed: fc.nat(),
});

describe('scan', () => {
  test('finds exactly the documents at or above the floor', () => {
    fc.assert(
      fc.property(arbitraryCase, (one) => {
        const { index, vectors, query, random } = fill(one);
        checkScan(index, vectors, query, one.floor, randomBits(one.docs, one.asked, random));
      }),
    );
  });

  test.each([384, 100])('over several blocks, in %i dimensions, also after dump and load', (dimension) => {
    const one = { dimension, docs: 9000, embedded: 0.9, asked: 0.7, floor: 0.26, seed: dimension };
    const { index, vectors, query, random } = fill(one);
    const within = randomBits(one.docs, one.asked, random);
    expect(checkScan(index, vectors, query, one.floor, within)).toBeGreaterThan(100);
    const loaded = VectorIndex.load(structuredClone(index.dump()));
    checkScan(loaded, vectors, query, one.floor, within);
    // and the loaded one grows on
    const late = quantise(randomVector(dimension, random));
    for (const doc of [7, 9001, 20_000]) {
      loaded.set(doc, late);
      vectors.set(doc, late);
    }
    checkScan(loaded, vectors, query, one.floor, randomBits(20_001, 1, random));
  });

  test('a block without vectors is passed over', () => {
    const index = new VectorIndex(3);
    const vectors = new Map([1, 4095, 4096, 30_000].map((doc, i) => [doc, quantise(unit(1, i / 10, 0))]));
    for (const [doc, vector] of vectors) index.set(doc, vector);
    expect(
      checkScan(
        index,
        vectors,
        unit(1, 0, 0),
        0.5,
        randomBits(30_001, 1, () => 0),
      ),
    ).toBe(4);
    expect(index.get(30_000)?.values).toEqual(vectors.get(30_000)?.values);
    expect(index.get(5000)).toBeUndefined();
  });

  test('a vector set again replaces the old one', () => {
    const index = new VectorIndex(2);
    index.set(0, quantise(unit(1, 0)));
    index.set(0, quantise(unit(0, 1)));
    const all = randomBits(1, 1, () => 0);
    expect(Array.from(index.scan({ query: unit(1, 0), floor: 0.5, within: all }).docs)).toEqual([]);
    expect(Array.from(index.scan({ query: unit(0, 1), floor: 0.5, within: all }).docs)).toEqual([0]);
  });
});

describe('quantise', () => {
  test('no component is off by more than half a step, and the length is 1', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 }), (vector) => {
        const { values, scale } = quantise(Float32Array.from(vector));
        const step = Math.max(...vector.map(Math.abs)) / 127;
        const errors = vector.map((component, i) => Math.abs(component - (values[i] as number) * step));
        expect(Math.max(...errors)).toBeLessThanOrEqual(step * 0.500001);
        expect(Math.hypot(...values) * scale).toBeCloseTo(step === 0 ? 0 : 1, 6);
      }),
    );
  });

  test('a zero vector stays zero', () => {
    expect(quantise(new Float32Array(3))).toEqual({ values: new Int8Array(3), scale: 0 });
  });
});
