// A BERT encoder written as plainly as possible: float64, one loop after the other, no quantisation.
import type { BertConfig, Weights } from '../../../src/embedding/onnx/minilm-graph.js';

type Row = readonly number[];

function values(weights: Weights, name: string): Row {
  return [...(weights.get(name)?.data ?? [])];
}

function dot(a: Row, b: Row): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function add(a: Row, b: Row): Row {
  return a.map((value, i) => value + (b[i] ?? 0));
}

function linear(weights: Weights, name: string, x: Row): Row {
  const matrix = values(weights, `${name}.weight`);
  const bias = values(weights, `${name}.bias`);
  return bias.map((b, out) => b + dot(x, matrix.slice(out * x.length, (out + 1) * x.length)));
}

function layerNorm(weights: Weights, name: string, x: Row, epsilon: number): Row {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const [scale, shift] = [values(weights, `${name}.weight`), values(weights, `${name}.bias`)];
  return x.map((value, i) => ((value - mean) / Math.sqrt(variance + epsilon)) * (scale[i] ?? 0) + (shift[i] ?? 0));
}

/** Abramowitz and Stegun 7.1.26, exact to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const sum = series.reduce((total, factor, i) => total + factor * t ** (i + 1), 0);
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}

function attention(weights: Weights, name: string, xs: readonly Row[], heads: number): readonly Row[] {
  const [q, k, v] = ['query', 'key', 'value'].map((part) => xs.map((x) => linear(weights, `${name}.${part}`, x)));
  const size = (xs[0]?.length ?? 0) / heads;
  return xs.map((_, i) =>
    Array.from({ length: heads }, (__, head) => {
      const part = (row: Row | undefined): Row => (row ?? []).slice(head * size, (head + 1) * size);
      const weightsOfTokens = (k ?? []).map((key) => Math.exp(dot(part(q?.[i]), part(key)) / Math.sqrt(size)));
      const total = weightsOfTokens.reduce((sum, weight) => sum + weight, 0);
      return Array.from(
        { length: size },
        (___, c) =>
          dot(
            weightsOfTokens,
            (v ?? []).map((row) => part(row)[c] ?? 0),
          ) / total,
      );
    }).flat(),
  );
}

/** The unit vector of a sequence of token ids. */
export function bertVector(weights: Weights, config: BertConfig, ids: readonly number[]): Row {
  const { hidden_size: size, layer_norm_eps: epsilon } = config;
  const row = (table: string, i: number): Row =>
    values(weights, `embeddings.${table}_embeddings.weight`).slice(i * size, (i + 1) * size);
  let xs: readonly Row[] = ids.map((id, i) => {
    const sum = add(add(row('word', id), row('position', i)), row('token_type', 0));
    return layerNorm(weights, 'embeddings.LayerNorm', sum, epsilon);
  });
  for (let i = 0; i < config.num_hidden_layers; i++) {
    const layer = `encoder.layer.${i}`;
    const attended = attention(weights, `${layer}.attention.self`, xs, config.num_attention_heads);
    xs = xs.map((x, token) => {
      const projected = linear(weights, `${layer}.attention.output.dense`, attended[token] ?? []);
      const middle = layerNorm(weights, `${layer}.attention.output.LayerNorm`, add(projected, x), epsilon);
      const wide = linear(weights, `${layer}.intermediate.dense`, middle).map(
        (y) => (y / 2) * (1 + erf(y / Math.SQRT2)),
      );
      return layerNorm(
        weights,
        `${layer}.output.LayerNorm`,
        add(linear(weights, `${layer}.output.dense`, wide), middle),
        epsilon,
      );
    });
  }
  const sum = xs.reduce(add);
  return sum.map((value) => value / Math.hypot(...sum));
}
