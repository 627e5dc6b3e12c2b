// Reads a whole store in a process of its own, and says what is damaged.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ENTITY_KINDS } from '../../domain/catalogue.js';
import type { CheckLine } from './check-worker.js';
import { mayBeShort } from './store-file.js';

const WORKER = fileURLToPath(new URL('./check-worker.js', import.meta.url));

export interface Damage {
  readonly file: string;
  readonly reason: string;
}

/** Whether a file is shorter than what was once in it: mostly it is not, and then only reading all of it tells. */
export function mayBeIncomplete(folder: string): boolean {
  return ['works', 'curation', 'journal', ...ENTITY_KINDS].some((kind) => mayBeShort(folder, kind));
}

/**
 * Reads every page of every file, and holds each thing against the hash of what was written. The store may be in use.
 * 125 MB took 2.8 s on a busy machine.
 */
export async function checkStore(folder: string, signal?: AbortSignal): Promise<Damage[]> {
  const options = { stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'] };
  const child = spawn(process.execPath, [WORKER, folder], { ...options, ...(signal ? { signal } : {}) });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const damages: Damage[] = [];
  let current = folder;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as CheckLine;
    if ('begun' in said) current = said.begun;
    else damages.push({ file: said.damaged, reason: said.reason });
  }
  const [code, killedBy] = await ended;
  if (code !== 0)
    damages.push({ file: current, reason: `reading it ends the process (${killedBy ?? `code ${code}`})` });
  return damages;
}
