// The index on disk: what is written comes back, and a damaged file gives a reason, never a wrong tree.
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSnapshot, writeSnapshot } from '../../../src/engine/builtin/snapshot.js';

const KEY = { store: 'store-1', basis: 'fields-1' };
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ideascope-snapshot-'));
  path = join(folder, 'index.snapshot');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const arbitraryLeaf = fc.oneof(
  fc.uint8Array({ maxLength: 50 }),
  fc.uint32Array({ maxLength: 50 }),
  fc.float32Array({ maxLength: 50 }),
  fc.float64Array({ maxLength: 50 }),
);
const { tree: arbitraryTree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    arbitraryLeaf,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }).filter((parts) => typeof parts[0] !== 'string'),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const SAMPLE = {
  counts: Uint32Array.of(1, 2, 3),
  lengths: Float32Array.of(0.5, Number.NaN),
  none: null,
  nested: { deep: [Float64Array.of(1e300), { bytes: new Uint8Array(300).fill(7) }] },
  alive: 3,
};

async function reasonFor(damaged: Uint8Array): Promise<string> {
  await writeFile(path, damaged);
  const result = await readSnapshot(path, KEY);
  return 'reason' in result ? result.reason : 'none: it was read';
}

const bytesOf = (array: Uint32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

describe('a snapshot', () => {
  test('comes back as it was written', async () => {
    const property = fc.asyncProperty(arbitraryTree, fc.nat(), async (tree, seq) => {
      await writeSnapshot(path, KEY, seq, tree);
      expect(await readSnapshot(path, KEY)).toEqual({ tree, seq });
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test('large arrays are written in pieces and come back whole, and so does the memory of WebAssembly', async () => {
    const memory = new WebAssembly.Memory({ initial: 3, maximum: 65_536, shared: true });
    new Uint32Array(memory.buffer).fill(0x12345678, 777);
    const tree = { memory, large: Uint32Array.from({ length: 2_500_000 }, (_, i) => i * 7) };
    await writeSnapshot(path, KEY, 9, tree);
    const result = await readSnapshot(path, KEY);
    if ('reason' in result) throw new Error(result.reason);
    const { memory: read, large } = result.tree as typeof tree;
    expect(read).toBeInstanceOf(WebAssembly.Memory);
    expect(Buffer.compare(Buffer.from(read.buffer), Buffer.from(memory.buffer))).toBe(0);
    expect(Buffer.compare(bytesOf(large), bytesOf(tree.large))).toBe(0);
  });

  test('a new one replaces the old one, and nothing else stays in the folder', async () => {
    await writeSnapshot(path, KEY, 1, SAMPLE);
    await writeSnapshot(path, KEY, 2, { other: 1 });
    expect(await readSnapshot(path, KEY)).toEqual({ tree: { other: 1 }, seq: 2 });
    await expect(readFile(`${path}.partial`)).rejects.toThrow('ENOENT');
  });

  test('of another store, of other fields, or missing: the reason says so', async () => {
    await writeSnapshot(path, KEY, 1, SAMPLE);
    for (const other of [{ store: 'store-2' }, { basis: 'fields-2' }]) {
      expect(await readSnapshot(path, { ...KEY, ...other })).toEqual({ reason: 'it belongs to another state' });
    }
    expect(await readSnapshot(join(folder, 'missing'), KEY)).toEqual({ reason: 'there is none' });
  });
});

describe('a damaged snapshot', () => {
  test('with any single byte changed is refused', async () => {
    await writeSnapshot(path, KEY, 5, SAMPLE);
    const intact = await readFile(path);
    for (let at = 0; at < intact.length; at++) {
      const damaged = Buffer.from(intact);
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
      const reason = await reasonFor(damaged);
      if (!/damaged|cut short|cannot be read/.test(reason)) throw new Error(`byte ${at}: ${reason}`);
    }
  });

  test('cut at any length is refused, also when empty', async () => {
    await writeSnapshot(path, KEY, 5, SAMPLE);
    const intact = await readFile(path);
    for (let length = intact.length - 1; length >= 0; length -= 7) {
      const reason = await reasonFor(intact.subarray(0, length));
      if (!/damaged|cut short|cannot be read/.test(reason)) throw new Error(`${length} bytes: ${reason}`);
    }
    await truncate(path, 0);
    expect(await readSnapshot(path, KEY)).toEqual({ reason: 'it is cut short' });
  });

  test('that is another file altogether is refused', async () => {
    expect(await reasonFor(Buffer.from('{"not": "a snapshot"}'))).toMatch(/damaged|cut short/);
    expect(await reasonFor(Buffer.alloc(4096))).not.toContain('it was read');
  });
});
