// What the tests of importers of JSON share: scraps of syntax for damage, and another way to count records.

export const JSON_PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\n',
  '\\',
  'null',
  '[[[',
  '{"id":"x","title":"y"}\n',
] as const;

/** The records of a whole file: of an array, of one object over several lines, or of lines. */
export function jsonRecords(text: string): readonly unknown[] {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown);
  }
}
