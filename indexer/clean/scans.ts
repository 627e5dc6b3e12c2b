// What scanning and typesetting did to words: ligatures, numbers of glyphs, hyphens at the ends of lines.

const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};
/** The ligatures of TeX's own fonts (Knuth, Computer Modern, OT1), by the numbers of their glyphs. */
const GLYPHS: Readonly<Record<string, string>> = { 11: 'ff', 12: 'fi', 13: 'fl', 14: 'ffi', 15: 'ffl' };
const GLYPHS_IN_WORDS = /(?<=\p{Ll})(?:\(cid:1[1-5]\))+|(?<!\(cid:1[1-5]\))(?:\(cid:1[1-5]\))+(?=\p{Ll})/gu;
/** A hyphen that is only seen at the end of a line: within words it says nothing. */
const SOFT = /(?:\u00ad|\(cid:173\))(?!\s+\p{Ll})/gu;
const HYPHENATED = /(?<![\p{L}\p{N}-])(\p{L}{1,20})([-‐\u00ad]|\(cid:173\))\s+(\p{Ll}{1,20})(?![\p{L}\p{N}])/gu;
/** What ends words and is none. */
const ENDINGS =
  /^(?:tions?|tional|tionally|tive|tively|sions?|ments?|mental|ings?|ingly|ity|ities|ness|ical|ically|ally|ence|ences|ency|izing|ized|ization|isation|ology|ological|lated|lations?|rithms?|rithmic|eters?|mation|cient|ciently)$/;
/** What is said before a dash of its own: `pre- and post-`, `two- or threefold`. */
const SUSPENDED = /^(?:and|or|to|und|oder|et|ou|nor|but|versus|vs|bzw|y|o|e)$/;

/** Words as they were before they were set and scanned, where that is certain. */
export function withoutScars(text: string): string {
  return joinedLines(withoutGlyphs(text));
}

function withoutGlyphs(text: string): string {
  const letters = /[\ufb00-\ufb06]/.test(text)
    ? text.replace(/[\ufb00-\ufb06]/g, (one) => LIGATURES[one] ?? one)
    : text;
  if (!letters.includes('(cid:') && !letters.includes('\u00ad')) return letters;
  return letters
    .replace(SOFT, '')
    .replace(GLYPHS_IN_WORDS, (run) => run.replace(/\(cid:(\d+)\)/g, (_, glyph: string) => GLYPHS[glyph] ?? ''));
}

/**
 * Words that were parted at the end of a line. They are joined if the same text has the joined word elsewhere, or the
 * second part ends words and is none (`informa- tion`); the hyphen stays if the text has the word with it elsewhere. A
 * soft hyphen joins, unless both parts are words of the text.
 */
function joinedLines(text: string): string {
  if (!/\p{L}(?:[-‐\u00ad]|\(cid:173\))\s+\p{Ll}/u.test(text)) return text;
  const words = new Set(
    text.toLowerCase().match(/(?<![\p{L}\u00ad-])\p{L}+(?:[-‐]\p{L}+)*(?!\p{L}|\u00ad|[-‐]\s|\(cid)/gu),
  );
  return text.replace(HYPHENATED, (written, first: string, hyphen: string, second: string) => {
    const [one, other] = [first.toLowerCase(), second.toLowerCase()];
    const isHard = hyphen === '-' || hyphen === '‐';
    if (isHard && (SUSPENDED.test(second) || one.length < 2 || other.length < 2)) return written;
    if (words.has(`${one}${other}`) || ENDINGS.test(other)) return first + second;
    if (words.has(`${one}-${other}`) || (!isHard && words.has(one) && words.has(other))) return `${first}-${second}`;
    return isHard ? written : first + second;
  });
}
