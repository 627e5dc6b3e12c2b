// The bench of the built-in engine: each phase in a process of its own, so that memory and warm-up are those of that phase.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRun } from './runs.js';

/** How vectors are had: embedded with the model, made up, or not at all. */
export type VectorSource = 'model' | 'synthetic' | 'none';

/** What a phase is told; `folder` holds the store. */
export interface PhaseInput {
  readonly folder: string;
  readonly corpora: readonly string[];
  readonly vectors: VectorSource;
}

/** Figures by name; times in milliseconds, sizes in MB, rates per second. */
export type Figures = Record<string, number | string | Record<string, number>>;

const PHASES = ['import', 'build', 'embed', 'serve'] as const;

/** Runs all phases and writes bench/runs/<day>-engine-<corpus>.json. */
export async function benchEngine(corpora: readonly string[], vectors: VectorSource): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const input: PhaseInput = { folder, corpora: corpora.map((path) => resolve(path)), vectors };
  try {
    const figures: Record<string, Figures> = {};
    for (const phase of PHASES) {
      figures[phase] = await runPhase(phase, input);
      process.stdout.write(`${phase} ${JSON.stringify(figures[phase], null, 2)}\n`);
    }
    const name = corpora.length === 1 ? basename(corpora[0] ?? '').replace(/\..*$/, '') : `${corpora.length}-corpora`;
    const command = `npm run bench -- engine ${corpora.map((c) => basename(c)).join(' ')} --vectors ${vectors}`;
    writeRun(`engine-${name}`, { command, sizes: sizes(folder), ...figures });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runPhase(phase: (typeof PHASES)[number], input: PhaseInput): Promise<Figures> {
  const child = fork(fileURLToPath(new URL('./engine-phases.js', import.meta.url)), [phase], { serialization: 'json' });
  child.send(input);
  return new Promise((done, fail) => {
    let figures: Figures | undefined;
    child.on('message', (message) => {
      figures = message as Figures;
    });
    child.on('exit', (code) => {
      if (figures) done(figures);
      else fail(new Error(`phase ${phase} ended with code ${code}`));
    });
  });
}

function sizes(folder: string) {
  const megabytes = (name: string) => Math.round(statSync(join(folder, name)).size / 1e6);
  return { storeMb: megabytes('works.lmdb'), snapshotMb: megabytes('index.snapshot') };
}
