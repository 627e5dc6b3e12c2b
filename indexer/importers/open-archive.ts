// The members of a zip archive as files: its directory says what is in it, and each is unpacked as it is read.
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { messageOf } from '../values.js';
import { isZip } from './layout.js';
import { type LeftOut, reasonToLeave, type SourceFile } from './list-files.js';
import type { OpenFile } from './open-file.js';
import { reasonOf, SourceError } from './source-error.js';

/** Whether a file is a zip archive. One that cannot be opened is none: who reads it says why. */
export async function isArchive(file: SourceFile): Promise<boolean> {
  // a pipe cannot be read from its end, where the directory of an archive stands
  if (file.size === undefined) return false;
  try {
    const handle = await open(file.path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && isZip(buffer);
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}

/**
 * The members of an archive in its order, those that are not read with the reason; hidden ones and folders are not named.
 * Each must be read, or left, before the next is asked for.
 * @throws SourceError if the archive is damaged
 */
export async function* membersOf(path: string): AsyncGenerator<OpenFile | LeftOut> {
  const archive = await explained(path, openPromise(path));
  try {
    for await (const entry of archive.eachEntry()) {
      const name = entry.fileName;
      if (name.endsWith('/') || /(^|\/)(?:\.|__MACOSX\/)/.test(name)) continue;
      const file = `${path}/${name}`;
      const reason = entry.isEncrypted() ? 'it is encrypted' : isLink(entry) ? 'a link' : reasonToLeave(name);
      if (reason !== undefined) yield { file, reason };
      else yield { path: file, stream: Readable.from(unpacked(archive, entry, file)), packed: entry.compressedSize };
    }
  } catch (error) {
    throw error instanceof SourceError ? error : new SourceError(`${path}: broken zip archive (${reasonOf(error)})`);
  } finally {
    archive.close();
  }
}

/** As Unix packs them: the mode of the file in the upper half of its attributes (APPNOTE 4.4.15, info-zip's `zipinfo.c`). */
function isLink({ externalFileAttributes, versionMadeBy }: Entry): boolean {
  const [unix, link] = [3, 0o12];
  return versionMadeBy >> 8 === unix && externalFileAttributes >>> 28 === link;
}

async function* unpacked(archive: ZipFile, entry: Entry, file: string): AsyncGenerator<Buffer> {
  const stream = await explained(file, archive.openReadStreamPromise(entry));
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw new SourceError(`${file}: broken in its archive (${messageOf(error)}); what came before is read`);
  } finally {
    stream.destroy();
  }
}

async function explained<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw new SourceError(`${path}: broken zip archive (${reasonOf(error)})`);
  }
}
