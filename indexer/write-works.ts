// Writes what comes over HTTP: one record, the lines of many, or takes one away. Everything derived follows from marks.
import { Readable } from 'node:stream';
import type { PlainRecord } from '../src/api/plain-record.js';
import {
  type Lines,
  type LinesReport,
  LONGEST_RECORD,
  LONGEST_UPLOAD,
  type WorkWriter,
  type Written,
} from '../src/api/work-writer.js';
import { recordIds, type Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import { IdeascopeError } from '../src/errors.js';
import { joinAround } from './derive-versions.js';
import { readRecord } from './importers/formats.js';
import { jsonl } from './importers/jsonl.js';
import { SourceError, TooLargeError } from './importers/source-error.js';
import { type ImportReport, ImportRun } from './pipeline.js';
import { requireWorkId } from './record-id.js';
import { refuseUnusable } from './strict-record.js';

/** Of an import within the service: a transaction is a few milliseconds then, for which searches wait. */
const BATCH_SIZE = 50;
/** How the stream is called in complaints. */
const BODY = 'the body';
const MIB = 1024 * 1024;

/** The writer of a store. @param stopping aborted when the service is about to stop: what is being imported ends then */
export function createWorkWriter(engine: Engine, stopping?: AbortSignal): WorkWriter {
  return {
    put: (id, record) => put(engine, id, record),
    remove: (id) => remove(engine, id),
    importLines: (lines) => importLines(engine, lines, stopping),
  };
}

async function put(engine: Engine, id: string, record: PlainRecord): Promise<Written> {
  requireWorkId(id);
  const incoming = readRecord(jsonl, { ...record, id });
  if ('rejection' in incoming) throw new IdeascopeError('invalid_parameter', incoming.rejection, 'title');
  if (!('work' in incoming)) throw new Error('the plain shape gives works only');
  refuseUnusable(record);
  const before = await versionsOf(engine, id);
  const [outcome = 'unchanged'] = await engine.write([incoming.work]);
  if (outcome === 'updated') await joinAgain(engine, before);
  const [work = incoming.work] = await engine.fetch([id]);
  return { outcome, work };
}

async function remove(engine: Engine, id: string): Promise<Work | undefined> {
  const before = await versionsOf(engine, id);
  if ((await engine.remove([id])) === 0) throw await notThere(engine, id);
  const left = before.filter((one) => one !== id);
  await joinAgain(engine, left);
  const [work] = await engine.fetch(left.slice(0, 1));
  return work;
}

/** The ids of all records of the work that a record belongs to; none where it is alone, or not there. */
async function versionsOf(engine: Engine, id: string): Promise<readonly string[]> {
  const [record] = await engine.records([id]);
  const [work] = record?.version_of === undefined ? [record] : await engine.records([record.version_of]);
  return work?.versions === undefined ? [] : recordIds(work);
}

/**
 * The derivation would do the same within a second; until then the work would have the facts of before, or be missed by
 * searches. What others write meanwhile is not seen here: the marks that are set have it looked at once more.
 */
async function joinAgain(engine: Engine, records: readonly string[]): Promise<void> {
  if (records.length === 0) return;
  await joinAround(engine, records);
  await engine.mark(records.map((id) => ({ kind: 'versions', id })));
}

async function notThere(engine: Engine, id: string): Promise<IdeascopeError> {
  const [work] = await engine.fetch([id]);
  if (!work) return new IdeascopeError('not_found', `there is no record with the id '${id}'`, 'id');
  const own = recordIds(work).map((one) => `'${one}'`);
  const message = `'${id}' is no record of its own: it leads to the work that is stored as ${own.join(', ')}`;
  return new IdeascopeError('not_found', message, 'id');
}

async function importLines(engine: Engine, lines: Lines, stopping: AbortSignal | undefined): Promise<LinesReport> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const signals = [lines.signal, stopping].filter((one) => one !== undefined);
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  if (signals.some(({ aborted }) => aborted)) end();
  try {
    return await runImport(engine, lines, ending.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}

/** Ends at the signal, also while it waits for a client that sends nothing: such a client is to hear how far it came. */
async function* untilAborted(bytes: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    while (!signal.aborted) {
      const next = await Promise.race([pieces.next(), aborted]);
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    bytes.destroy();
  }
}

async function runImport(engine: Engine, { bytes, format }: Lines, signal: AbortSignal): Promise<LinesReport> {
  const inLines = { longest: LONGEST_RECORD, most: LONGEST_UPLOAD };
  const run = new ImportRun({ engine, format, signal, inLines, batchSize: BATCH_SIZE }, { files: [], leftOut: [] });
  const failure = await run.importOpen({ path: BODY, stream: Readable.from(untilAborted(bytes, signal)) }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof SourceError) return error;
      throw error;
    },
  );
  const report = await run.finish();
  const { created, updated, unchanged, rejected, rejections, skipped, skips } = report;
  if (failure) throw brokenOff(failure, report);
  if (report.stopped) {
    throw new IdeascopeError('engine_unavailable', `the service stops${sumOf(report)}: send the same again to go on`);
  }
  if (importedBy(report) + rejected + skipped === 0) {
    throw new IdeascopeError('invalid_json', `${BODY} has no records: send JSON objects, one a line`);
  }
  const refused = rejections.map(({ number, reason }) => ({ line: number, reason }));
  return { created, updated, unchanged, rejected, rejections: refused, skipped, skips };
}

function brokenOff(failure: SourceError, report: ImportReport): IdeascopeError {
  const message = `${failure.message}${sumOf(report)}`;
  if (!(failure instanceof TooLargeError)) return new IdeascopeError('malformed_request', message);
  return new IdeascopeError(
    'body_too_large',
    `${message}; at most ${LONGEST_UPLOAD / MIB} MiB: send the rest by itself`,
  );
}

const importedBy = ({ created, updated, unchanged }: ImportReport) => created + updated + unchanged;

/** What is stored all the same. */
function sumOf(report: ImportReport): string {
  return importedBy(report) === 0 ? '' : `; ${importedBy(report)} works that came before are stored`;
}
