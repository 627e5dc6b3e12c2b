// Texts from outside → as a reader would have them: markup read, damage undone where it is certain, blanks in order.
import { withoutTex } from '../../src/text/tex.js';
import { cleanText } from '../values.js';
import { withoutMarkup } from './markup.js';
import { withoutMojibake } from './mojibake.js';
import { withoutReferences } from './references.js';
import { withoutScars } from './scans.js';

/** Nearly every text that is escaped more often than this was broken on purpose. */
const MOST_ROUNDS = 4;
const HEADING = /^(?:\s*(?:abstract|summary)\s*[:.—–]\s*(?=\S))+/i;
const TWICE = /^(?:\s*abstract[:.]?\s+(?=abstract\b))+/i;
const SHOUTED = /^\s*ABSTRACT\s+(?=\p{Lu}\p{Ll}|\p{Lu} )/u;
/** Characters, as written: no name of a person, an institution or a venue comes near. */
export const LONGEST_NAME = 5_000;
const INVISIBLE = /[\u200b\ufeff\u2060]/g;

/** A title, or what is like one; undefined if nothing is left. TeX stays: it is shown as a formula. */
export function cleanTitle(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanText(repaired(text));
}

/** An abstract: as a title, without the heading `Abstract`. */
export function cleanAbstract(text: string | undefined): string | undefined {
  const clean = cleanTitle(text);
  return clean && cleanText(clean.replace(TWICE, '').replace(HEADING, '').replace(SHOUTED, ''));
}

/** The name of a person, an institution or a venue: as a title, and TeX as the letters that it stands for. */
export function cleanName(text: string | undefined): string | undefined {
  if (text !== undefined && text.length > LONGEST_NAME) return undefined;
  let clean = cleanTitle(text);
  // a command may end up beside another one's sign: read until there is nothing more
  for (let round = 0; round < MOST_ROUNDS && clean !== undefined && /[\\{]/.test(clean); round++) {
    const before = clean;
    clean = cleanText(withoutTex(before));
    if (clean === before) break;
  }
  return clean;
}

function repaired(text: string): string {
  const plain = withoutScars(withoutMojibake(unescaped(text)));
  return plain.replace(INVISIBLE, '');
}

/** Without markup and references: also where one was escaped as the other, as often as it was. */
function unescaped(text: string): string {
  let plain = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = plain;
    plain = withoutReferences(withoutMarkup(before));
    if (plain === before) break;
  }
  return plain;
}
