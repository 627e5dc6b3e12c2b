// Writes the results of a run to bench/runs, with the machine that made them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** bench/runs/<day>-<name>.json. */
export function writeRun(name: string, results: Readonly<Record<string, unknown>>): void {
  const path = `bench/runs/${new Date().toISOString().slice(0, 10)}-${name}.json`;
  mkdirSync('bench/runs', { recursive: true });
  writeFileSync(path, `${JSON.stringify({ machine: machine(), ...results }, null, 2)}\n`);
  process.stdout.write(`written to ${path}\n`);
}

function machine() {
  const [first] = cpus();
  return {
    processor: first?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
  };
}
