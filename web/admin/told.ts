// What the service says of embedding and of imports, told in sentences; pure.
import type { AdminStatusAnswer } from '../../src/client/index.js';
import { counted, duration, left, number, pace, percent, size } from './words.js';

export type Embedding = AdminStatusAnswer['embedding'];
export type ImportRun = AdminStatusAnswer['imports'][number];

const EMBEDDING: Readonly<Record<Embedding['state'], string>> = {
  off: 'No model is set: searches go by words alone.',
  loading: 'The model is loading.',
  failed: 'The model could not be loaded: searches go by words alone.',
  failing: 'Embedding fails, and is tried again every few seconds.',
  paused: 'Embedding is paused.',
  elsewhere: 'This service embeds nothing (EMBED_MAX_CPU=0): run “ideascope embed” when it suits.',
  embedding: 'Works are being embedded.',
  waiting: 'Works wait to be embedded.',
  complete: 'Everything is embedded.',
};

export function embeddingSentence({ state, missing, failures }: Embedding): string {
  if (state === 'complete' && missing > 0) return 'Everything is embedded that the model can read.';
  if (state === 'complete' && failures.count === 0) return EMBEDDING.complete;
  return EMBEDDING[state];
}

/** What is left and how fast it goes; nothing where nothing is left or nobody embeds. */
export function embeddingPace({ state, missing, works_per_second: rate, seconds_left }: Embedding): string | undefined {
  if (missing === 0 || !rate || state === 'complete') return undefined;
  return `${pace(rate, 'work')}, ${left(seconds_left)}`;
}

/** Whether something is wrong that somebody should look at. */
export function isTrouble({ state }: Pick<Embedding, 'state'>): boolean {
  return state === 'failed' || state === 'failing';
}

export const STEPS: readonly { readonly step: NonNullable<ImportRun['step']>; readonly name: string }[] = [
  { step: 'reading', name: 'Reading' },
  { step: 'deriving', name: 'People and topics' },
  { step: 'embedding', name: 'Embedding' },
];

/** Where a running import is: `Reading: 43 %, 900 records a second, about 20 seconds left`. */
export function runSentence({ step, percent: share, seconds_left, records_per_second }: ImportRun): string {
  const name = STEPS.find((one) => one.step === step)?.name ?? 'At work';
  const rate = step === 'reading' && records_per_second ? [pace(records_per_second, 'record')] : [];
  const far = share === null ? [] : [percent(share)];
  const rest = share === null ? [] : [left(seconds_left)];
  const facts = [...far, ...rate, ...rest];
  return facts.length === 0 ? name : `${name}: ${facts.join(', ')}`;
}

/** What became of the records: `6,000 read: 5,500 new, 20 changed, 3 rejected`; what there is none of is left out. */
export function outcomes({ read, created, updated, unchanged, rejected, skipped }: ImportRun): string {
  const parts: [number, string][] = [
    [created, 'new'],
    [updated, 'changed'],
    [unchanged, 'as they were'],
    [skipped, 'skipped'],
    [rejected, 'rejected'],
  ];
  const there = parts.filter(([count]) => count > 0).map(([count, what]) => `${number(count)} ${what}`);
  return there.length === 0 ? counted(read, 'record') : `${counted(read, 'record')}: ${there.join(', ')}`;
}

/** How much of the files is read: `7.1 of 8.1 MB`; nothing where there are no files. */
export function bytesRead({ bytes, total_bytes }: Pick<ImportRun, 'bytes' | 'total_bytes'>): string | undefined {
  if (total_bytes === null) return bytes > 0 ? size(bytes) : undefined;
  return `${size(bytes)} of ${size(total_bytes)}`;
}

/** How long it took, or has taken so far. @param now milliseconds since 1970 */
export function took({ started_at, finished_at }: Pick<ImportRun, 'started_at' | 'finished_at'>, now: number): string {
  return duration((Date.parse(finished_at ?? '') || now) / 1000 - Date.parse(started_at) / 1000);
}

export const STATES: Readonly<Record<ImportRun['state'], string>> = {
  running: 'running',
  finished: 'finished',
  failed: 'failed',
  stopped: 'stopped',
};

/** What changed between two answers and is worth saying aloud: imports that began or ended. */
export function news(before: readonly ImportRun[], now: readonly ImportRun[]): string {
  const stateBefore = new Map(before.map(({ id, state }) => [id, state]));
  return now
    .filter(({ id, state }) => state !== stateBefore.get(id))
    .map(({ source, state }) =>
      state === 'running' ? `Import of ${source} began.` : `Import of ${source} ${STATES[state]}.`,
    )
    .join(' ');
}
