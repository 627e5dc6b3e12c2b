// The shape of what the service says of its own state to those who run it, as a schema.
import { z } from 'zod';
import { IMPORT_STEPS } from '../../domain/journal.js';
import { EMBEDDING_STATES } from '../../search/service-state.js';
import { count } from './works.js';

const moment = z.string().describe('ISO 8601, in UTC.');
const model = z.strictObject({ name: z.string(), dtype: z.string(), dimension: count });

const failure = z.strictObject({
  id: z.string().describe('Of the work.'),
  display_name: z.string().nullable(),
  reason: z.string(),
  count: count.describe('How often it was tried: once by each process.'),
  first_at: moment,
  last_at: moment,
});

const embedding = z.strictObject({
  state: z
    .enum(EMBEDDING_STATES)
    .describe(
      '`off`: no model is set; `loading`, `failed`: the model; `failing`: embedding fails and is tried again; `paused`; `elsewhere`: EMBED_MAX_CPU=0 leaves it to `ideascope embed`; `embedding`: vectors come in, whoever computes them; `waiting`: none has come in for a minute, or not yet; `complete`.',
    ),
  message: z.string().nullable().describe('Why, or what should be known of the model; for people.'),
  model: model.nullable().describe('The model that is set; null until it is loaded.'),
  searched_model: model.nullable().describe('The model whose vectors are searched; null: there are none yet.'),
  works: count,
  embedded: count.describe(
    'Works with a vector of the model that is set; of the searched one as long as that is not loaded.',
  ),
  missing: count.describe('Works without one.'),
  works_per_second: z
    .number()
    .nullable()
    .describe('Over the last minute, less the time before the first, whoever embeds; null: not known yet.'),
  seconds_left: z.number().nullable().describe('At that pace; null: not known.'),
  max_cpu: z.int().min(0).max(100).describe('Percent of the machine that the service may use for it.'),
  paused: z.boolean(),
  failures: z
    .strictObject({ count, results: z.array(failure) })
    .describe('Works that the model could not read, the latest first, at most 50.'),
});

const rejection = z.strictObject({ file: z.string(), unit: z.string(), number: z.int(), reason: z.string() });

const importRun = z
  .strictObject({
    id: z.string(),
    command: z.enum(['import', 'harvest']),
    source: z.string().describe('Names of files and folders, or a repository.'),
    format: z.string().describe('`auto` until one is recognised.'),
    state: z
      .enum(['running', 'finished', 'failed', 'stopped'])
      .describe('`stopped`: by somebody, or its process has not been heard of for half a minute.'),
    message: z.string().nullable().describe('Why it failed or stopped; for people.'),
    started_at: moment,
    heard_at: moment.describe('When its process last said that it is at it.'),
    finished_at: moment.nullable().describe('null while it runs.'),
    step: z.enum(IMPORT_STEPS).nullable().describe('Where it is, or where it ended before its end.'),
    percent: z.number().nullable().describe('Of the step; null: not known.'),
    seconds_left: z.number().nullable().describe('Until the end of the step; null: not known.'),
    read: count.describe('Records, rejected and skipped ones included.'),
    created: count,
    updated: count,
    unchanged: count,
    rejected: count,
    skipped: count.describe('Nothing is wrong with them, and they are no works.'),
    bytes: count.describe('Read so far, as packed.'),
    total_bytes: count.nullable().describe('null: not known, as of a pipe or a repository.'),
    records_per_second: z
      .number()
      .nullable()
      .describe('Of the last seconds while it reads, of the whole reading afterwards; null: not known yet.'),
    rejections: z.array(rejection).describe('The first ones.'),
  })
  .meta({ id: 'ImportRun' });

const access = z.strictObject({
  reads: z.enum(['open', 'key']).describe('Whether anybody reads, or only who has a key.'),
  keys: count.describe('Keys in force, expired ones not counted.'),
  key_file_error: z
    .string()
    .nullable()
    .describe('Why the key file cannot be read, so that the keys of before are in force; null: nothing is wrong.'),
});

export const adminAnswer = z.strictObject({
  version: z.string(),
  started_at: moment,
  uptime_seconds: z.number().nonnegative(),
  engine: z.strictObject({
    name: z.string(),
    ready: z.boolean(),
    waiting_for: z.string().nullable().describe('What is not ready; for people.'),
    works: count.describe('Stored.'),
    indexed: count.describe('Visible to searches.'),
    embedded: count.describe('With a vector that searches can compare.'),
  }),
  entities: z.strictObject({
    authors: count,
    topics: count,
    institutions: count,
    sources: count,
    waiting: count.describe('Things that have changed and are not derived anew yet.'),
  }),
  embedding,
  access,
  imports: z.array(importRun).describe('The last 20, running ones first, then the newest.'),
});

export type AdminAnswer = z.infer<typeof adminAnswer>;
