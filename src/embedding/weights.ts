// Which file holds a model's weights: names of transformers.js and of the Hugging Face hub, by number format.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DtypeChoice } from '../domain/model.js';
import { EmbedderError } from './embedder.js';

export type { DtypeChoice } from '../domain/model.js';
export type Dtype = Exclude<DtypeChoice, 'auto'>;

export interface Weights {
  readonly dtype: Dtype;
  /** Folder of the file below the model's own, without slash; '' for exports that put it beside config.json. */
  readonly subfolder: 'onnx' | '';
  /** Path below the model's folder. */
  readonly file: string;
  /** Further files with parts of it, which go by its name: an ONNX file holds at most 2 GB. */
  readonly parts: readonly string[];
}

const SUFFIXES: Readonly<Record<Dtype, string>> = {
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  fp32: '',
  fp16: '_fp16',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** Where the weights of a number format are by custom. */
export function weightsFile(dtype: Dtype): string {
  return `onnx/model${SUFFIXES[dtype]}.onnx`;
}

/** Which formats to look for, best first. */
export function candidates(choice: DtypeChoice): readonly Dtype[] {
  return choice === 'auto' ? (Object.keys(SUFFIXES) as Dtype[]) : [choice];
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The weights in a model's folder; undefined if there are none of the format asked for. */
export async function findWeights(folder: string, choice: DtypeChoice): Promise<Weights | undefined> {
  const inOnnx = await namesIn(join(folder, 'onnx'));
  const beside = await namesIn(folder);
  for (const dtype of candidates(choice)) {
    const name = `model${SUFFIXES[dtype]}.onnx`;
    for (const [subfolder, names] of [['onnx', inOnnx] as const, ['', beside] as const]) {
      if (!names.includes(name)) continue;
      const parts = names.filter((one) => one.startsWith(`${name}_data`) || one === `${name}.data`).sort();
      const path = (file: string) => (subfolder === '' ? file : `${subfolder}/${file}`);
      return { dtype, subfolder, file: path(name), parts: parts.map(path) };
    }
  }
  return undefined;
}

/** The same where there must be some. @throws EmbedderError naming what is there instead */
export async function requireWeights(folder: string, choice: DtypeChoice): Promise<Weights> {
  const found = await findWeights(folder, choice);
  if (found) return found;
  const there = [...(await namesIn(join(folder, 'onnx'))).map((name) => `onnx/${name}`), ...(await namesIn(folder))];
  const graphs = there.filter((name) => name.endsWith('.onnx'));
  const others = graphs.length === 0 ? '' : `; there is ${graphs.join(', ')}`;
  const wanted = choice === 'auto' ? `${weightsFile('q8')} or ${weightsFile('fp32')}` : weightsFile(choice);
  throw new EmbedderError(`${folder} has no ${wanted}${others}`);
}
