// Measures author identity: strips the author ids of works, finds them again, and compares pair by pair.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Identify, identify, type Mention, mentionsOf } from '../indexer/identity/identify.js';
import { nameKey } from '../indexer/identity/name-key.js';
import { detectFormat, toWork } from '../indexer/importers/formats.js';
import { readSource } from '../indexer/importers/read-source.js';
import type { Work } from '../src/domain/work.js';
import { fold } from '../src/text/analyze.js';
import { type Counts, countPairs, type Known, MEASURED, type Measured, rates } from './identity-pairs.js';
import { writeRun } from './runs.js';

/** The rule, and what it is compared with. */
const RULES: Readonly<Record<string, Identify>> = {
  rule: identify,
  'one name, one person': (_key, mentions) => mentions.map(({ name }) => fold(name)),
  'every mention a person': (_key, mentions) => mentions.map(({ work, position }) => `${work} ${position}`),
};

/** Writes bench/runs/<day>-identity.json. */
export async function benchIdentity(corpora: readonly string[]): Promise<void> {
  const blocks = new Map<string, Known[]>();
  for (const path of corpora) await readBlocks(path, blocks);
  const results: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(RULES)) {
    const measured = measure(blocks, rule);
    results[name] = measured;
    print(name, measured.schemes);
  }
  const mentions = [...blocks.values()].reduce((sum, block) => sum + block.length, 0);
  const largest = [...blocks.values()].reduce((most, block) => Math.max(most, block.length), 0);
  const command = `npm run bench -- identity ${corpora.map((path) => basename(path)).join(' ')}`;
  writeRun('identity', { command, mentions, keys: blocks.size, largestBlock: largest, ...results });
}

/** Adds the mentions of a corpus; those without an id of the source take part, but are not judged. */
async function readBlocks(path: string, blocks: Map<string, Known[]>): Promise<void> {
  for await (const raw of readSource({ path, size: undefined })) {
    if (!('record' in raw)) continue;
    const work = toWork(raw.record, detectFormat(raw.record));
    if ('rejection' in work) continue;
    for (const { key, mention } of mentionsOf(withoutIds(work))) {
      const id = work.authorships[mention.position]?.author.id;
      const block = blocks.get(key);
      const known: Known = { mention, id, scheme: id === undefined ? undefined : schemeOf(id) };
      if (block === undefined) blocks.set(key, [known]);
      else block.push(known);
    }
  }
}

function withoutIds(work: Work): Work {
  const authorships = work.authorships.map((one) => {
    const { display_name } = one.author;
    const name_key = nameKey(display_name);
    return { ...one, author: name_key === undefined ? { display_name } : { display_name, name_key } };
  });
  return { ...work, authorships };
}

/** Who gave the id: two ids of different givers say nothing about each other. */
function schemeOf(id: string): string {
  return id.startsWith('https://') ? new URL(id).hostname : (id.split(':')[0] ?? '');
}

/** Half of the names, by hash: rules are to be tuned on the one and reported on the other. */
function halfOf(key: string): 'tuned' | 'held out' {
  return (createHash('sha256').update(key).digest()[0] ?? 0) % 2 === 0 ? 'tuned' : 'held out';
}

function measure(blocks: ReadonlyMap<string, readonly Known[]>, rule: Identify) {
  const schemes: Record<string, Record<Measured, Counts>> = {};
  let slowest = { key: '', mentions: 0, ms: 0 };
  let total = 0;
  for (const [key, block] of blocks) {
    const mentions = block.map(({ mention }): Mention => mention);
    const start = performance.now();
    const found = rule(key, mentions);
    const ms = performance.now() - start;
    total += ms;
    if (ms > slowest.ms) slowest = { key, mentions: block.length, ms: Math.round(ms) };
    for (const scheme of new Set(block.flatMap((one) => one.scheme ?? []))) {
      const name = `${scheme}, ${halfOf(key)}`;
      const counts = schemes[name] ?? MEASURED();
      schemes[name] = counts;
      countPairs(counts, block, found, scheme);
    }
  }
  const rated = Object.entries(schemes).map(([scheme, counts]) => [
    scheme,
    Object.fromEntries(Object.entries(counts).map(([what, one]) => [what, rates(one)])),
  ]);
  return { seconds: Number((total / 1000).toFixed(1)), slowest, schemes: Object.fromEntries(rated) };
}

function print(rule: string, schemes: Record<string, Record<string, ReturnType<typeof rates>>>): void {
  process.stdout.write(
    `\n${rule}\n${'ids'.padEnd(28)}${'pairs'.padEnd(12)}precision recall  per name: precision recall\n`,
  );
  for (const [scheme, measured] of Object.entries(schemes).sort()) {
    for (const [what, { pairs, precision, recall, ofNames }] of Object.entries(measured)) {
      if (pairs === 0) continue;
      const row = [precision, recall, ofNames.precision, ofNames.recall].map((one) => String(one ?? '-').padEnd(9));
      process.stdout.write(`${scheme.padEnd(28)}${what.padEnd(12)}${row.join('')} (${pairs} pairs)\n`);
    }
  }
}
