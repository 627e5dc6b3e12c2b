// The files of one size of the million bench, and what a phase keeps there for the next.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { toWork } from '../indexer/importers/formats.js';
import { type Work, workSchema } from '../src/domain/work.js';
import { readRecords } from './million-records.js';

/** Further works that are there for phases that write; each is used once. */
export const FURTHER = 60_000;
const WORKS_PER_SLICE = 20;

export function filesIn(folder: string) {
  return {
    works: join(folder, 'works.jsonl'),
    further: join(folder, 'further.jsonl'),
    import: join(folder, 'import.jsonl'),
    used: join(folder, 'further.used'),
    questions: join(folder, 'questions'),
    store: join(folder, 'store'),
  };
}

/** What a phase keeps for later ones. */
export function keep(path: string, value: unknown): void {
  writeFileSync(path, serialize(value));
}

export function kept<T>(path: string): T {
  return deserialize(readFileSync(path)) as T;
}

/**
 * The next further works, none of which the store has yet.
 * @throws Error if there are not so many any more
 */
export async function takeFurther(folder: string, count: number) {
  const files = filesIn(folder);
  const used = existsSync(files.used) ? Number(readFileSync(files.used, 'utf8')) : 0;
  const records = await readRecords(files.further, used, count);
  if (records.length < count) {
    throw new Error(`the ${FURTHER} further works in ${folder} are used up: run the phases from generate on`);
  }
  writeFileSync(files.used, String(used + count));
  return records;
}

/** The same as works, made in slices, so that the service that writes them goes on answering meanwhile. */
export async function takeFurtherWorks(folder: string, count: number): Promise<Work[]> {
  const works: Work[] = [];
  for (const record of await takeFurther(folder, count)) {
    works.push(workSchema.parse(toWork(record, 'jsonl')));
    if (works.length % WORKS_PER_SLICE === 0) await setImmediate();
  }
  return works;
}

/** Size of files, 0 for those that are not there. */
export function megabytes(...paths: readonly string[]): number {
  const bytes = paths.map((path) => (existsSync(path) ? statSync(path).size : 0));
  return Math.round(bytes.reduce((sum, one) => sum + one, 0) / 1e6);
}
