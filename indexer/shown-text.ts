// Text of others as a terminal may print it: what would move its cursor, colour it or turn its lines around is spelt out.

/** Control characters of both sets, ends of lines among them, and what overrides directions (UAX #9). */
const COMMANDS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** On one line: `\u001b[31mred` is printed as it is written here. */
export function shown(text: string): string {
  return text.replace(COMMANDS, (sign) => `\\u${(sign.codePointAt(0) as number).toString(16).padStart(4, '0')}`);
}

/** The same of lines. */
export function shownLines(text: string): string {
  return text.split('\n').map(shown).join('\n');
}
