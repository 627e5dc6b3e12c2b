// Worker thread: loads a cross-encoder once, then answers one pair of texts a message with its logit.
import { type LoadedModel, type LoadSettings, loadModel } from './load-model.js';
import { serveJobs } from './serve-jobs.js';

export interface Pair {
  readonly query: string;
  readonly text: string;
}

await serveJobs<LoadSettings, Pair, number, undefined>(async (settings) => {
  const model = await loadModel(settings);
  const scoreOf = async ({ query, text }: Pair): Promise<number> => {
    const outputs = await model.run(model.tokenize(cutQuery(model, query, settings.maxTokens >> 1), text));
    const logits = outputs.get('logits');
    const score = logits?.data.length === 1 ? logits.data[0] : undefined;
    if (score !== undefined && Number.isFinite(score)) return score;
    const given =
      [...outputs].map(([name, { dims }]) => `${name} [${dims.join(', ')}]`).join(', ') || 'nothing readable';
    throw new Error(`expected one finite number as the output logits, and the graph gives ${given}`);
  };
  // The first call allocates and optimises, so it happens before anybody waits for it.
  await scoreOf({ query: 'warm', text: 'up' });
  return { info: undefined, answer: scoreOf };
});

/** The beginning of a query that fits into so many tokens: without it a long one would leave no room for the text. */
function cutQuery({ count }: LoadedModel, query: string, most: number): string {
  let rest = query;
  for (let tokens = count(rest); tokens > most; tokens = count(rest)) {
    // at least one character less, so that it ends
    rest = rest.slice(0, Math.min(rest.length - 1, Math.floor((rest.length * most) / tokens)));
  }
  return rest;
}
