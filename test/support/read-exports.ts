// Exports parsed back by libraries that are not ours, and texts as these libraries give them.
import { Cite, type CslItem, type CslName } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse } from 'csv-parse/sync';
import type { Work } from '../../src/domain/work.js';
import { type ExportName, exportFormat } from '../../src/export/formats.js';

/** A whole export as one text. */
export function exported(format: ExportName, works: readonly Work[], select?: readonly string[]): string {
  const { head, write } = exportFormat(format).writer(select);
  return head + works.map(write).join('');
}

export const readBibtex = (text: string): readonly CslItem[] => (text === '' ? [] : new Cite(text).data);
export const readRis = (text: string): readonly CslItem[] =>
  text === '' ? [] : new Cite(text, { forceType: '@ris/file' }).data;

/** Strictly by RFC 4180: CRLF between lines, as many cells as there are names. */
export function readCsv(text: string): Readonly<Record<string, string>>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

/**
 * The letters and digits of a name, in no order of its parts: libraries differ about punctuation in names, and about
 * which words in small letters are particles, before or behind the given name.
 */
export function nameLetters(name: CslName): string {
  const { family, given, suffix, literal } = name;
  const particles = [name['non-dropping-particle'], name['dropping-particle']];
  return lettersIn([...particles, family, given, suffix, literal].join(' '));
}

export function lettersIn(text: string): string {
  return [...text.replace(/[^\p{L}\p{N}]/gu, '')].sort().join('');
}
