// The committed request bodies as texts: how they are made, written and read.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { planEvidence } from '../../src/engine/elasticsearch/evidence.js';
import { planSearches } from '../../src/engine/elasticsearch/request.js';
import { GOLDEN_REQUESTS, type GoldenRequest } from './requests.js';

// the sources: the compiler does not copy data files
const FOLDER = new URL('../../../test/golden/elasticsearch/', import.meta.url);
const WIDTH = 120;

/** The text of each file as it should be. */
export function currentTexts(): Map<string, string> {
  return new Map(Object.entries(GOLDEN_REQUESTS).map(([name, golden]) => [name, textOf(golden)]));
}

/** The searches of a request, and last the one for evidence, where it is asked for. */
function textOf({ catalogue, request, view }: GoldenRequest): string {
  const evidence = view.semanticUsed
    ? planEvidence(catalogue, request, [], { ...view.vectors, count: 100_000 })
    : undefined;
  const searches = [...planSearches(catalogue, request, view), ...(evidence ? [evidence] : [])];
  return `${pretty(JSON.parse(JSON.stringify(searches)), 0, 0)}\n`;
}

/** The text of each file as it is. */
export function committedTexts(): Map<string, string> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return new Map(names.map((name) => [name.slice(0, -5), readFileSync(new URL(name, FOLDER), 'utf8')]));
}

export function writeText(name: string, text: string): void {
  writeFileSync(new URL(`${name}.json`, FOLDER), text);
}

export function removeText(name: string): void {
  rmSync(new URL(`${name}.json`, FOLDER));
}

/** JSON with as much on one line as fits. `indent` and `before`: columns at which lines begin, and taken on the first. */
export function pretty(value: unknown, indent: number, before: number): string {
  const short = onOneLine(value);
  // one column for a comma
  if (before + short.length < WIDTH || typeof value !== 'object' || value === null) return short;
  const inner = indent + 2;
  const lines = Array.isArray(value)
    ? value.map((one) => pretty(one, inner, inner))
    : Object.entries(value).map(([key, one]) => {
        const name = `${JSON.stringify(key)}: `;
        return name + pretty(one, inner, inner + name.length);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.map((line) => ' '.repeat(inner) + line).join(',\n')}\n${' '.repeat(indent)}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${onOneLine(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
