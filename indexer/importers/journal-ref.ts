// The name of the journal in a reference as authors write it: `Phys.Rev.D76:013009,2007`.

/** A name longer than this is a title or a sentence. */
const LONGEST_NAME = 70;

/** What stands between name and volume. */
const VOLUME_WORD = /(?<![\s,:])[\s,:]*\b(?:vol(?:ume)?|v|no|n|nr)\.?\s*$/i;
/** One name, or a short one and its series: `J. Phys. A: Math. Theor.` */
const NAME = /^\p{Lu}(?:[\p{L}\s.&'’/-]*|\S+(?:\s\S+){0,2}:\s[\p{L}\s.]+)$/u;
/** A number, or a word that says what is counted; the one or two letters of pages such as S541. */
const NUMBER =
  /(?:[\s\d(),.:;/‐-―-]|\b(?:nos?|nr|numbers?|pp?|pages?|pgs?|vol(?:ume)?|v|issues?|art(?:icle)?|id|eid|to appear|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b|\b\p{Lu}{1,2}(?=\d)|(?<=\d)\p{L}{1,2}\b)/iuy;
const YEAR = /(?<!\d)(?:1[89]|20)\d\d(?!\d)/;

/**
 * The journal of a reference that is a name, then nothing but numbers, and a year among at least three of them: volume,
 * page, year. Of several references (`…; Erratum: …`) the first is read. Anything else may be a title, a conference or a
 * remark, and is undefined: no venue is better than a wrong one.
 */
export function journalOf(reference: string | undefined): string | undefined {
  const first = reference?.replace(/\s+/g, ' ').split(';')[0]?.trim() ?? '';
  const digit = first.search(/\d/);
  if (digit < 2 || first.length > 200) return undefined;
  const before = first.slice(0, digit).replace(/[\s(]+$/, '');
  const name = before
    .replace(VOLUME_WORD, '')
    .replace(/[\s,:(]+$/, '')
    .trim();
  const rest = first.slice(digit);
  const certain = (rest.match(/\d+/g) ?? []).length >= 3 && YEAR.test(rest) && isNumbers(rest);
  return certain && name.length >= 2 && name.length <= LONGEST_NAME && NAME.test(name) ? name : undefined;
}

/** Piece by piece: repeated in one pattern, they could be told apart in too many ways. */
function isNumbers(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    NUMBER.lastIndex = at;
    if (!NUMBER.test(text)) return false;
    at = NUMBER.lastIndex;
  }
  return at > 0;
}
