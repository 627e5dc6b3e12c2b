// Inputs that are nearly right: seeds of a grammar with parts taken out, put in, repeated, exchanged and cut.
import { HOSTILE, HOSTILE_JSON } from './hostile.js';
import type { Random } from './random.js';

export interface TextRules {
  /** Right inputs, or parts of them. */
  readonly seeds: readonly string[];
  /** What has a meaning to this grammar. */
  readonly pieces?: readonly string[];
  /** Characters of the longest input. */
  readonly longest?: number;
}

const LONGEST = 20_000;
/** How many inputs are made of one thing said again and again, which is what hangs programs. */
const REPEATED = 0.01;
const RAW = 0.05;

export function mutatedText(random: Random, { seeds, pieces = [], longest = LONGEST }: TextRules): string {
  if (random.chance(REPEATED)) return repetition(random, [...pieces, ...HOSTILE], longest);
  if (random.chance(RAW)) return rawText(random);
  const own = () => (pieces.length > 0 && random.chance(0.7) ? random.pick(pieces) : random.pick(HOSTILE));
  let text = random.pick(seeds);
  for (let left = random.few(9); left >= 0; left--) text = changed(random, text, seeds, own);
  return text.length > longest ? text.slice(0, longest) : text;
}

function changed(random: Random, text: string, seeds: readonly string[], piece: () => string): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + random.few(40));
  switch (random.below(8)) {
    case 0:
    case 1:
      return text.slice(0, at) + piece() + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + random.few(30)) + text.slice(to);
    case 4:
      return text.slice(0, at) + String.fromCharCode(random.below(random.chance(0.5) ? 128 : 65_536)) + text.slice(to);
    case 5:
      return text.slice(0, at) + random.pick(seeds).slice(random.below(20));
    case 6:
      return text.slice(0, at) + piece() + text.slice(to) + piece();
    default:
      return text.slice(at, to) + text.slice(0, at) + text.slice(to);
  }
}

/** `a`, one to three pieces again and again, and `b`: as long as is allowed now and then. */
function repetition(random: Random, pieces: readonly string[], longest: number): string {
  const unit = Array.from({ length: 1 + random.below(3) }, () => random.pick(pieces)).join('');
  const length = random.chance(0.3) ? longest : random.few(longest);
  const times = Math.max(1, Math.floor(length / Math.max(1, unit.length)));
  return random.pick(pieces) + unit.repeat(times) + random.pick(pieces);
}

function rawText(random: Random): string {
  return Array.from({ length: random.few(60) }, () => String.fromCodePoint(random.below(0x110000))).join('');
}

/** The same of bytes: flipped, put in, taken out, exchanged, cut. */
export function mutatedBytes(random: Random, seeds: readonly Uint8Array[], most = 6): Buffer {
  let bytes = Buffer.from(random.pick(seeds));
  for (let left = random.few(most); left >= 0; left--) {
    const at = random.below(bytes.length + 1);
    const to = Math.min(bytes.length, at + 1 + random.few(16));
    const other = random.pick(seeds);
    const noise = Buffer.from(Array.from({ length: random.few(12) }, () => random.below(256)));
    switch (random.below(5)) {
      case 0:
        if (bytes.length > 0) bytes[at % bytes.length] = random.below(256);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
        break;
      case 3:
        bytes = bytes.subarray(0, at);
        break;
      default:
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random.below(other.length + 1))]);
    }
  }
  return bytes;
}

/** A value of JSON with anything in place of some of its parts, and parts under names that mean something. */
export function mutatedJson(random: Random, seed: unknown): unknown {
  let value = seed;
  for (let left = random.few(5); left >= 0; left--) value = replaced(random, value, 0);
  return value;
}

const DEEPEST = 12;

function replaced(random: Random, value: unknown, depth: number): unknown {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inner.length === 0 || depth > DEEPEST || random.chance(0.15)) {
    return random.chance(0.1) && value !== undefined ? [value, value] : random.pick(HOSTILE_JSON);
  }
  const [name, one] = random.pick(inner);
  const by = replaced(random, one, depth + 1);
  if (Array.isArray(value)) return value.map((old, i) => (String(i) === name ? by : old));
  const others = random.chance(0.9) ? inner.filter(([key]) => key !== name) : inner;
  const called = random.chance(0.1) ? random.pick(HOSTILE) : name;
  // defines `__proto__` as a name like any other, as JSON.parse does
  return Object.fromEntries([...others, [called, by]]);
}

/** As a client or a file may write it: sometimes with names twice, endless nesting, or numbers beyond all numbers. */
export function writtenJson(random: Random, value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  switch (random.below(40)) {
    case 0:
      return text.replace(/"(\w+)":/, '"$1":1,"$1":');
    case 1:
      return text.replace(/:[^,:{}[\]"]+/, ':1e999');
    case 2: {
      const depth = 1 + random.few(20_000);
      return text.replace(/:("[^"]*"|\d+)/, () => `:${'['.repeat(depth)}${']'.repeat(depth)}`);
    }
    case 3:
      return text.replace(/:("[^"]*"|\d+)/, () => `:${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`);
    case 4:
      return text.replace('{', '{"__proto__":{"polluted":true},');
    case 5:
      return text.replace(/"([^"]{3})/, '"\\ud800\\u0000$1');
    default:
      return text;
  }
}
