// Worker thread: loads an embedding model once, then answers one text a message with its unit vector.
import { type LoadSettings, loadModel, type Output } from './load-model.js';
import { normalise, type Pooling, pool } from './pooling.js';
import { serveJobs } from './serve-jobs.js';

export interface WorkerSettings extends LoadSettings {
  readonly pooling: Pooling;
  /** Whether vectors are not complete without what stands behind the pooling. */
  readonly needsWholeGraph: boolean;
}

/** What a worker says of its model when it is ready. */
export interface WorkerInfo {
  readonly dimension: number;
  /** Whether the graph pools by itself. */
  readonly pooled: boolean;
}

/** The hidden states of tokens, under the names that exporters give them. */
const HIDDEN = ['last_hidden_state', 'token_embeddings', 'hidden_states'];
const POOLED = 'sentence_embedding';

await serveJobs<WorkerSettings, string, Float32Array, WorkerInfo>(async (settings) => {
  const { tokenize, run } = await loadModel(settings);
  const { pooling, needsWholeGraph } = settings;

  /** One text a call: padding costs more than batching gains on a CPU, and int8 vectors would depend on batch mates. */
  const vectorOf = async (text: string): Promise<{ vector: Float32Array; pooled: boolean }> => {
    const outputs = await run(tokenize(text));
    const ready = outputs.get(POOLED);
    if (ready) return { vector: normalise(ready.data), pooled: true };
    if (needsWholeGraph) {
      throw new Error(`modules.json has a Dense layer, so the graph must give ${POOLED}; ${given(outputs)}`);
    }
    const hidden = hiddenOf(outputs);
    if (!hidden) throw new Error(`the model has neither the output ${POOLED} nor ${HIDDEN[0]}; ${given(outputs)}`);
    return { vector: normalise(pool(hidden.data, hidden.dims[2] as number, pooling)), pooled: false };
  };

  // The first call allocates and optimises, so it happens before anybody waits for it; it also tells the dimension.
  const { vector, pooled } = await vectorOf('warm up');
  return {
    info: { dimension: vector.length, pooled },
    answer: async (text) => (await vectorOf(text)).vector,
    transfer: (result) => [result.buffer as ArrayBuffer],
  };
});

/** By name; exporters that name nothing give numbers, and then the only output with a vector for each token is meant. */
function hiddenOf(outputs: ReadonlyMap<string, Output>): Output | undefined {
  const ofTokens = [...outputs].filter(([name, { dims }]) => dims.length === 3 && !name.includes('logits'));
  const named = ofTokens.find(([name]) => HIDDEN.includes(name));
  return (named ?? (ofTokens.length === 1 ? ofTokens[0] : undefined))?.[1];
}

function given(outputs: ReadonlyMap<string, Output>): string {
  const names = [...outputs].map(([name, { dims }]) => `${name} [${dims.join(', ')}]`);
  return `it gives ${names.length > 0 ? names.join(', ') : 'nothing in 32-bit floats: another EMBEDDING_DTYPE may'}`;
}
