// Reads a safetensors file: 8 bytes header length, a JSON header, then the raw tensors.
// Source: https://huggingface.co/docs/safetensors/index#format
import { z } from 'zod';

/** A dense float32 tensor in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const size = z.int().nonnegative();
/** Of whatever type; `__metadata__` has other entries. */
const entry = z.looseObject({ dtype: z.string(), shape: z.array(size), data_offsets: z.tuple([size, size]) });

/**
 * All float32 tensors of a file by name; tensors of other types (position ids) are left out.
 * @throws Error if the header or an offset does not fit the file.
 */
export function readSafetensors(file: Uint8Array): Map<string, Tensor> {
  if (file.length < 8) throw new Error('safetensors: file is shorter than its header length');
  const headerLength = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (headerLength > file.length - 8) throw new Error('safetensors: header is longer than the file');
  const start = 8 + headerLength;
  const tensors = new Map<string, Tensor>();
  for (const [name, given] of Object.entries(headerOf(file.subarray(8, start)))) {
    if (name === '__metadata__') continue;
    const { data: found } = entry.safeParse(given);
    if (!found) throw new Error(`safetensors: tensor ${name} has no dtype, shape and data_offsets`);
    if (found.dtype !== 'F32') continue;
    const { shape } = found;
    const [from, to] = found.data_offsets;
    const length = shape.reduce((product, size) => product * size, 1);
    if (to - from !== length * 4 || start + to > file.length) {
      throw new Error(`safetensors: tensor ${name} does not fit its place in the file`);
    }
    // A copy, because the place in the file need not be a multiple of four.
    const data = new Float32Array(length);
    new Uint8Array(data.buffer).set(file.subarray(start + from, start + to));
    tensors.set(name, { shape, data });
  }
  return tensors;
}

function headerOf(bytes: Uint8Array): object {
  const header: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof header !== 'object' || header === null) throw new Error('safetensors: the header is no object');
  return header;
}
