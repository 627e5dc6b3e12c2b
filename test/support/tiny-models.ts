// Models small enough to be written by a test: a tokeniser of a few words, graphs of a node or two, any files beside them.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGraph } from '../../src/embedding/onnx/graph.js';

export const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'cat', 'dog', 'paper', 'query', ':', 'passage'];
export const UNK = 1;
export const CLS = 2;
export const SEP = 3;

/** The ids of a text as the tokeniser gives them, the special tokens included. */
export function idsOf(...words: readonly string[]): number[] {
  return [CLS, ...words.map((word) => Math.max(UNK, WORDS.indexOf(word))), SEP];
}

/** Reproducible numbers between -1 and 1. */
export function noise(length: number, seed: number): Float32Array {
  const at = (i: number): number => {
    const value = Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453;
    return (value - Math.floor(value)) * 2 - 1;
  };
  return Float32Array.from({ length }, (_, i) => at(i));
}

function tokenizer(words: readonly string[]) {
  const special = (id: string, type: number) => ({ SpecialToken: { id, type_id: type } });
  const sequence = (id: string, type: number) => ({ Sequence: { id, type_id: type } });
  const added_tokens = words.slice(0, 4).map((content, id) => ({ id, content, special: true, normalized: false }));
  return {
    added_tokens,
    normalizer: { type: 'BertNormalizer', lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0)],
      pair: [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0), sequence('B', 1), special('[SEP]', 1)],
      special_tokens: { '[CLS]': { id: '[CLS]', ids: [CLS] }, '[SEP]': { id: '[SEP]', ids: [SEP] } },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      vocab: Object.fromEntries(words.map((word, i) => [word, i])),
    },
  };
}

export interface TinyModel {
  /** The graph, and where it goes below the folder; default: onnx/model_quantized.onnx. */
  readonly graph: Uint8Array;
  readonly file?: string;
  /** What config.json has beside the type. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Further files by path: their content as JSON; null: left out though every model has it. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** The words, of which the first four are `[PAD] [UNK] [CLS] [SEP]`. */
  readonly words?: readonly string[];
}

/** Writes a model in the layout of the hub. */
export async function writeTinyModel(modelDir: string, name: string, model: TinyModel): Promise<void> {
  const { graph, file = 'onnx/model_quantized.onnx', config = {}, files = {}, words = WORDS } = model;
  const folder = join(modelDir, name);
  const all: Record<string, unknown> = {
    'config.json': { model_type: 'bert', ...config },
    'tokenizer.json': tokenizer(words),
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer' },
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    if (content === null) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), graph);
}

/** A table of one row for each word: what `lookupGraph` gives for each token. */
export interface Table {
  readonly data: Float32Array;
  readonly size: number;
}

export function makeTable(size: number, seed: number, words = WORDS.length): Table {
  return { data: noise(words * size, seed), size };
}

export function rowOf({ data, size }: Table, id: number): number[] {
  return [...data.slice(id * size, (id + 1) * size)];
}

/** The hub's layout at its smallest: the hidden state of a token is its row in a table. */
export function lookupGraph({ data, size }: Table, output = 'last_hidden_state', input = 'input_ids'): Uint8Array {
  const graph = createGraph('lookup', 17);
  const rows = [graph.constant('table', data, [data.length / size, size]), input];
  graph.node('Gather', rows, { outputs: [output] });
  return graph.encode({ name: input, shape: ['batch', 'tokens'] }, { name: output, shape: ['batch', 'tokens', size] });
}

/** A graph that pools by itself: the mean, of unit length, as `sentence_embedding`. */
export function pooledGraph({ data, size }: Table): Uint8Array {
  const graph = createGraph('pooled', 17);
  const rows = graph.node('Gather', [graph.constant('table', data, [data.length / size, size]), 'input_ids']);
  const mean = graph.node('ReduceMean', [rows], { attributes: { axes: [1], keepdims: 0 } });
  const norm = graph.node('ReduceL2', [mean], { attributes: { axes: [-1], keepdims: 1 } });
  graph.node('Div', [mean, norm], { outputs: ['sentence_embedding'] });
  return graph.encode({ name: 'input_ids', shape: [1, 'tokens'] }, { name: 'sentence_embedding', shape: [1, size] });
}

/** To length 1. */
export function unit(vector: readonly number[]): number[] {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/**
 * A cross-encoder that counts: the share of all pairs of tokens, one of each text, that are equal. The closing token,
 * which both have, is one of them.
 */
export function matchingGraph(outputs: 1 | 2 = 1): Uint8Array {
  const graph = createGraph('matching', 17);
  const axis = (value: number) => graph.constant(`axis${value}`, BigInt64Array.of(BigInt(value)), [1]);
  const asRows = (name: string) => graph.node('Unsqueeze', [name, axis(2)]);
  const asColumns = (name: string) => graph.node('Unsqueeze', [name, axis(1)]);
  const float = (name: string) => graph.node('Cast', [name], { attributes: { to: 1 } });
  const equal = float(graph.node('Equal', [asRows('input_ids'), asColumns('input_ids')]));
  const second = float('token_type_ids');
  const first = graph.node('Sub', [graph.constant('one', Float32Array.of(1), [1]), second]);
  const between = graph.node('Mul', [asRows(first), asColumns(second)]);
  const counted = graph.node('Mul', [equal, between]);
  const kept = outputs === 1 ? [1, 2] : [2];
  graph.node('ReduceMean', [counted], { outputs: ['logits'], attributes: { axes: kept, keepdims: 0 } });
  const shape = [1, 'tokens'];
  const inputs = ['input_ids', 'token_type_ids'].map((name) => ({ name, shape }));
  return graph.encode(inputs, { name: 'logits', shape: outputs === 1 ? [1] : [1, 'tokens'] });
}
