// ideascope.json beside a model: the floors that were measured with it, and what its own files do not say.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbedderError } from './embedder.js';
import { POOLINGS } from './pooling.js';

const FILE = 'ideascope.json';
const cosine = z.number().min(-1).max(1);

const schema = z
  .strictObject({
    /** Cosine from which on a work counts as being about the query. */
    similarityFloor: cosine.optional(),
    /** Cosine of a work that shows by itself that a collection holds something about the query. */
    sureFloor: cosine.optional(),
    /** How the floors were found; `model` is the identity (`modelKey`) of what was measured. */
    measured: z.looseObject({ model: z.string().optional() }).optional(),
    pooling: z.enum(POOLINGS).optional(),
    maxTokens: z.int().min(8).max(8192).optional(),
    queryPrefix: z.string().optional(),
    documentPrefix: z.string().optional(),
  })
  .refine(({ similarityFloor: one, sureFloor: other }) => (one === undefined) === (other === undefined), {
    error: 'similarityFloor and sureFloor belong together',
  })
  .refine(({ similarityFloor: one = 0, sureFloor: other = 0 }) => one <= other, {
    error: 'sureFloor must be at least similarityFloor',
  });

export type IdeascopeFile = z.infer<typeof schema>;

/** What a calibration finds. */
export type Calibration = Required<Pick<IdeascopeFile, 'similarityFloor' | 'sureFloor' | 'measured'>>;

/** What stands beside the model in `folder`; nothing without the file. @throws EmbedderError if it cannot be used */
export async function readIdeascopeFile(folder: string): Promise<IdeascopeFile> {
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new EmbedderError(`${path} cannot be read: ${error.message}`);
  });
  if (text === undefined) return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new EmbedderError(`${path} is no JSON: ${(error as Error).message}`);
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path: at, message }) => [at.join('.'), message].filter(Boolean).join(': '));
  throw new EmbedderError(`${path} is not usable: ${faults.join('; ')}`);
}

/** Writes the floors of a calibration beside the model; what else stands there stays. Returns the file's path. */
export async function writeCalibration(folder: string, calibration: Calibration): Promise<string> {
  const merged = schema.parse({ ...(await readIdeascopeFile(folder)), ...calibration });
  const path = join(folder, FILE);
  await writeFile(path, `${JSON.stringify(merged, null, 2)}\n`);
  return path;
}
