// Worker thread of the ceiling: runs the int8 products for a text of so many tokens, on one thread.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { serveJobs } from '../src/embedding/serve-jobs.js';

await serveJobs<{ readonly graph: Uint8Array }, number, number, null>(async ({ graph }) => {
  const session = await InferenceSession.create(graph, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  return {
    info: null,
    answer: async (tokens) => {
      const { out } = await session.run({ input_ids: new Tensor('int64', new BigInt64Array(tokens), [1, tokens]) });
      return out?.dims.length ?? 0;
    },
  };
});
