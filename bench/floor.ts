// Calibrates the floors of a model: what nonsense finds by meaning, what floors cost, and the choice between the two.
import { basename, join } from 'node:path';
import { readConfig } from '../src/config.js';
import { modelKey } from '../src/domain/model.js';
import { writeCalibration } from '../src/embedding/ideascope-file.js';
import {
  type Candidate,
  choose,
  type Floors,
  isAffordable,
  LOSSES,
  quantile,
  SILENT,
  shareFinding,
} from './floor-choice.js';
import { openCollections } from './floor-collections.js';
import { countedOf, type Measurements, measure } from './floor-measure.js';
import { askService, type Figures } from './floor-service.js';
import { candidateTable, cosine, figuresTable } from './floor-table.js';
import { rounded } from './quality-outcomes.js';
import { writeRun } from './runs.js';
import { type ModelVectors, modelVectors } from './vectors.js';

/**
 * Prints the tables and writes bench/runs/<day>-floor-<corpus>.json; with `write` also ideascope.json beside the model.
 * @throws Error without a model, or if a folder holds no judged collection
 */
export async function benchFloor(corpus: string, judged: readonly string[], write: boolean): Promise<void> {
  const maker = await modelVectors();
  const collections = await openCollections(corpus, judged, maker);
  const works = Object.fromEntries(collections.map((one) => [one.name, one.works]));
  try {
    const inUse = { floor: maker.embedder.similarityFloor, sureFloor: maker.embedder.sureFloor };
    const measured = await measure(collections, inUse);
    const choice = choose(measured.candidates);
    const settings = { inUse: await askService(measured, maker.embedder, inUse) };
    const chosen =
      !choice || isSame(choice, inUse) ? settings.inUse : await askService(measured, maker.embedder, choice);
    process.stdout.write(`${candidateTable(measured, choice)}\n`);
    for (const figures of new Set([settings.inUse, chosen])) {
      const title = `floor ${cosine(figures.floor)}, sure floor ${cosine(figures.sureFloor)}`;
      process.stdout.write(`${title}\n\n${figuresTable(works, figures)}\n`);
    }
    const command = `npm run bench -- floor ${[corpus, ...judged].map((path) => basename(path)).join(' ')}`;
    writeRun(`floor-${basename(corpus).replace(/\..*$/, '')}`, {
      command: `${command}${write ? ' --write' : ''}`,
      model: maker.model,
      works,
      ...record(measured, choice, inUse),
      ...settings,
      ...(chosen === settings.inUse ? {} : { chosen }),
    });
    conclude(choice, inUse);
    if (write && choice) await keep(maker, works, chosen);
  } finally {
    for (const one of collections) await one.remove();
    await maker.close();
  }
}

/** What is kept of the choice: the cosines, the candidates, and how nonsense goes with the sure floor. */
function record(measured: Measurements, choice: Candidate | undefined, inUse: Floors) {
  const { grid, cosines, nonsense, candidates, withoutFloors } = measured;
  const { floor } = choice ?? inUse;
  const shares = grid.sureFloors
    .filter((one) => one >= floor)
    .map((sureFloor) => {
      const finding = nonsense.map(({ collection, probes }) => {
        return [collection.name, rounded(shareFinding(countedOf(probes), { floor, sureFloor }))];
      });
      return [sureFloor, Object.fromEntries(finding)];
    });
  return {
    cosines: { random: spreadOf(cosines.random), relevant: spreadOf(cosines.relevant) },
    withoutFloors,
    goals: { silent: SILENT, lost: LOSSES },
    candidates: candidates.map(shown),
    choice: choice ? shown(choice) : 'none',
    nonsenseThatFinds: { floor, bySureFloor: Object.fromEntries(shares) },
  };
}

function shown({ floor, sureFloor, finding, means, cost }: Candidate) {
  return { floor, sureFloor, finding: rounded(finding), means, lost: cost };
}

function spreadOf(ascending: readonly number[]) {
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
  return Object.fromEntries(shares.map((share) => [share, rounded(quantile(ascending, share))]));
}

function isSame(one: Floors, other: Floors): boolean {
  return one.floor === other.floor && one.sureFloor === other.sureFloor;
}

function conclude(choice: Candidate | undefined, inUse: Floors): void {
  if (!choice) {
    process.stderr.write(`no floors keep ${100 * SILENT} % of the nonsense from finding works by meaning\n`);
    process.exitCode = 1;
    return;
  }
  if (!isAffordable(choice.cost)) {
    process.stderr.write('warning: all floors that silence nonsense cost more than they should; these cost least\n');
  }
  if (isSame(choice, inUse)) return;
  const both = [inUse, choice].map(({ floor, sureFloor }) => `${cosine(floor)} and ${cosine(sureFloor)}`);
  process.stderr.write(`warning: the floors in use are ${both[0]}, the choice is ${both[1]}\n`);
}

/** Writes the choice beside the model, with what it was measured on. */
async function keep({ embedder }: ModelVectors, works: Readonly<Record<string, number>>, chosen: Figures) {
  const { identity } = embedder;
  const path = await writeCalibration(join(readConfig().modelDir, identity.name), {
    similarityFloor: chosen.floor,
    sureFloor: chosen.sureFloor,
    measured: {
      model: modelKey(identity),
      on: new Date().toISOString().slice(0, 10),
      works,
      nonsenseThatFinds: Object.fromEntries(
        Object.entries(chosen.nonsense).map(([name, { counted }]) => [name, counted]),
      ),
      lost: chosen.cost,
    },
  });
  process.stdout.write(`written to ${path}\n`);
}
