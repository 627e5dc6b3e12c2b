// Compares what the service answers with what README.md prints, which is a part of it.
import { expect } from '@jest/globals';
import { expectSubset } from '../scenarios/expect-subset.js';
import type { Command } from './readme-commands.js';

/** Numbers that another processor or engine computes a little differently. */
const ROUGH = ['count', 'score'];
/** How far a count may be off: whether a work is just similar enough can depend on the processor. */
const TOLERANCE = 0.05;
/** Where a line is cut. */
const CUT = '…';

/** What is printed, with room for these. */
function withRoom(printed: unknown): unknown {
  if (Array.isArray(printed)) return printed.map(withRoom);
  if (typeof printed !== 'object' || printed === null) return printed;
  const entries = Object.entries(printed).filter(([name]) => !ROUGH.includes(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, withRoom(value)]));
}

const countIn = (answer: unknown) => (answer as { meta?: { count?: number } }).meta?.count;

function expectJson(found: unknown, printed: unknown): void {
  expectSubset(found, withRoom(printed));
  const count = countIn(printed);
  if (count === undefined) return;
  expect(Math.abs((countIn(found) ?? 0) - count)).toBeLessThanOrEqual(Math.max(2, TOLERANCE * count));
}

/** The members and what kind of value each has; null stands for whatever is not known of another one. */
function shapeOf(thing: unknown): Record<string, string> {
  const entries = Object.entries(thing as object).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value]));
}

/** The first lines, each as far as it is printed. */
function expectLines(found: string, printed: string): void {
  const lines = printed.trimEnd().split('\n');
  const cutLike = (line: string, like = '') => (like.endsWith(CUT) ? line.slice(0, like.length - 1) + CUT : line);
  const first = found.split(/\r?\n/).slice(0, lines.length);
  expect(first.map((line, i) => cutLike(line, lines[i]))).toEqual(lines);
}

/** The line of the status, and the headers that are printed. */
function expectHead(response: Response, printed: string): void {
  const [, ...headers] = printed.trimEnd().split('\n');
  const names = headers.map((line) => line.split(': ', 1)[0] ?? '');
  const status = `HTTP/1.1 ${response.status} ${response.statusText}`;
  expect([status, ...names.map((name) => `${name}: ${response.headers.get(name)}`)].join('\n')).toBe(printed.trimEnd());
}

/** Sends a command to the service at an address and compares its answer; `$KEY` is a key that may write. */
export async function expectAnswer(command: Command, home: string, key: string): Promise<void> {
  const { method, url, body, answer } = command;
  const entries = Object.entries(command.headers).map(([name, value]) => [name, value.replace('$KEY', key)] as const);
  const request = { method, headers: Object.fromEntries(entries), redirect: 'manual' } as const;
  const response = await fetch(home + url, body === undefined ? request : { ...request, body });
  const text = await response.text();
  const printed = answer?.text ?? '';
  if (answer?.form === 'http') expectHead(response, printed);
  else if (answer?.form !== 'json') expectLines(text, printed);
  else if (/\/random(?:\?|$)/.test(url)) expect(shapeOf(JSON.parse(text))).toMatchObject(shapeOf(JSON.parse(printed)));
  else expectJson(JSON.parse(text), JSON.parse(printed));
}
