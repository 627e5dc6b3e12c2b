// The seeds of importers: what the fixtures and traps of each format have, as texts and, of JSON, as records.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Format, importerOf } from '../../indexer/importers/formats.js';
import { fixtureFiles, readTraps } from '../support/importer-fixtures.js';
import { jsonRecords } from '../support/json-pieces.js';

export interface Fixtures {
  readonly texts: readonly string[];
  /** Of formats of JSON. */
  readonly records: readonly unknown[];
}

/** Longer ones would be copied again and again, and say nothing new. */
const LONGEST = 30_000;
const known = new Map<Format, Fixtures>();

export function readFixtures(format: Format): Fixtures {
  let fixtures = known.get(format);
  if (!fixtures) {
    fixtures = read(format);
    known.set(format, fixtures);
  }
  return fixtures;
}

function read(format: Format): Fixtures {
  const files = fixtureFiles(format).map((path) => {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  });
  const traps = readTraps(format).map(({ input }) => (typeof input === 'string' ? input : JSON.stringify(input)));
  const whole = [...files, ...traps];
  const texts = whole.map((text) => text.slice(0, LONGEST));
  return { texts, records: importerOf(format).medium === 'json' ? whole.flatMap(recordsIn) : [] };
}

function recordsIn(text: string): readonly unknown[] {
  try {
    return jsonRecords(text.replace(/^\ufeff/, ''));
  } catch {
    // a trap of a damaged file
    return [];
  }
}
