// Bounds of a JSON text that hold before it is parsed: how deep it goes, and how many values it has.
import { IdeascopeError } from '../errors.js';

/** Twice what any body of the contract takes. */
const MAX_DEPTH = 32;
/** A record of a thousand authors with all they may have takes a tenth; a value takes many times its bytes in memory. */
const MAX_VALUES = 100_000;

const SIGN = /["[{\]},]/g;
const [QUOTE, COMMA, OPEN, OPEN_LIST] = ['"', ',', '{', '['];

/** In one pass over the signs outside of strings. @throws IdeascopeError invalid_json */
export function checkBounds(json: string): void {
  let depth = 0;
  let values = 0;
  SIGN.lastIndex = 0;
  for (let match = SIGN.exec(json); match; match = SIGN.exec(json)) {
    const [sign] = match;
    if (sign === QUOTE) {
      SIGN.lastIndex = endOfString(json, match.index);
    } else if (sign === OPEN || sign === OPEN_LIST) {
      depth++;
      values++;
      if (depth > MAX_DEPTH) throw refused(`goes deeper than ${MAX_DEPTH} levels`);
    } else if (sign === COMMA) {
      values++;
    } else {
      depth--;
    }
    if (values > MAX_VALUES) throw refused(`has more than ${MAX_VALUES} values`);
  }
}

/** The place behind a string that begins at `start`; where it has no end, that of the text: the parser will say so. */
function endOfString(json: string, start: number): number {
  let at = start;
  do at = json.indexOf(QUOTE, at + 1);
  while (at >= 0 && isEscaped(json, at));
  return at < 0 ? json.length : at + 1;
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json[before] === '\\') before--;
  return (at - before) % 2 === 0;
}

function refused(what: string): IdeascopeError {
  return new IdeascopeError('invalid_json', `the body ${what}: no request of this service does`);
}
