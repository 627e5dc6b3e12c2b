// The commands that bring works in: import, from files, and harvest, from repositories.
import type { Library } from '../src/engine/engine.js';
import {
  type Command,
  countEntities,
  deriveWith,
  embedAfterImport,
  type Surroundings,
  withLibrary,
} from './command-steps.js';
import { derive } from './derive.js';
import { maxCpuOf } from './embed-all.js';
import { type HarvestReport, harvest } from './harvest/harvest.js';
import { type OaiRequest, oaiRequest } from './harvest/oai-request.js';
import { ResumeFile } from './harvest/resume.js';
import { SourceError } from './importers/source-error.js';
import { OutcomeFile } from './outcome-file.js';
import { type ImportReport, importWorks } from './pipeline.js';
import { createProgress } from './progress.js';
import { describeEntities, describeImport } from './reports.js';
import { type CommandLine, IMPORT_FORMATS, oneOf } from './usage.js';

export const importCommand: Command = async (line, around) => {
  const format = oneOf('format', line.options.format, IMPORT_FORMATS, 'auto');
  const maxCpu = maxCpuOf(line);
  return withLibrary(around, async (library) => {
    const outcomes = outcomeFile(line);
    const progress = createProgress({ label: 'import', unit: 'records', stream: around.stderr });
    const report = await importWorks({
      ...(outcomes === undefined ? {} : { onOutcome: outcomes.add }),
      engine: library.works,
      sources: line.positionals,
      format,
      stdin: around.stdin,
      signal: around.signal,
      onProgress: ({ records, bytes, totalBytes }) => progress.update(records, bytes, totalBytes),
    }).finally(progress.stop);
    outcomes?.finish(report);
    around.print(describeImport(report));
    if (report.stopped) {
      around.stderr.write('stopped: run the same command again to go on\n');
      return false;
    }
    const { rejected, skipped, failures } = report;
    const imported = importedBy(report);
    if (imported + rejected + skipped + failures.length === 0) {
      throw new SourceError(`no records in ${line.positionals.join(', ')}`);
    }
    if (imported + skipped === 0) return false;
    return (await makeUsable(library, line, around, maxCpu)) && failures.length === 0;
  });
};

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
  return withLibrary(around, async (library) => {
    const outcomes = outcomeFile(line);
    const progress = createProgress({ label: 'harvest', unit: 'records', stream: around.stderr });
    const report = await harvest({
      ...(outcomes === undefined ? {} : { onOutcome: outcomes.add }),
      engine: library.works,
      request,
      resume: new ResumeFile(around.config.dataDir),
      signal: around.signal,
      note: (text) => around.stderr.write(text),
      onPage: (records, total) => progress.update(records, records, total),
    }).finally(progress.stop);
    outcomes?.finish(report);
    around.print(describeImport(report));
    if (report.failure !== undefined) around.stderr.write(`${report.failure}\n`);
    if (report.stopped || report.failure !== undefined) {
      around.stderr.write('cut off: run the same command again to go on\n');
    } else {
      around.print(nextHarvest(repository, request, report));
    }
    if (report.stopped) return false;
    const usable = importedBy(report) === 0 || (await makeUsable(library, line, around, maxCpu));
    return usable && report.failure === undefined;
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
