// The bench of a million works: every part of the service at several sizes, with a table against the targets and a chart.
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { growthChart } from './million-chart.js';
import type { PhaseInput } from './million-phases.js';
import { growthOf, type Run, targetsTable } from './million-table.js';
import { writeRun } from './runs.js';

export const MILLION_PHASES = [
  'generate',
  'import',
  'derive',
  'vectors',
  'index',
  'start',
  'engine',
  'service',
  'together',
  'importing',
  'writes',
] as const;

export interface MillionOptions {
  readonly works: readonly number[];
  readonly phases: readonly string[];
  /** Where collections and stores stay; absent: a folder for this run only. */
  readonly data: string | undefined;
}

const CHART = 'bench/million.svg';
const FIGURES = 'figures.json';

/** @throws Error naming what is wrong with the options */
export function millionOptions(values: { works?: string; phases?: string; data?: string }): MillionOptions {
  const works = (values.works ?? '100000,300000,1000000').split(',').map(Number);
  if (!works.every((one) => Number.isInteger(one) && one > 0))
    throw new Error('--works takes whole numbers with commas');
  const phases = values.phases?.split(',') ?? MILLION_PHASES;
  const unknown = phases.filter((phase) => !(MILLION_PHASES as readonly string[]).includes(phase));
  if (unknown.length > 0) throw new Error(`no phase ${unknown.join(', ')}: there are ${MILLION_PHASES.join(', ')}`);
  return { works, phases, data: values.data };
}

/** Runs the phases at each size; writes bench/runs/<day>-million.json and the chart. */
export async function benchMillion(corpora: readonly string[], options: MillionOptions): Promise<void> {
  const root = options.data === undefined ? mkdtempSync(join(tmpdir(), 'ideascope-million-')) : resolve(options.data);
  const paths = corpora.map((path) => resolve(path));
  try {
    const runs: Run[] = [];
    for (const works of options.works) {
      const input = { corpora: paths, works, folder: join(root, String(works)) };
      runs.push({ works, ...(await runPhases(input, options.phases)) });
    }
    report(runs, `npm run bench -- million ${corpora.map((one) => basename(one)).join(' ')}`);
  } finally {
    if (options.data === undefined) rmSync(root, { recursive: true, force: true });
  }
}

/** Figures of the phases, those of earlier runs in the same folder included. */
async function runPhases(input: PhaseInput, phases: readonly string[]): Promise<Record<string, object>> {
  if (phases.includes('generate')) rmSync(input.folder, { recursive: true, force: true });
  mkdirSync(input.folder, { recursive: true });
  const path = join(input.folder, FIGURES);
  const figures = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, object>) : {};
  for (const phase of phases) {
    const began = performance.now();
    figures[phase] = await runPhase(phase, input);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${input.works} ${phase} (${seconds} s) ${JSON.stringify(figures[phase])}\n`);
    writeFileSync(path, JSON.stringify(figures, null, 2));
  }
  return figures;
}

function runPhase(phase: string, input: PhaseInput): Promise<object> {
  const child = fork(fileURLToPath(new URL('./million-phases.js', import.meta.url)), [phase], {
    serialization: 'json',
  });
  child.send(input);
  return new Promise((done, fail) => {
    let figures: object | undefined;
    child.on('message', (message) => {
      figures = message as object;
    });
    child.on('exit', (code) => {
      if (figures) done(figures);
      else fail(new Error(`phase ${phase} ended with code ${code}`));
    });
  });
}

function report(runs: readonly Run[], command: string): void {
  writeRun('million', { command, sizes: runs });
  writeFileSync(CHART, growthChart(growthOf(runs)));
  process.stdout.write(`\n${targetsTable(runs)}\n\nthe chart is ${CHART}\n`);
}
