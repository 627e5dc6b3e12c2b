// Builds an ONNX graph node by node and encodes it as a model file.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import { bytesField, floatField, intField, message } from './protobuf.js';

const FLOAT = 1;
const UINT8 = 2;
const INT8 = 3;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** onnxruntime's own operators: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md */
export const CONTRIB = 'com.microsoft';

type TensorData = Float32Array | Uint8Array | Int8Array | BigInt64Array;
/** A dimension is a size or the name of a free one. */
type Shape = readonly (number | string)[];
type Attribute = number | readonly number[] | { readonly float: number };

interface NodeOptions {
  readonly domain?: string;
  /** Names of the outputs, when there are several or when the name matters. */
  readonly outputs?: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

interface Value {
  readonly name: string;
  readonly shape: Shape;
}

export interface GraphBuilder {
  /** Adds a constant and returns its name. */
  constant(name: string, data: TensorData, shape: readonly number[]): string;
  /** Adds a node and returns the name of its first output; '' as an input means "left out". */
  node(type: string, inputs: readonly string[], options?: NodeOptions): string;
  /** The model file, with int64 inputs, mostly one, and one float output. */
  encode(input: Value | readonly Value[], output: Value): Uint8Array;
}

function elementType(data: TensorData): number {
  if (data instanceof Float32Array) return FLOAT;
  if (data instanceof Uint8Array) return UINT8;
  return data instanceof Int8Array ? INT8 : INT64;
}

function encodeAttribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number') {
    return message(bytesField(1, name), intField(3, value), intField(20, ATTRIBUTE_INT));
  }
  if ('float' in value) return message(bytesField(1, name), floatField(2, value.float), intField(20, ATTRIBUTE_FLOAT));
  return message(bytesField(1, name), ...value.map((v) => intField(8, v)), intField(20, ATTRIBUTE_INTS));
}

function encodeValueInfo(name: string, type: number, shape: Shape): Uint8Array {
  const dims = shape.map((d) => bytesField(1, typeof d === 'number' ? intField(1, d) : bytesField(2, d)));
  const tensorType = message(intField(1, type), bytesField(2, message(...dims)));
  return message(bytesField(1, name), bytesField(2, bytesField(1, tensorType)));
}

/** An empty graph; `opset` is the version of the standard operators. */
export function createGraph(graphName: string, opset: number): GraphBuilder {
  const nodes: Uint8Array[] = [];
  const constants = new Map<string, Uint8Array>();
  return {
    constant(name, data, shape) {
      // raw_data is little-endian by definition, and so is every platform that Node and onnxruntime run on.
      const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const dims = shape.map((size) => intField(1, size));
      constants.set(name, message(...dims, intField(2, elementType(data)), bytesField(8, name), bytesField(9, raw)));
      return name;
    },
    node(type, inputs, { domain = '', outputs = [`${type}_${nodes.length}`], attributes = {} } = {}) {
      nodes.push(
        message(
          ...inputs.map((name) => bytesField(1, name)),
          ...outputs.map((name) => bytesField(2, name)),
          bytesField(3, `n${nodes.length}`),
          bytesField(4, type),
          ...Object.entries(attributes).map(([name, value]) => bytesField(5, encodeAttribute(name, value))),
          bytesField(7, domain),
        ),
      );
      return outputs[0] as string;
    },
    encode(input, output) {
      const graph = message(
        ...nodes.map((node) => bytesField(1, node)),
        bytesField(2, graphName),
        ...[...constants.values()].map((constant) => bytesField(5, constant)),
        ...[input].flat().map(({ name, shape }) => bytesField(11, encodeValueInfo(name, INT64, shape))),
        bytesField(12, encodeValueInfo(output.name, FLOAT, output.shape)),
      );
      const opsets = [message(bytesField(1, ''), intField(2, opset)), message(bytesField(1, CONTRIB), intField(2, 1))];
      const irVersion = 8;
      return message(
        intField(1, irVersion),
        bytesField(2, 'ideascope'),
        bytesField(7, graph),
        ...opsets.map((o) => bytesField(8, o)),
      );
    },
  };
}
