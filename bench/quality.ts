// The bench of relevance: judged collections through the API, in every mode, against what is expected and against earlier runs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../src/engine/engine.js';
import { judgedFolders, readJudged } from './judged.js';
import { deviations, readExpected, writeExpected } from './quality-expected.js';
import { ENGINES, type EngineName, openPlace } from './quality-library.js';
import { measureJudged } from './quality-measure.js';
import { MEASURES, type Means, MODES, type Mode, meansOf, type Outcomes } from './quality-outcomes.js';
import {
  type CollectionSummary,
  differences,
  estimate,
  markdown,
  overall,
  signed,
  summarise,
  tableOf,
} from './quality-summary.js';
import { writeRun } from './runs.js';
import { CACHE, modelVectors, writeVectors } from './vectors.js';

export interface QualityOptions {
  readonly engine: EngineName;
  readonly modes: readonly Mode[];
  /** Compare with bench/quality.yaml; the process fails if something differs. */
  readonly check: boolean;
  /** Make what is measured the expectation. */
  readonly write: boolean;
  /** The outcomes of an earlier run. */
  readonly against: string | undefined;
}

/** The options as written; undefined if one of them is none. */
export function qualityOptions(values: {
  readonly engine?: string | undefined;
  readonly modes?: string | undefined;
  readonly check?: boolean | undefined;
  readonly write?: boolean | undefined;
  readonly against?: string | undefined;
}): QualityOptions | undefined {
  const engine = ENGINES.find((one) => one === (values.engine ?? 'builtin'));
  const asked = values.modes?.split(',') ?? MODES;
  const modes = MODES.filter((mode) => asked.includes(mode));
  if (engine === undefined || modes.length < asked.length) return undefined;
  return { engine, modes, check: values.check === true, write: values.write === true, against: values.against };
}

/** What is kept of a run beside its means, so that others can be compared with it query by query. */
interface Kept {
  readonly engine: EngineName;
  readonly collections: Readonly<Record<string, Outcomes>>;
}

/** Measures all collections of these folders, prints the table, and writes bench/runs/<day>-quality-<engine>….json. */
export async function benchQuality(given: readonly string[], options: QualityOptions): Promise<void> {
  const { engine, modes } = options;
  const folders = judgedFolders(given);
  const earlier =
    options.against === undefined ? undefined : (JSON.parse(readFileSync(options.against, 'utf8')) as Kept);
  const maker = modes.some((mode) => mode !== 'keyword') ? await modelVectors() : undefined;
  const meaning = maker && { embedder: maker.embedder, fill: (engine: Engine) => writeVectors(engine, maker) };
  const place = await openPlace(engine);
  const summaries: Record<string, CollectionSummary> = {};
  const kept: Record<string, Outcomes> = {};
  try {
    for (const folder of folders) {
      const judged = readJudged(folder);
      const outcomes = await measureJudged(judged, place, modes, meaning);
      kept[judged.name] = outcomes;
      summaries[judged.name] = summarise(judged.works.length, outcomes);
      process.stderr.write(
        `measured ${judged.name}: ${judged.queries.length} queries, ${judged.rejected} records are no work\n`,
      );
    }
  } finally {
    await place.close();
    await maker?.close();
  }
  process.stdout.write(`${tableOf(summaries)}\n`);
  if (earlier) process.stdout.write(`${comparison(kept, earlier.collections)}\n`);
  const outcomes = keep({ engine, collections: kept });
  const run = { command: commandOf(given, options), model: maker?.model, floors: maker?.floors, outcomes };
  writeRun(runName(given, folders, options), { ...run, mean: overall(summaries), collections: summaries });
  const means = Object.fromEntries(Object.entries(kept).map(([name, one]) => [name, meansOf(one)]));
  if (options.write) writeExpected(engine, means);
  if (options.check) check(engine, means);
}

/** Kept out of the repository: the queries are other people's. */
function keep(run: Kept): string {
  mkdirSync(CACHE, { recursive: true });
  const path = `${CACHE}/quality-${run.engine}-${new Date().toISOString().replaceAll(':', '')}.json`;
  writeFileSync(path, JSON.stringify(run));
  process.stdout.write(`outcomes of single queries: ${path}\n`);
  return basename(path);
}

/** Now minus then, over the queries that both runs asked, with paired intervals. */
function comparison(now: Kept['collections'], then: Kept['collections']): string {
  const rows = Object.entries(now).flatMap(([name, outcomes]) =>
    Object.entries(outcomes).flatMap(([mode, ofMode]) => {
      const earlier = then[name]?.[mode];
      if (!earlier || differences(ofMode, earlier, 'MAP').length === 0) return [];
      return [[name, mode, ...MEASURES.map((measure) => signed(estimate(differences(ofMode, earlier, measure))))]];
    }),
  );
  return markdown(['now − then', 'mode', ...MEASURES], rows);
}

function commandOf(given: readonly string[], { engine, modes, check, write, against }: QualityOptions): string {
  const options = [
    ...given.map((folder) => basename(folder)),
    `--engine ${engine}`,
    ...(modes.length < MODES.length ? [`--modes ${modes.join(',')}`] : []),
    ...(check ? ['--check'] : []),
    ...(write ? ['--write'] : []),
    ...(against === undefined ? [] : [`--against ${basename(against)}`]),
  ];
  return `npm run bench -- quality ${options.join(' ')}`;
}

function runName(given: readonly string[], folders: readonly string[], { engine, modes }: QualityOptions): string {
  const [first = ''] = folders;
  const part = given.length === 0 ? [] : [folders.length === 1 ? basename(first) : `${folders.length}-collections`];
  return ['quality', engine, ...part, ...(modes.length < MODES.length ? modes : [])].join('-');
}

function check(engine: EngineName, means: Readonly<Record<string, Means>>): void {
  const expected = readExpected();
  const found = Object.entries(means).flatMap(([name, one]) => deviations(name, engine, one, expected[name]));
  process.stdout.write(found.length === 0 ? 'as bench/quality.yaml expects\n' : `${found.join('\n')}\n`);
  if (found.length > 0) process.exitCode = 1;
}
