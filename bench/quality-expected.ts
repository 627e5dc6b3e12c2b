// bench/quality.yaml: what the measures of each collection are expected to be, how far they may be off, and how it is written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, parseDocument } from 'yaml';
import type { EngineName } from './quality-library.js';
import { MEASURES, type Means, type Mode } from './quality-outcomes.js';

export const EXPECTATIONS = fileURLToPath(new URL('../../bench/quality.yaml', import.meta.url));

/** Of one collection: how far each measure may be off, and what is expected on each engine in each mode. */
export interface Expected extends Readonly<Partial<Record<EngineName, Means>>> {
  readonly tolerance: number;
}

const NEW_TOLERANCE = 0.01;

/** By name of the collection; none without the file. */
export function readExpected(path = EXPECTATIONS): Readonly<Record<string, Expected>> {
  return existsSync(path) ? ((parse(readFileSync(path, 'utf8')) as Record<string, Expected> | null) ?? {}) : {};
}

/**
 * What differs from the expectation by more than the tolerance, in either direction, one line each; a mode without an
 * expectation differs, too: it has to be written first.
 */
export function deviations(name: string, engine: EngineName, means: Means, expected: Expected | undefined): string[] {
  return Object.entries(means).flatMap(([mode, measured]) => {
    const where = `${name}, ${engine}, ${mode}`;
    const wanted = expected?.[engine]?.[mode as Mode];
    if (!wanted) return [`${where}: bench/quality.yaml expects nothing`];
    const tolerance = expected?.tolerance ?? 0;
    return MEASURES.flatMap((measure) => {
      const is = measured[measure];
      const off = is - (wanted[measure] ?? Number.NaN);
      if (Math.abs(off) <= tolerance + 1e-9) return [];
      const verdict = off < 0 ? 'worse' : 'better';
      return [`${where}: ${measure} is ${is}, expected ${wanted[measure]} ± ${tolerance}: ${verdict} than before`];
    });
  });
}

/** Puts measured means in the place of expectations; comments, tolerances and what was not measured stay. */
export function writeExpected(
  engine: EngineName,
  collections: Readonly<Record<string, Means>>,
  path = EXPECTATIONS,
): void {
  const document = parseDocument(existsSync(path) ? readFileSync(path, 'utf8') : '');
  for (const [name, means] of Object.entries(collections)) {
    if (!document.hasIn([name, 'tolerance'])) document.setIn([name, 'tolerance'], NEW_TOLERANCE);
    for (const [mode, measured] of Object.entries(means)) {
      const node = document.createNode(measured, { flow: true });
      document.setIn([name, engine, mode], node);
    }
  }
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}
