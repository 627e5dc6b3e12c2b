// Reads a safetensors file: 8 bytes header length, a JSON header, then the raw tensors.
// Source: https://huggingface.co/docs/safetensors/index#format

/** A dense float32 tensor in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * All float32 tensors of a file by name; tensors of other types (position ids) are left out.
 * @throws Error if the header or an offset does not fit the file.
 */
export function readSafetensors(file: Uint8Array): Map<string, Tensor> {
  if (file.length < 8) throw new Error('safetensors: file is shorter than its header length');
  const headerLength = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (headerLength > file.length - 8) throw new Error('safetensors: header is longer than the file');
  const start = 8 + headerLength;
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start))) as Record<string, HeaderEntry>;
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__' || entry.dtype !== 'F32') continue;
    const [from, to] = entry.data_offsets;
    const length = entry.shape.reduce((product, size) => product * size, 1);
    if (to - from !== length * 4 || from < 0 || start + to > file.length) {
      throw new Error(`safetensors: tensor ${name} does not fit its place in the file`);
    }
    // A copy, because the place in the file need not be a multiple of four.
    const data = new Float32Array(length);
    new Uint8Array(data.buffer).set(file.subarray(start + from, start + to));
    tensors.set(name, { shape: entry.shape, data });
  }
  return tensors;
}
