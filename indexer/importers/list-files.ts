// Turns what the user named (files, folders, `-`) into the list of files to read, checked before anything is read.
import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ENDINGS } from './formats.js';
import { reasonOf, SourceError } from './source-error.js';

export interface SourceFile {
  /** The path as it can be opened, or `-` for standard input. */
  readonly path: string;
  /** In bytes, as packed; undefined for pipes. */
  readonly size: number | undefined;
  /** Found in a folder, so that nobody said that it holds works. */
  readonly found?: true;
}

/** A file of a folder that is not read, and why not. */
export interface LeftOut {
  readonly file: string;
  readonly reason: string;
}

export interface FileList {
  readonly files: readonly SourceFile[];
  readonly leftOut: readonly LeftOut[];
}

/** What is known of files that hold no works, by their endings. */
const OTHERS: Readonly<Record<string, string>> = {
  csv: 'a table, which is no format of works',
  tsv: 'a table, which is no format of works',
  dtd: 'a schema',
  rnc: 'a schema',
  rng: 'a schema',
  xsd: 'a schema',
};

/** The last ending in lower case, that of packing taken off; `gz` alone says nothing of what is packed. */
function endingOf(name: string): string {
  return /\.([^./\\]+?)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function isReadable(name: string): boolean {
  return /\.(?:gz|zip)$/i.test(name) || ENDINGS.has(endingOf(name));
}

/** Why a file of this name is not read in a folder or an archive; undefined if it is. */
export function reasonToLeave(name: string): string | undefined {
  if (isReadable(name)) return undefined;
  const ending = endingOf(name);
  return OTHERS[ending] ?? (ending === '' ? 'its name has no ending' : `no format has the ending .${ending}`);
}

/**
 * The files of the sources in the order given, but those that supplement others last; those of a folder, at any depth, by
 * path (code unit order), without hidden ones, which are not named either, and without what links lead to outside of it.
 * @throws SourceError if a source is missing or unreadable, or a folder has no file that could be imported
 */
export async function listFiles(sources: readonly string[]): Promise<FileList> {
  const files: SourceFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const source of sources) {
    if (source === '-') {
      files.push({ path: '-', size: undefined });
      continue;
    }
    const info = await explained(source, stat(source));
    if (info.isDirectory()) {
      const found = await filesOfFolder(source);
      files.push(...found.files);
      leftOut.push(...found.leftOut);
    } else {
      await explained(source, access(source, constants.R_OK));
      files.push({ path: source, size: info.isFile() ? info.size : undefined });
    }
  }
  return { files: supplementsLast(files), leftOut };
}

async function filesOfFolder(folder: string): Promise<FileList> {
  const files: SourceFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, isLink } of await namesIn(folder)) {
    const path = join(folder, name);
    const astray = isLink ? await reasonOfLink(folder, path) : undefined;
    const info = astray === undefined ? await explained(path, stat(path)) : undefined;
    if (info?.isFile() === false) continue;
    const reason = astray ?? reasonToLeave(name) ?? snapshotReason(path);
    if (reason === undefined) files.push({ path, size: info?.size, found: true });
    else leftOut.push({ file: path, reason });
  }
  if (files.length > 0) return { files, leftOut };
  const endings = [...ENDINGS, 'gz', 'zip'].sort().map((ending) => `.${ending}`);
  throw new SourceError(`${folder}: no file to import in this folder (${endings.join(', ')})`);
}

/** What is in a folder at any depth, by path; links to folders are not followed, so that none leads round in a circle. */
async function namesIn(folder: string): Promise<{ readonly name: string; readonly isLink: boolean }[]> {
  const entries = await explained(folder, readdir(folder, { recursive: true, withFileTypes: true }));
  return entries
    .map((entry) => ({ name: relative(folder, join(entry.parentPath, entry.name)), isLink: entry.isSymbolicLink() }))
    .filter(({ name }) => !/(^|[\\/])\./.test(name))
    .sort((a, b) => inCodeUnits(a.name, b.name));
}

const inCodeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Why a link is not read: who unpacks a folder of somebody else's has not named what its links lead to. */
async function reasonOfLink(folder: string, path: string): Promise<string | undefined> {
  const [root, target] = await Promise.all([realpath(folder), realpath(path).catch(() => undefined)]);
  if (target === undefined) return 'a link that leads nowhere';
  if (target !== root && !target.startsWith(root + sep))
    return 'a link that leads out of the folder: name it by itself to import it';
  return (await stat(target)).isDirectory() ? 'a link to a folder, which is read where it stands' : undefined;
}

/** Folders of a snapshot of OpenAlex: those of works are read, of merged ids those of works. */
const SNAPSHOT_PART =
  /[\\/](?:(?!works[\\/])([a-z_-]+)[\\/]updated_date=[^\\/]+|merged_ids[\\/](?!works[\\/])([a-z_-]+))[\\/][^\\/]+$/;

/** Reading a hundred million people would end with all of them skipped: a work names all that is needed of them. */
function snapshotReason(path: string): string | undefined {
  const [, entities, merged] = SNAPSHOT_PART.exec(path) ?? [];
  if (entities !== undefined) return `${entities} of a snapshot, which come with the works`;
  return merged === undefined ? undefined : `merged ids of ${merged}, which come with the works`;
}

/** Abstracts of Semantic Scholar and merged ids of OpenAlex: they say something of works that other files hold. */
const SUPPLEMENT = /(?:^|[\\/])(?:merged_ids|abstracts)(?:[\\/._-]|$)/i;

function supplementsLast(files: readonly SourceFile[]): SourceFile[] {
  const isLast = ({ path }: SourceFile) => SUPPLEMENT.test(path);
  return [...files.filter((one) => !isLast(one)), ...files.filter(isLast)];
}

async function explained<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw new SourceError(`${path}: ${reasonOf(error)}`);
  }
}
