// The commands that bring works in: import, from files, and harvest, from repositories.
import type { Library } from '../src/engine/engine.js';
import { countEntities } from '../src/search/service-state.js';
import { type Command, deriveWith, embedAfterImport, type Surroundings, withLibrary } from './command-steps.js';
import { derive } from './derive.js';
import { maxCpuOf } from './embed-all.js';
import { type HarvestReport, harvest } from './harvest/harvest.js';
import { type OaiRequest, oaiRequest } from './harvest/oai-request.js';
import { ResumeFile } from './harvest/resume.js';
import { ImportLog, type ImportLogOptions } from './import-log.js';
import { SourceError } from './importers/source-error.js';
import { OutcomeFile } from './outcome-file.js';
import { type ImportReport, importWorks, type RunRequest } from './pipeline.js';
import { createProgress } from './progress.js';
import { describeEntities, describeImport } from './reports.js';
import { repositoryName, sourceNames } from './shown-names.js';
import { shown, shownLines } from './shown-text.js';
import { type CommandLine, IMPORT_FORMATS, oneOf } from './usage.js';
import { messageOf } from './values.js';

export const importCommand: Command = async (line, around) => {
  const format = oneOf('format', line.options.format, IMPORT_FORMATS, 'auto');
  const maxCpu = maxCpuOf(line);
  const { positionals: sources } = line;
  const about = { command: 'import', sources, name: sourceNames(sources), format } as const;
  return withLog(about, around, async ({ library, log, around }) => {
    const outcomes = outcomeFile(line);
    const progress = createProgress({ label: 'import', unit: 'records', stream: around.stderr });
    const report = await importWorks({
      onOutcome: bothOf(outcomes?.add, log.outcome),
      engine: library.works,
      sources,
      format,
      stdin: around.stdin,
      signal: around.signal,
      onProgress: (now) => {
        progress.update(now.records, now.bytes, now.totalBytes);
        log.read(now);
      },
    }).finally(progress.stop);
    outcomes?.finish(report);
    around.print(describeImport(report));
    if (report.stopped) {
      around.stderr.write('stopped: run the same command again to go on\n');
      return { done: false };
    }
    const { rejected, skipped, failures } = report;
    const imported = importedBy(report);
    if (imported + rejected + skipped + failures.length === 0) {
      throw new SourceError(`no records in ${sources.join(', ')}`);
    }
    const [message] = failures;
    if (imported + skipped === 0) return { done: false, message: message ?? 'no record could be imported' };
    const usable = await makeUsable(library, line, around, maxCpu);
    return { done: usable && failures.length === 0, message };
  });
};

/** What a logged command works with; `around` tells the log of the steps after reading. */
interface Logged {
  readonly library: Library;
  readonly log: ImportLog;
  readonly around: Surroundings;
}

/** Runs a command on the library, with a note in the journal of how far it is and how it ended. */
function withLog(
  about: Pick<ImportLogOptions, 'command' | 'sources' | 'name' | 'format'>,
  around: Surroundings,
  run: (logged: Logged) => Promise<{ readonly done: boolean; readonly message?: string | undefined }>,
): Promise<boolean> {
  const { logger, signal } = around;
  return withLibrary(around, async (library) => {
    const log = new ImportLog({ ...about, shelf: library.journal.imports, logger });
    try {
      const { done, message = UNEMBEDDED } = await run({ library, log, around: { ...around, onStep: log.step } });
      const state = done ? 'finished' : signal.aborted ? 'stopped' : 'failed';
      await log.end({ state, message: state === 'failed' ? message : undefined });
      return done;
    } catch (error) {
      await log.end({ state: 'failed', message: messageOf(error) });
      throw error;
    }
  });
}

/** Where nothing else failed. */
const UNEMBEDDED = 'the works are imported, and not all of them could be embedded';

type Hear = NonNullable<RunRequest['onOutcome']>;

function bothOf(one: Hear | undefined, other: Hear): Hear {
  return (outcome) => {
    one?.(outcome);
    other(outcome);
  };
}

/** The file that --report names. */
function outcomeFile({ options: { report } }: CommandLine): OutcomeFile | undefined {
  return report === undefined ? undefined : new OutcomeFile(String(report));
}

const importedBy = ({ created, updated, unchanged }: ImportReport) => created + updated + unchanged;

/** Derives and embeds what was imported. */
async function makeUsable(library: Library, line: CommandLine, around: Surroundings, maxCpu: number): Promise<boolean> {
  if (!(await deriveWith(derive, library, around))) return false;
  around.print(describeEntities(await countEntities(library)));
  if (line.options['no-embed'] === true) {
    around.stderr.write('the works can be found by keywords; run `ideascope embed` later for the rest\n');
    return true;
  }
  return embedAfterImport(library, around, maxCpu);
}

export const harvestCommand: Command = async (line, around) => {
  const [repository = ''] = line.positionals;
  const request = oaiRequest(repository, line.options);
  const maxCpu = maxCpuOf(line);
  const about = { command: 'harvest', sources: [], name: repositoryName(request), format: 'oai-pmh' } as const;
  return withLog(about, around, async ({ library, log, around }) => {
    const outcomes = outcomeFile(line);
    const progress = createProgress({ label: 'harvest', unit: 'records', stream: around.stderr });
    let whole: number | undefined;
    const report = await harvest({
      onOutcome: bothOf(outcomes?.add, log.outcome),
      engine: library.works,
      request,
      resume: new ResumeFile(around.config.dataDir),
      signal: around.signal,
      note: (text) => around.stderr.write(shownLines(text)),
      onPage: (records, total) => {
        whole = total;
        progress.update(records, records, total);
      },
      onProgress: (now) => log.read({ ...now, totalBytes: undefined }, whole),
    }).finally(progress.stop);
    outcomes?.finish(report);
    around.print(describeImport(report));
    const { failure, stopped } = report;
    if (failure !== undefined) around.stderr.write(`${shown(failure)}\n`);
    if (stopped || failure !== undefined) {
      around.stderr.write('cut off: run the same command again to go on\n');
    } else {
      around.print(nextHarvest(repository, request, report));
    }
    if (stopped) return { done: false };
    const usable = importedBy(report) === 0 || (await makeUsable(library, line, around, maxCpu));
    return { done: usable && failure === undefined, message: failure };
  });
};

/** The command for what changes from now on; a list with an end is done for good. */
function nextHarvest(repository: string, { set, until, prefix }: OaiRequest, report: HarvestReport): string {
  const { began } = report;
  const none = importedBy(report) + report.skipped + report.rejected === 0 ? 'no records match\n' : '';
  if (until !== undefined || began === undefined) return none;
  const given = [set === undefined ? [] : [`--set ${set}`], [`--prefix ${prefix}`], [`--from ${began}`]].flat();
  return `${none}for what changes from now on: ideascope harvest ${[repository, ...given].join(' ')}\n`;
}
