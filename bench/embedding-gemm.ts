// The int8 products of the default model and nothing else: what onnxruntime takes for them is the ceiling.
import { createGraph } from '../src/embedding/onnx/graph.js';
import { randomNumbers } from './random.js';

const LAYERS = 6;
/** [inputs, outputs] of a layer's products: queries, keys and values as one, the projection, and the two of the middle. */
const PRODUCTS = [
  [384, 1152],
  [384, 384],
  [384, 1536],
  [1536, 384],
] as const;
const MOST_TOKENS = 512;
/** Weights have seven bits, as the model's. */
const WEIGHT_LIMIT = 64;
const ZERO_POINT = 128;
const FLOAT = 1;
const OPSET = 17;

/**
 * A graph `input_ids` [1, tokens] → `out` [1, 24] that multiplies random uint8 activations [tokens, inputs] by int8 weights,
 * 24 matrices of their own as in the model, with MatMulInteger: no quantisation, no scales, no bias. One number of each
 * product is the output, so that none is left out.
 */
export function gemmGraph(): Uint8Array {
  const graph = createGraph('gemm', OPSET);
  const random = randomNumbers(1);
  const int = (name: string, value: number) => graph.constant(name, BigInt64Array.of(BigInt(value)), [1]);
  const [zero, one] = [int('zero', 0), int('one', 1)];
  const length = graph.node('Gather', [graph.node('Shape', ['input_ids']), one], { attributes: { axis: 0 } });
  const point = graph.constant('point', Uint8Array.of(ZERO_POINT), []);
  const activations = new Map(
    [...new Set(PRODUCTS.map(([inputs]) => inputs))].map((inputs) => {
      const values = Uint8Array.from({ length: MOST_TOKENS * inputs }, () => 256 * random());
      const table = graph.constant(`x${inputs}`, values, [MOST_TOKENS, inputs]);
      return [inputs, graph.node('Slice', [table, zero, length, zero, one])];
    }),
  );
  const corners: string[] = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    for (const [at, [inputs, outputs]] of PRODUCTS.entries()) {
      const weights = Int8Array.from({ length: inputs * outputs }, () => (2 * random() - 1) * WEIGHT_LIMIT);
      const weight = graph.constant(`w${layer}.${at}`, weights, [inputs, outputs]);
      const product = graph.node('MatMulInteger', [activations.get(inputs) as string, weight, point]);
      const row = graph.node('Slice', [product, zero, one, zero, one]);
      corners.push(graph.node('Slice', [row, zero, one, one, one]));
    }
  }
  const all = graph.node('Concat', corners, { attributes: { axis: 1 } });
  graph.node('Cast', [all], { outputs: ['out'], attributes: { to: FLOAT } });
  const shape = [1, LAYERS * PRODUCTS.length];
  return graph.encode({ name: 'input_ids', shape: [1, 'tokens'] }, { name: 'out', shape });
}
