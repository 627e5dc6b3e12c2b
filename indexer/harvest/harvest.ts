// A harvest: page after page of a repository, imported as files are, with the place kept behind each page.
import { Readable } from 'node:stream';
import type { Engine } from '../../src/engine/engine.js';
import { type ImportReport, ImportRun, type RunRequest } from '../pipeline.js';
import { messageOf } from '../values.js';
import { oaiPages, TokenExpiredError } from './oai-pages.js';
import type { OaiRequest } from './oai-request.js';
import { HarvestError, RETRY_PAUSES } from './polite-fetch.js';
import type { ResumeFile } from './resume.js';

export interface HarvestOptions {
  readonly engine: Pick<Engine, 'write' | 'records'>;
  readonly request: OaiRequest;
  readonly resume: ResumeFile;
  readonly signal: AbortSignal;
  /** Told what is waited for, and where the harvest begins. */
  readonly note: (text: string) => void;
  /** Records and pages so far, and the records of the whole list, if the repository says how many it has. */
  readonly onPage?: (records: number, total: number | undefined) => void;
  readonly onOutcome?: RunRequest['onOutcome'];
  readonly onProgress?: RunRequest['onProgress'];
  /** Milliseconds before each new try. */
  readonly retryPauses?: readonly number[];
}

export interface HarvestReport extends ImportReport {
  /** Why the harvest ended before the list did; what came before is imported. */
  readonly failure: string | undefined;
  /** The day on which it began, by the repository's clock: what changed since then is for the next harvest. */
  readonly began: string | undefined;
}

/** Imports every record of a list. The same harvest again goes on where one was cut off, as long as the repository allows. */
export async function harvest(options: HarvestOptions): Promise<HarvestReport> {
  const { engine, request, resume, signal, onOutcome, onProgress } = options;
  const heard = { ...(onOutcome ? { onOutcome } : {}), ...(onProgress ? { onProgress } : {}) };
  const run = new ImportRun({ engine, format: 'oai-pmh', signal, ...heard }, { files: [], leftOut: [] });
  const state: { began: string | undefined } = { began: undefined };
  let failure: string | undefined;
  try {
    const token = await resume.token(request);
    if (token !== undefined) options.note(`going on where the last harvest of this list was cut off\n`);
    await fromToken(options, run, token, state);
  } catch (error) {
    if (!signal.aborted) {
      if (!(error instanceof HarvestError)) throw error;
      failure = messageOf(error);
    }
  }
  return { ...(await run.finish()), failure, began: state.began };
}

/** A list whose token was kept too long is begun anew: what is stored already comes out as unchanged. */
async function fromToken(
  options: HarvestOptions,
  run: ImportRun,
  token: string | undefined,
  state: { began: string | undefined },
): Promise<void> {
  const { request, resume, note } = options;
  try {
    await importPages(options, run, token, state);
  } catch (error) {
    if (!(error instanceof TokenExpiredError)) throw error;
    await resume.keep(request, undefined);
    if (token === undefined || state.began !== undefined) {
      throw new HarvestError(`${error.message}; the same command begins the list anew`);
    }
    note('the repository has forgotten where that was: the list is begun anew\n');
    await importPages(options, run, undefined, state);
  }
}

async function importPages(
  { request, resume, signal, note, onPage, retryPauses = RETRY_PAUSES }: HarvestOptions,
  run: ImportRun,
  token: string | undefined,
  state: { began: string | undefined },
): Promise<void> {
  const manners = { pause: request.pause, retryPauses, note, signal };
  for await (const page of oaiPages(request, manners, token)) {
    state.began ??= page.answered?.slice(0, 10);
    await run.importOpen({ path: page.address, stream: Readable.from([page.body]) });
    // the place is kept behind what is written, never before it
    await run.flush();
    if (signal.aborted) return;
    await resume.keep(request, page.token);
    onPage?.(run.records, page.total);
  }
}
