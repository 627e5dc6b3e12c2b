// The journal's notes: what is known of an import while it runs and afterwards, and of a work that could not be embedded.
import { z } from 'zod';

const count = z.int().min(0);
/** ISO 8601, in UTC. */
const moment = z.string();

/** An import is over when its works are found by everything: read, then derived from, then embedded. */
export const IMPORT_STEPS = ['reading', 'deriving', 'embedding'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

/** One run of `ideascope import` or `ideascope harvest`, as its own process notes it. Names no folder of the machine. */
export const importNote = z.object({
  id: z.string(),
  command: z.enum(['import', 'harvest']),
  /** What is imported: names of files and folders, or a repository. */
  source: z.string(),
  /** Joined by commas where there are several; `auto` until one is recognised. */
  format: z.string(),
  started_at: moment,
  /** When its process last said that it is at it. */
  heard_at: moment,
  finished_at: moment.nullable(),
  state: z.enum(['running', 'finished', 'failed', 'stopped']),
  /** Why it failed or stopped. */
  message: z.string().nullable(),
  /** Where it is, or where it ended before its end; null: it is finished. */
  step: z.enum(IMPORT_STEPS).nullable(),
  /** Of the step; null: not known. */
  percent: z.number().min(0).max(100).nullable(),
  /** Until the end of the step; null: not known. */
  seconds_left: z.number().min(0).nullable(),
  read: count,
  created: count,
  updated: count,
  unchanged: count,
  rejected: count,
  skipped: count,
  /** Read so far, as packed. */
  bytes: count,
  total_bytes: count.nullable(),
  /** Of the last seconds while it reads, of the whole reading afterwards; null: not known yet. */
  records_per_second: z.number().min(0).nullable(),
  /** The first records that were rejected. */
  rejections: z.array(z.object({ file: z.string(), unit: z.string(), number: z.int(), reason: z.string() })),
});
export type ImportNote = z.infer<typeof importNote>;

/** A work whose text the model could not read. `id` is the work's. */
export const embeddingFailure = z.object({
  id: z.string(),
  /** The key of the model's identity. */
  model: z.string(),
  reason: z.string(),
  /** How often it was tried. */
  count,
  first_at: moment,
  last_at: moment,
});
export type EmbeddingFailure = z.infer<typeof embeddingFailure>;

/** A process that is at it says so every few seconds; after so many milliseconds of silence it is taken to have died. */
export const SILENCE_MS = 30_000;

const DIED = 'its process ended without a word: run the same command again, it goes on where this one ended';

/** The note as it is to be read at this moment: a run whose process is silent for too long has stopped. */
export function asOf(now: number, note: ImportNote): ImportNote {
  if (note.state !== 'running' || now - Date.parse(note.heard_at) <= SILENCE_MS) return note;
  return { ...note, state: 'stopped', finished_at: note.heard_at, message: DIED, seconds_left: null };
}
