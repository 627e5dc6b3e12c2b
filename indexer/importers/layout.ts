// Recognises from the first bytes of a file how its records are laid out.
import { BLANKS } from './pieces.js';
import { rootOf } from './xml-root.js';

/** `lines`: one JSON text per line. `array`: one array. `wrapped`: `{"items": […]}`, which may be too long for one piece. `objects`: objects printed over several lines. */
export type Layout = 'lines' | 'array' | 'wrapped' | 'objects' | 'empty';

/** How many bytes are looked at, at most, before a file counts as unknown. */
export const HEAD_SIZE = 64 * 1024;

/** What is not text that we read, by its first bytes, named so that the message can say what to do. */
const KNOWN_STRANGERS: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive: unpack it first' },
  { bytes: [0xff, 0xfe], what: 'UTF-16 text: convert it to UTF-8 first' },
  { bytes: [0xfe, 0xff], what: 'UTF-16 text: convert it to UTF-8 first' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'compressed with zstd: unpack it first' },
  { bytes: [0x42, 0x5a, 0x68], what: 'compressed with bzip2: unpack it first' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'compressed with xz: unpack it first' },
];

/** UTF-16 without its mark: every other byte of the first bracket and of what follows is zero. */
const UNMARKED_UTF16 = /^(?:[[{]\0|\0[[{])/;

/** How the public data files of Crossref begin, which hold some thousand works each; blanks may stand in between. */
const WRAPPING = '{"items":[';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export const SUPPORTED =
  'JSON Lines or a JSON array of works, XML and BibTeX in the formats that `ideascope help` lists, also packed with gzip or zip';

/** Whether the bytes begin a gzip file. */
export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Whether the bytes begin a zip archive, an empty one too. */
export function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05);
}

function knownStranger(head: Buffer): string | undefined {
  if (UNMARKED_UTF16.test(head.toString('latin1', 0, 2))) return 'UTF-16 text: convert it to UTF-8 first';
  return KNOWN_STRANGERS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte))?.what;
}

function strangeXml(head: Buffer): string {
  const root = rootOf(head.toString('latin1'));
  if (root?.toLowerCase() === 'html') return 'a page of HTML';
  return root === undefined ? 'XML or HTML of no known kind' : `XML with <${root}> as its root, which no format has`;
}

/** What a file is that cannot be read. */
export function strangerIn(head: Buffer): string {
  return (
    knownStranger(head) ??
    (/^(?:\xef\xbb\xbf)?\s*</.test(head.toString('latin1', 0, 64)) ? strangeXml(head) : 'not JSON')
  );
}

/**
 * The layout that begins with these bytes; undefined if more of them are needed to tell.
 * @param complete whether there are no more bytes to come
 * @returns 'unknown' if it is none that we read
 */
export function layoutOf(head: Buffer, complete: boolean): Layout | 'unknown' | undefined {
  // first of all: among the bytes of an archive there is sooner or later a line that begins with a brace
  if (knownStranger(head) !== undefined) return 'unknown';
  const marked = BYTE_ORDER_MARK.subarray(0, head.length).equals(head.subarray(0, 3));
  if (marked && head.length < 3 && !complete) return undefined;
  let at = marked ? 3 : 0;
  while (at < head.length && BLANKS.has(head[at] as number)) at += 1;
  if (at >= head.length) return complete ? 'empty' : undefined;
  const text = head.toString('latin1', at);
  if (text.startsWith('[')) return 'array';
  if (text.startsWith('{')) {
    const beginning = text.slice(0, 256).replace(/\s/g, '');
    if (beginning.startsWith(WRAPPING)) return 'wrapped';
    if (WRAPPING.startsWith(beginning) && !complete) return undefined;
    // printers that break lines put nothing after the first brace
    const next = /^\{[ \t\r]*([^ \t\r])/.exec(text)?.[1];
    if (next === undefined) return complete ? 'lines' : undefined;
    return next === '\n' ? 'objects' : 'lines';
  }
  // a damaged first line does not make the rest unreadable
  if (/\n[ \t]*\{/.test(text)) return 'lines';
  return complete || head.length >= HEAD_SIZE || !/^[\t\r\n\x20-\x7e]/.test(text) ? 'unknown' : undefined;
}
