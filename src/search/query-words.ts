// Small repairs of what was typed, each in time linear in its length.

const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/** With single blanks. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Without punctuation at its ends. A loop: a pattern anchored at the end takes quadratic time on long punctuation. */
export function bare(text: string): string {
  if (!WORD_CHARACTER.test(text)) return '';
  const characters = [...text];
  const first = characters.findIndex((one) => WORD_CHARACTER.test(one));
  const last = characters.findLastIndex((one) => WORD_CHARACTER.test(one));
  return characters.slice(first, last + 1).join('');
}

/** Without any of some characters at its end. A loop for the same reason. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] as string)) end--;
  return text.slice(0, end);
}
