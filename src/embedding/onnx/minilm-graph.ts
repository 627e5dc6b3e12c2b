// Writes a BERT encoder of the MiniLM family as an int8 ONNX graph that CPU kernels like:
// token ids in, mean-pooled unit vector out.
import { CONTRIB, createGraph, type GraphBuilder } from './graph.js';
import { quantiseColumns, quantiseRows } from './quantise.js';
import type { Tensor } from './safetensors.js';

/** The parts of a BERT `config.json` that shape the graph. */
export interface BertConfig {
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly layer_norm_eps: number;
}

export type Weights = ReadonlyMap<string, Tensor>;

interface Context {
  readonly graph: GraphBuilder;
  readonly config: BertConfig;
  readonly weights: Weights;
}

const FLOAT = 1;
/** LayerNormalization appears in opset 17. */
const OPSET = 17;

function tensor(weights: Weights, name: string): Tensor {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`model weights: tensor ${name} is missing`);
  return found;
}

function ints(graph: GraphBuilder, name: string, ...values: readonly number[]): string {
  return graph.constant(name, BigInt64Array.from(values, BigInt), [values.length]);
}

function vector({ graph, weights }: Context, name: string): string {
  const { data, shape } = tensor(weights, name);
  return graph.constant(name, data, shape);
}

function layerNorm(context: Context, x: string, name: string): string {
  const inputs = [x, vector(context, `${name}.weight`), vector(context, `${name}.bias`)];
  const attributes = { axis: -1, epsilon: { float: context.config.layer_norm_eps } };
  return context.graph.node('LayerNormalization', inputs, { attributes });
}

/** Linear layers that read the same input become one: their [out, in] weights side by side as one [in, out] matrix. */
function joinLayers(weights: Weights, names: readonly string[]): { matrix: Tensor; bias: Float32Array } {
  const layers = names.map((name) => tensor(weights, `${name}.weight`));
  const inputs = layers[0]?.shape[1] ?? 0;
  const outputs = layers.reduce((sum, layer) => sum + (layer.shape[0] ?? 0), 0);
  const data = new Float32Array(inputs * outputs);
  let column = 0;
  for (const { shape, data: source } of layers) {
    for (let row = 0; row < (shape[0] ?? 0); row++, column++) {
      for (let i = 0; i < inputs; i++) data[i * outputs + column] = source[row * inputs + i] as number;
    }
  }
  const bias = Float32Array.from(names.flatMap((name) => [...tensor(weights, `${name}.bias`).data]));
  return { matrix: { shape: [inputs, outputs], data }, bias };
}

/** x · W + b with int8 weights; the input is quantised on the fly, one scale per call. */
function linear({ graph, weights }: Context, x: string, ...names: readonly string[]): string {
  const { matrix, bias } = joinLayers(weights, names);
  const [inputs = 0, outputs = 0] = matrix.shape;
  const { values, scales } = quantiseColumns(matrix.data, inputs, outputs);
  const key = names[0];
  const weight = graph.constant(`${key}.int8`, values, matrix.shape);
  const scale = graph.constant(`${key}.scale`, scales, [outputs]);
  const biasName = graph.constant(`${key}.bias`, bias, [outputs]);
  return graph.node('DynamicQuantizeMatMul', [x, weight, scale, '', biasName], { domain: CONTRIB });
}

/** Word + position + type 0; the table of words is int8 with one scale per word. */
function embeddings(context: Context): string {
  const { graph, config, weights } = context;
  const words = tensor(weights, 'embeddings.word_embeddings.weight');
  const [vocabulary = 0] = words.shape;
  const { values, scales } = quantiseRows(words.data, vocabulary, config.hidden_size);
  const rows = graph.node('Gather', [graph.constant('words.int8', values, words.shape), 'input_ids']);
  const scale = graph.node('Gather', [graph.constant('words.scale', scales, [vocabulary, 1]), 'input_ids']);
  const word = graph.node('Mul', [graph.node('Cast', [rows], { attributes: { to: FLOAT } }), scale]);

  const positions = tensor(weights, 'embeddings.position_embeddings.weight');
  const type = tensor(weights, 'embeddings.token_type_embeddings.weight').data;
  const table = positions.data.map((value, i) => value + (type[i % config.hidden_size] as number));
  const zero = ints(graph, 'zero', 0);
  const one = ints(graph, 'one', 1);
  const length = graph.node('Gather', [graph.node('Shape', ['input_ids']), one], { attributes: { axis: 0 } });
  const position = graph.node('Slice', [graph.constant('positions', table, positions.shape), zero, length, zero, one]);
  return layerNorm(context, graph.node('Add', [word, position]), 'embeddings.LayerNorm');
}

function encoderLayer(context: Context, x: string, index: number): string {
  const { graph, config } = context;
  const layer = `encoder.layer.${index}`;
  const self = `${layer}.attention.self`;
  const qkv = linear(context, x, `${self}.query`, `${self}.key`, `${self}.value`);
  const size = config.hidden_size;
  const outputs = ['q', 'k', 'v'].map((name) => `${name}${index}`);
  graph.node('Split', [qkv, ints(graph, 'thirds', size, size, size)], { outputs, attributes: { axis: -1 } });
  const attended = graph.node('MultiHeadAttention', outputs, {
    domain: CONTRIB,
    attributes: { num_heads: config.num_attention_heads },
  });
  const projected = linear(context, attended, `${layer}.attention.output.dense`);
  // Sum instead of Add: onnxruntime would fuse Add + LayerNormalization into a kernel that is slower on CPUs.
  const middle = layerNorm(context, graph.node('Sum', [projected, x]), `${layer}.attention.output.LayerNorm`);
  const wide = graph.node('Gelu', [linear(context, middle, `${layer}.intermediate.dense`)], { domain: CONTRIB });
  const narrow = linear(context, wide, `${layer}.output.dense`);
  return layerNorm(context, graph.node('Sum', [narrow, middle]), `${layer}.output.LayerNorm`);
}

/**
 * The model file: `input_ids` [1, tokens] → `sentence_embedding` [1, hidden_size], of unit length.
 * There is no attention mask: one text a call needs no padding.
 */
export function buildMiniLmGraph(weights: Weights, config: BertConfig): Uint8Array {
  const graph = createGraph('minilm', OPSET);
  const context: Context = { graph, config, weights };
  let x = embeddings(context);
  for (let i = 0; i < config.num_hidden_layers; i++) x = encoderLayer(context, x, i);
  const mean = graph.node('ReduceMean', [x], { attributes: { axes: [1], keepdims: 0 } });
  const norm = graph.node('ReduceL2', [mean], { attributes: { axes: [-1], keepdims: 1 } });
  const output = 'sentence_embedding';
  graph.node('Div', [mean, norm], { outputs: [output] });
  return graph.encode({ name: 'input_ids', shape: [1, 'tokens'] }, { name: output, shape: [1, config.hidden_size] });
}
