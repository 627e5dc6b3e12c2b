// Loads a tokeniser and an ONNX graph through transformers.js, inside a worker thread: token ids in, tensors out.
import { AutoModel, AutoTokenizer, env, Tensor } from '@huggingface/transformers';
import type { Dtype } from './weights.js';

/** What a worker is told about its model. */
export interface LoadSettings {
  readonly modelDir: string;
  readonly name: string;
  readonly dtype: Dtype;
  readonly subfolder: 'onnx' | '';
  /** Longest text in tokens, the special ones included. */
  readonly maxTokens: number;
}

export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export interface Tokens {
  readonly ids: readonly number[];
  /** Which of a pair's texts a token is of; all 0 for a single text. */
  readonly types: readonly number[];
}

export interface LoadedModel {
  /** Cut at `maxTokens`, the closing special tokens kept. */
  tokenize(text: string, pair?: string): Tokens;
  /** How many tokens a text has by itself. */
  count(text: string): number;
  /** The graph's outputs by name, for one text. @throws Error for outputs that are not 32-bit floats */
  run(tokens: Tokens): Promise<ReadonlyMap<string, Output>>;
}

/** Inputs that can be given; those of a decoder's cache the library fills with nothing. */
const KNOWN_INPUT =
  /^(input_ids|attention_mask|token_type_ids|position_ids|past_key_values\..*|past_.*|use_cache_branch|num_logits_to_keep)$/;
/** Far more characters than any real text needs per token: spares the tokeniser the rest of a book. */
const CHARACTERS_PER_TOKEN = 64;

type Tokenizer = Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
type Model = Awaited<ReturnType<typeof AutoModel.from_pretrained>>;

/** @throws Error if a file cannot be used, or the graph wants what no text has */
export async function loadModel(settings: LoadSettings): Promise<LoadedModel> {
  const { modelDir, name, dtype, subfolder, maxTokens } = settings;
  env.allowRemoteModels = false;
  env.localModelPath = modelDir;
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModel.from_pretrained(name, {
    dtype,
    subfolder,
    // One thread: more would gain little, slow down everything else, and make the sums depend on the machine.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' },
  });
  requireKnownInputs(model);
  const closing = closingTokens(tokenizer);
  const most = maxTokens * CHARACTERS_PER_TOKEN;
  return {
    tokenize: (text, pair) => cut(encode(tokenizer, text.slice(0, most), pair?.slice(0, most)), maxTokens, closing),
    count: (text) => tokenizer.encode(text.slice(0, most), { add_special_tokens: false }).length,
    run: (tokens) => run(model, tokens),
  };
}

function inputNames(model: Model): readonly string[] {
  const { sessions } = model as unknown as { sessions: Record<string, { inputNames: readonly string[] }> };
  return Object.values(sessions)[0]?.inputNames ?? [];
}

function requireKnownInputs(model: Model): void {
  const names = inputNames(model);
  const unknown = names.filter((name) => !KNOWN_INPUT.test(name));
  if (unknown.length === 0 && names.includes('input_ids')) return;
  const what = unknown.length > 0 ? `wants the inputs ${unknown.join(', ')}` : 'takes no input_ids';
  throw new Error(`the graph ${what}: expected input_ids, with or without attention_mask and token_type_ids`);
}

function encode(tokenizer: Tokenizer, text: string, pair: string | undefined): Tokens {
  // the library takes an empty second text for none
  const options = {
    text_pair: pair === '' ? ' ' : (pair ?? null),
    return_tensor: false,
    return_token_type_ids: true,
  } as const;
  const encoded = tokenizer(text, options) as { input_ids: number[]; token_type_ids?: number[] };
  const { input_ids: ids, token_type_ids: types = ids.map(() => 0) } = encoded;
  return { ids, types };
}

/** How many special tokens the tokeniser puts behind a text. */
function closingTokens(tokenizer: Tokenizer): number {
  const bare = tokenizer.encode('a', { add_special_tokens: false });
  const full = tokenizer.encode('a');
  const at = full.lastIndexOf(bare.at(-1) as number);
  return at === -1 ? 0 : full.length - 1 - at;
}

/** The library's own truncation cuts the closing tokens off. */
function cut(tokens: Tokens, maxTokens: number, closing: number): Tokens {
  const { ids, types } = tokens;
  if (ids.length <= maxTokens) return tokens;
  const keep = <T>(list: readonly T[]) => [...list.slice(0, maxTokens - closing), ...list.slice(list.length - closing)];
  return { ids: keep(ids), types: keep(types) };
}

async function run(model: Model, { ids, types }: Tokens): Promise<ReadonlyMap<string, Output>> {
  const shape = [1, ids.length];
  const names = inputNames(model);
  // a decoder with a cache counts positions itself
  const counted = names.includes('position_ids') && !names.some((name) => name.startsWith('past'));
  const outputs = (await model({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    token_type_ids: new Tensor('int64', BigInt64Array.from(types, BigInt), shape),
    ...(counted ? { position_ids: new Tensor('int64', BigInt64Array.from(ids.keys(), BigInt), shape) } : {}),
  })) as Record<string, Tensor | undefined>;
  const read = Object.entries(outputs).flatMap(([name, tensor]) =>
    tensor instanceof Tensor ? [[name, readOutput(tensor)] as const] : [],
  );
  return new Map(read.flatMap(([name, output]) => (output ? [[name, output] as const] : [])));
}

function readOutput({ type, data, dims }: Tensor): Output | undefined {
  return type === 'float32' ? { data: data as Float32Array, dims: dims as number[] } : undefined;
}
