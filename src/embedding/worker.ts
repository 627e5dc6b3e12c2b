// Worker thread: loads the model once, then answers one text a message with its unit vector.
import { parentPort, workerData } from 'node:worker_threads';
import { AutoModel, AutoTokenizer, env, Tensor } from '@huggingface/transformers';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-pool.js';

export interface WorkerSettings {
  readonly modelDir: string;
  readonly name: string;
  readonly maxTokens: number;
}

/** Far more characters than any real text needs per token: spares the tokeniser the rest of a book. */
const CHARACTERS_PER_TOKEN = 64;

const { settings, busy } = workerData as WorkerStart<WorkerSettings>;
const { modelDir, name, maxTokens } = settings;
env.allowRemoteModels = false;
env.localModelPath = modelDir;
const tokenizer = await AutoTokenizer.from_pretrained(name);
const model = await AutoModel.from_pretrained(name, {
  dtype: 'q8',
  // One thread: more would gain little, slow down everything else, and make the sums depend on the machine.
  session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' },
});

/** Token ids, cut before the closing special token (the library's own truncation cuts that token off). */
function tokenize(text: string): number[] {
  const ids = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN));
  return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids.at(-1) as number];
}

function normalise(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  if (!(norm > 0 && Number.isFinite(norm))) throw new Error('the model gave a vector without length');
  return vector.map((value) => value / norm);
}

/** Mean over the tokens of [tokens, dimension]. The division is left to the normalisation. */
function pool(hidden: Float32Array, dimension: number): Float32Array {
  const sum = new Float32Array(dimension);
  for (let i = 0; i < hidden.length; i++) sum[i % dimension] = (sum[i % dimension] as number) + (hidden[i] as number);
  return sum;
}

/** One text a call: padding costs more than batching gains on a CPU, and int8 vectors would depend on batch mates. */
async function embed(text: string): Promise<Float32Array> {
  const ids = tokenize(text);
  const shape = [1, ids.length];
  const output = (await model({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
  })) as { sentence_embedding?: Tensor; last_hidden_state?: Tensor };
  if (output.sentence_embedding) return normalise(output.sentence_embedding.data as Float32Array);
  const hidden = output.last_hidden_state;
  if (!hidden) throw new Error('the model has neither the output sentence_embedding nor last_hidden_state');
  return normalise(pool(hidden.data as Float32Array, hidden.dims[2] as number));
}

const port = parentPort;
if (port === null) throw new Error('worker.js must run as a worker thread');

function reply(message: WorkerReply): void {
  Atomics.store(busy, 0, 0);
  Atomics.notify(busy, 0);
  port?.postMessage(message, message.type === 'vector' ? [message.vector.buffer as ArrayBuffer] : []);
}

// One after the other, so that `close` waits for the text before it.
let last = Promise.resolve();
port.on('message', (request: WorkerRequest) => {
  last = last.then(() => (request.type === 'close' ? port.close() : answer(request.text)));
});

async function answer(text: string): Promise<void> {
  try {
    reply({ type: 'vector', vector: await embed(text) });
  } catch (error) {
    reply({ type: 'error', message: (error as Error).message });
  }
}

// The first call allocates and optimises, so it happens before anybody waits for it; it also tells the dimension.
const { length: dimension } = await embed('warm up');
reply({ type: 'ready', dimension });
