// The API's `highlight`, HTML with `<mark>` only, as pieces of plain text; pure. Markup never becomes elements.
import { partsOf } from './formulas.js';

export interface Piece {
  readonly text: string;
  /** `words`: a word of the query; `meaning`: the nearest sentence. */
  readonly mark?: 'words' | 'meaning';
}

const TAG = /<mark( class="meaning")?>|<\/mark>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

export function piecesOf(html: string): Piece[] {
  const pieces: Piece[] = [];
  let mark: Piece['mark'];
  let from = 0;
  const add = (to: number) => {
    const text = html.slice(from, to).replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
    if (text !== '') pieces.push(mark ? { text, mark } : { text });
  };
  for (const tag of html.matchAll(TAG)) {
    add(tag.index);
    from = tag.index + tag[0].length;
    if (tag[0] === '</mark>') mark = undefined;
    else mark = tag[1] ? 'meaning' : 'words';
  }
  add(html.length);
  return pieces;
}

/**
 * All of a text of which the API marked a stretch (`…` where it is cut): the stretch keeps its marks, and the words that
 * are marked in it are marked in the rest.
 * @returns pieces that joined are `text`
 */
export function markedWhole(text: string, html: string): Piece[] {
  const pieces = piecesOf(html);
  const forms = [...new Set(pieces.filter(({ mark }) => mark === 'words').map((piece) => piece.text))];
  const stretch = trimmed(pieces);
  const plain = stretch.map((piece) => piece.text).join('');
  const at = plain === '' ? -1 : text.indexOf(plain);
  if (at < 0) return markedForms(text, forms);
  const rest = text.slice(at + plain.length);
  return [...markedForms(text.slice(0, at), forms), ...stretch, ...markedForms(rest, forms)];
}

/** Without the signs that something is left out. */
function trimmed(pieces: readonly Piece[]): Piece[] {
  return pieces
    .map((piece, i) => ({ ...piece, text: i === 0 ? piece.text.replace(/^…\s*/, '') : piece.text }))
    .map((piece, i) => ({
      ...piece,
      text: i === pieces.length - 1 ? piece.text.replace(/(?<!\s)\s*…$/, '') : piece.text,
    }))
    .filter((piece) => piece.text !== '');
}

function markedForms(text: string, forms: readonly string[]): Piece[] {
  if (text === '') return [];
  if (forms.length === 0) return [{ text }];
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const any = longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(${any})(?![\\p{L}\\p{N}])`, 'giu');
  return partsOf(text).flatMap((part) => {
    if (part.tex !== undefined) return [{ text: part.text }];
    // every other one is a form, which is the group of the pattern
    return part.text
      .split(whole)
      .map((piece, i): Piece => (i % 2 === 1 ? { text: piece, mark: 'words' } : { text: piece }))
      .filter((piece) => piece.text !== '');
  });
}

/**
 * The beginning of a text, cut between words and not within a formula.
 * @param most characters
 */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const part of partsOf(text)) {
    if (end + part.text.length > most) {
      if (part.tex === undefined) end += lastBreak(part.text, most - end);
      break;
    }
    end += part.text.length;
  }
  // a first word or formula without end is cut all the same
  const kept = end === 0 ? text.slice(0, most) : text.slice(0, end);
  return `${kept.trimEnd()} …`;
}

/** Where the last whole word before `most` ends. */
function lastBreak(text: string, most: number): number {
  const blank = text.slice(0, most + 1).search(/\s\S*$/);
  return Math.max(0, blank);
}
