// What the importers of XML share: bytes → text of the declared encoding → records as elements → readings.
import { TextDecoder } from 'node:util';
import { messageOf } from '../values.js';
import { type Bytes, peek } from './byte-stream.js';
import type { Entry, Reading, Surroundings, TextImporter } from './importer.js';
import { SourceError } from './source-error.js';
import { XmlSplitter } from './split-xml.js';
import { parseElement, type XmlElement } from './xml-element.js';
import { rootOf } from './xml-root.js';

/** Makes a reading of a record; undefined: it is none, but what the following ones need. */
export type ReadElement = (element: XmlElement, containers: readonly XmlElement[]) => Reading | undefined;

export interface XmlFormat {
  readonly name: string;
  /** Whether a file with this root element and these first characters is of the format. */
  readonly recognises: (root: string, head: string) => boolean;
  /** Names of elements, without prefixes, that hold records and whose attributes matter; the root is among them. */
  readonly containers: readonly string[];
  /** Names of the elements that are records, or what these need. */
  readonly records: readonly string[];
  /** Begins a file. `containers` are those that a record lies in, outermost first, without their contents. */
  readonly start: (around: Surroundings) => Promise<ReadElement>;
}

export function xmlImporter(format: XmlFormat): TextImporter {
  return {
    name: format.name,
    endings: ['xml'],
    medium: 'text',
    recognises: (head) => {
      const root = rootOf(head);
      return root !== undefined && format.recognises(root, head);
    },
    entries: (bytes, around) => entriesOf(format, bytes, around),
  };
}

async function* entriesOf(format: XmlFormat, bytes: Bytes, around: Surroundings): AsyncGenerator<Entry> {
  const read = await format.start(around);
  const splitter = new XmlSplitter(format.records, format.containers);
  const open: XmlElement[] = [];
  let number = 0;
  let seen = false;
  const entry = (reading: Reading): Entry => {
    number += 1;
    return { unit: 'element', number, reading };
  };
  for await (const text of textOfBytes(bytes, around.file)) {
    for (const piece of text === undefined ? splitter.end() : splitter.push(text)) {
      if (piece.kind === 'problem') {
        yield entry({ rejection: `line ${piece.line}: ${piece.problem}` });
        continue;
      }
      seen = true;
      if (piece.kind === 'close') {
        open.pop();
      } else if (piece.kind === 'open') {
        open.push(startTag(piece.text, piece.name));
      } else {
        const reading = readingOf(read, piece.text, piece.line, open);
        if (reading !== undefined) yield entry(reading);
      }
    }
  }
  if (!seen) throw new SourceError(`${around.file}: no ${format.name}: there is no <${format.containers[0]}> in it`);
}

function readingOf(read: ReadElement, text: string, line: number, open: readonly XmlElement[]): Reading | undefined {
  let element: XmlElement;
  try {
    element = parseElement(text, line);
  } catch (error) {
    return { rejection: messageOf(error) };
  }
  return read(element, open);
}

/** A damaged start tag leaves its container without attributes. */
function startTag(text: string, name: string): XmlElement {
  try {
    return parseElement(text);
  } catch {
    return { name, attributes: {}, children: [] };
  }
}

/** The text of the bytes, chunk by chunk, and undefined at its end. */
async function* textOfBytes(bytes: Bytes, file: string): AsyncGenerator<string | undefined> {
  const { head, all } = await peek(bytes, (some) => some.length >= 200 || some.includes(0x3e));
  const label = /^[^>]*?\bencoding\s*=\s*["']([^"']+)["']/.exec(head.toString('latin1'))?.[1] ?? 'utf-8';
  const decoder = decoderOf(label, file);
  for await (const chunk of all) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
  yield undefined;
}

function decoderOf(label: string, file: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    throw new SourceError(`${file}: the encoding ${label} is not known: convert it to UTF-8 first`);
  }
}
