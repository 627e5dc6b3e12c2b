// What is imported, as those who look from elsewhere may see it: names, never folders of the machine.
import { basename, dirname, relative, resolve, sep } from 'node:path';

const MOST_NAMED = 3;
const STANDARD_INPUT = 'standard input';
/** A path from the root on, of POSIX or of Windows; what follows a word, a colon or another slash is none. */
const ABSOLUTE =
  /(?<![\w.:/\\-])(?:[A-Za-z]:[\\/]|[\\/]{1,2}(?=[\w.~-]))(?:[^\s\\/:*?"'<>|,;()]+[\\/])*([^\s\\/:*?"'<>|,;()]+)/g;

/** The sources of a command by their names: `works.jsonl`, or `a.jsonl, b.jsonl, c.jsonl and 4 more`. */
export function sourceNames(sources: readonly string[]): string {
  const names = sources.map((source) => (source === '-' ? STANDARD_INPUT : basename(resolve(source)) || sep));
  const rest = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** A repository by its address without user, password and arguments, and by its set. */
export function repositoryName({ base, set }: { readonly base: string; readonly set: string | undefined }): string {
  return addressName(base) + (set === undefined ? '' : `, set ${set}`);
}

function addressName(address: string): string {
  const { host, pathname } = new URL(address);
  return host + pathname.replace(/\/$/, '');
}

/** A file from the folder on in which its source stands: `archive.zip/part/a.xml`; of a page its address. */
export function fileName(file: string, sources: readonly string[]): string {
  if (file === '-') return STANDARD_INPUT;
  if (/^https?:\/\//i.test(file)) return URL.canParse(file) ? addressName(file) : 'a page';
  const path = resolve(file);
  const source = sources.map((one) => resolve(one)).find((one) => path === one || path.startsWith(one + sep));
  return source === undefined ? basename(path) : relative(dirname(source), path) || basename(path);
}

/** A message without the folders that it names: those of the sources, and of any path from the root on. */
export function withoutFolders(message: string, sources: readonly string[]): string {
  const paths = sources.filter((source) => source !== '-').flatMap((source) => [resolve(source), source]);
  const longest = paths.sort((a, b) => b.length - a.length);
  const shorter = longest.reduce((text, path) => text.replaceAll(path, basename(path)), message);
  return shorter.replace(ABSOLUTE, '$1');
}
