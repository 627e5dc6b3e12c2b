// The manifest of a backup: what it holds, of which formats, and the checksum of each file; and whether that is so.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const MANIFEST = 'backup.json';
/** Raised when backups change their shape: those of a later version are refused. */
export const BACKUP_FORMAT = 1;

const count = z.int().nonnegative();
const fileSchema = z.strictObject({
  // no path: what is restored stays in its folder
  name: z.string().regex(/^[a-z]+\.(?:lmdb|snapshot|json)$/),
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const formatsSchema = z.object({ backup: count, store: count, snapshot: count });
const schema = z.object({
  product: z.literal('ideascope'),
  /** Version of the product that made it. */
  version: z.string(),
  formats: formatsSchema,
  /** When it was begun: what was acknowledged before is in it. */
  began: z.iso.datetime(),
  finished: z.iso.datetime(),
  counts: z.record(z.string(), count),
  /** Whether researchers and topics are derived anew once it is restored, because works were written meanwhile. */
  derive_anew: z.boolean(),
  files: z.array(fileSchema).min(1),
});

export type Manifest = z.infer<typeof schema>;
export type BackupFile = z.infer<typeof fileSchema>;

/** A backup that cannot be used; the message names the file and says why. */
export class BackupError extends Error {
  override name = 'BackupError';
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** Describes the files in a folder, in the order of their names. */
export async function describeFiles(folder: string): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    files.push({ name, bytes: (await stat(path)).size, sha256: await sha256Of(path) });
  }
  return files;
}

/** The formats that this version reads: a backup may have them, or older ones. */
export type Formats = Manifest['formats'];

/**
 * Reads the manifest of a backup, and nothing else of it.
 * @throws BackupError if there is none, it is damaged, or the backup has a format that this version does not know
 */
export async function readManifest(folder: string, known: Formats): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? `it has no ${MANIFEST}, so it is none, or was cut short` : error.message;
    throw new BackupError(`${folder} is no whole backup: ${reason}`);
  });
  const json = parsed(text);
  const formats = formatsSchema.safeParse((json as { formats?: unknown } | undefined)?.formats).data;
  // before its shape is looked at, which only the version that made it knows
  for (const name of ['backup', 'store'] as const) {
    if (formats && formats[name] > known[name]) throw newer(folder, name, formats[name], known[name], json);
  }
  const { data } = schema.safeParse(json);
  if (!data) throw new BackupError(`${folder} is damaged: ${MANIFEST} is not as it was written`);
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function newer(folder: string, name: string, found: number, known: number, json: unknown): BackupError {
  const version = (json as { version?: unknown }).version;
  const what = `the format of its ${name} is ${found}, this version reads up to ${known}`;
  return new BackupError(`${folder} was made by a later version (${version}): ${what}; restore it with that version`);
}

/**
 * Compares every file of a backup with its manifest.
 * @param onBytes told of the bytes read so far
 * @throws BackupError naming the first file that is missing or differs
 */
export async function verifyFiles(
  folder: string,
  { files }: Manifest,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<void> {
  let read = 0;
  for (const { name, bytes, sha256 } of files) {
    const path = join(folder, name);
    const size = await stat(path).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined) throw new BackupError(`${folder} is damaged: ${name} is missing or cannot be read`);
    if (size !== bytes) throw new BackupError(`${folder} is damaged: ${name} has ${size} bytes instead of ${bytes}`);
    if ((await sha256Of(path)) !== sha256) {
      throw new BackupError(`${folder} is damaged: ${name} has another content than when it was written`);
    }
    read += bytes;
    onBytes(read);
  }
}
