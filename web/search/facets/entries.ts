// The values of one facet as the page lists them; pure.
import type { FacetsAnswer } from '../../../src/client/index.js';

export interface Entry {
  readonly key: string;
  readonly name: string;
  /** undefined until it is known. */
  readonly count: number | undefined;
}

/** Whether an id as a hand writes it is the id of the service: `t10036` is `https://openalex.org/T10036`. */
export function sameId(written: string, key: string): boolean {
  const [short, long] = [written.toLowerCase(), key.toLowerCase()];
  return short === long || (!short.includes('/') && long.endsWith(`/${short}`));
}

/** The value among the selected ones that stands for this key; undefined where it is not selected. */
export function writtenFor(selected: readonly string[], key: string): string | undefined {
  return selected.includes(key) ? key : selected.find((written) => sameId(written, key));
}

/**
 * The values of an answer, those that it was narrowed by first, then by count. What was selected since then stays in
 * its place until the next answer, so that nothing moves under the pointer; what no answer has comes first.
 */
export function entriesOf(
  facet: FacetsAnswer[string] | undefined,
  selected: readonly string[],
  nameOf: (key: string) => string,
): Entry[] {
  const values = (facet ?? []).map((value) => ({ ...value, key: String(value.key) }));
  const ordered = [...values.filter((value) => value.selected), ...values.filter((value) => !value.selected)];
  const missing = selected.filter((written) => !values.some(({ key }) => sameId(written, key)));
  return [
    ...missing.map((key) => ({ key, name: nameOf(key), count: undefined })),
    ...ordered.map(({ key, key_display_name: name, count }) => ({ key, name, count })),
  ];
}

const MARKS = /\p{M}+/gu;

/** As `café` and `Cafe` are the same to who looks for them. */
const folded = (text: string) => text.normalize('NFD').replace(MARKS, '').toLowerCase();

/** Whether each word of the text begins a word of the name. */
export function matches(name: string, text: string): boolean {
  const words = folded(name).split(/[^\p{L}\p{N}]+/u);
  const typed = folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}
