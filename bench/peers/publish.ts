// Puts the outcome of the peers bench where people read it: the tables of bench/README.md, and the chart beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { drawChart } from './chart.js';
import type { LeftOut, PeerResult } from './results.js';
import { tablesOf } from './table.js';

const README = 'bench/README.md';
const CHART = 'bench/peers.svg';
const BEGIN = '<!-- peers: written by the command -->';
const END = '<!-- peers: end -->';

/** Rewrites what stands between the two marks of bench/README.md, and bench/peers.svg. */
export function publish(results: readonly PeerResult[], leftOut: readonly LeftOut[]): void {
  writeFileSync(CHART, drawChart(results));
  writeFileSync(README, between(readFileSync(README, 'utf8'), tablesOf(results, leftOut)));
  process.stdout.write(`written to ${README} and ${CHART}\n`);
}

/** The text with what stands between the marks replaced. @throws Error without the marks */
export function between(text: string, inserted: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${README} lacks ${BEGIN} and ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${inserted.trimEnd()}\n\n${text.slice(end)}`;
}
