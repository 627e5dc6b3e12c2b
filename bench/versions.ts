// Measures which records become one work: how many, by which rule, and why others with a common key do not.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { detectFormat, toWork } from '../indexer/importers/formats.js';
import { readSource } from '../indexer/importers/read-source.js';
import { type Evidence, evidenceOf } from '../indexer/versions/evidence.js';
import { groupRecords, type Pair } from '../indexer/versions/group-records.js';
import type { Work } from '../src/domain/work.js';
import { versionKeys } from '../src/text/version-keys.js';
import { randomNumbers } from './random.js';
import { writeRun } from './runs.js';

/** Groups and pairs that are written out, to be read and judged by hand. */
const DRAWN = 200;
const SEED = 8;
/** Not committed: titles and abstracts of real works. */
const FOLDER = 'bench/.cache';

/** Writes bench/runs/<day>-versions.json, and what was drawn to bench/.cache/versions-{merges,misses}.txt. */
export async function benchVersions(corpora: readonly string[]): Promise<void> {
  const began = performance.now();
  const counts = await countKeys(corpora);
  const records = await readMeeting(corpora, counts.keys);
  const grouping = performance.now();
  const { groups, pairs } = groupRecords([...records.values()].map(evidenceOf));
  const groupMs = Math.round(performance.now() - grouping);
  const merged = groups.filter((group) => group.length > 1);
  const together = new Map(merged.flatMap((group) => group.map((id) => [id, group])));
  const joins = pairs.filter(({ a, b }) => together.get(a.id)?.includes(b.id));
  const misses = pairs.filter(({ a, b }) => !together.get(a.id)?.includes(b.id));
  const results = {
    command: `npm run bench -- versions ${corpora.map((path) => basename(path)).join(' ')}`,
    records: counts.records,
    meeting: records.size,
    pairs: pairs.length,
    works: counts.records - merged.reduce((sum, group) => sum + group.length - 1, 0),
    merged: merged.length,
    records_per_work: tally(merged.map((group) => String(group.length))),
    joined: tally(joins.map(outcomeOf)),
    apart: tally(misses.map(outcomeOf)),
    titles_apart: tally(onePerTitle(misses).map(outcomeOf)),
    catalogues: tally(merged.map((group) => group.map((id) => id.split(':')[0]).join(' + '))),
    readMs: Math.round(grouping - began),
    groupMs,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  const random = randomNumbers(SEED);
  write(
    'merges',
    draw(random, merged).map((group) => describe(group.map((id) => records.get(id) as Work))),
  );
  write(
    'misses',
    draw(random, onePerTitle(misses)).map((pair) => `${outcomeOf(pair)}\n${describePair(pair, records)}`),
  );
  writeRun('versions', results);
}

/** Of a heading that many works have, one pair is enough. */
function onePerTitle(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [pair.a.form, pair])).values()];
}

const outcomeOf = ({ judgement }: Pair) => ('rule' in judgement ? judgement.rule : judgement.refusal);

/** Every key with how many records have it. */
async function countKeys(corpora: readonly string[]): Promise<{ records: number; keys: Map<string, number> }> {
  const keys = new Map<string, number>();
  let records = 0;
  for await (const work of worksIn(corpora)) {
    records += 1;
    for (const key of versionKeys(work)) keys.set(key, (keys.get(key) ?? 0) + 1);
  }
  return { records, keys };
}

/** The records that have a key in common with another one. */
async function readMeeting(corpora: readonly string[], keys: ReadonlyMap<string, number>): Promise<Map<string, Work>> {
  const meeting = new Map<string, Work>();
  for await (const work of worksIn(corpora)) {
    if (versionKeys(work).some((key) => (keys.get(key) ?? 0) > 1)) meeting.set(work.id, work);
  }
  return meeting;
}

async function* worksIn(corpora: readonly string[]): AsyncGenerator<Work> {
  for (const path of corpora) {
    for await (const raw of readSource({ path, size: undefined })) {
      if (!('record' in raw)) continue;
      const work = toWork(raw.record, detectFormat(raw.record));
      if (!('rejection' in work)) yield work;
    }
  }
}

function tally(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

function draw<T>(random: () => number, from: readonly T[]): T[] {
  const left = [...from];
  return Array.from({ length: Math.min(DRAWN, left.length) }, () => {
    return left.splice(Math.floor(random() * left.length), 1)[0] as T;
  });
}

function describePair({ a, b }: { a: Evidence; b: Evidence }, records: ReadonlyMap<string, Work>): string {
  return describe([a, b].map(({ id }) => records.get(id) as Work));
}

function describe(records: readonly Work[]): string {
  return records
    .map(({ id, display_name, publication_year, primary_location, ids, authorships, abstract = '' }) => {
      const where = `${publication_year ?? '?'} ${primary_location?.source?.display_name ?? ''}`;
      const people = authorships.map(({ author }) => author.display_name).join(', ');
      return `${id} | ${display_name}\n   ${where} | ${ids.doi ?? '-'} | ${people}\n   ${abstract.slice(0, 160)}`;
    })
    .join('\n');
}

function write(name: string, drawn: readonly string[]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/versions-${name}.txt`, drawn.map((text, i) => `#${i + 1} ${text}\n`).join('\n'));
}
