// Conditions on words: `title.search:…`, as OpenAlex filters by the words of one text field or of several.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import { and, type Filter } from '../domain/query.js';
import { wordsOf } from '../text/analyze.js';
import { readStrictly } from './understand.js';

const SUFFIX = '.search';

/** OpenAlex's names for text fields of works, and for several of them; a person has no title. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  title: ['display_name'],
  title_and_abstract: ['display_name', 'abstract'],
  raw_author_name: ['authorships.author.display_name'],
  author: ['authorships.author.display_name'],
};

/** Whether a name of a filter, of whatever kind of thing, has the form of a condition on words. */
export const asksForWords = (name: string) => name.endsWith(SUFFIX);

/** The text fields that a name such as `title.search` speaks of; undefined where it speaks of none. */
export function fieldsSearchedBy<D extends Stored>(
  name: string,
  catalogue: Catalogue<D>,
): readonly string[] | undefined {
  if (!asksForWords(name)) return undefined;
  const bare = name.slice(0, -SUFFIX.length);
  const all = catalogue.textFields.map((field) => field.name);
  if (bare === 'default') return all;
  const others = catalogue.kind === 'works' ? ALIASES : {};
  const named = (Object.hasOwn(others, bare) && others[bare]) || [bare];
  return named.every((field) => all.includes(field)) ? named : undefined;
}

/** Every such name, for messages. */
export function wordConditions<D extends Stored>(catalogue: Catalogue<D>): string[] {
  const names = [...catalogue.textFields.map((field) => field.name), ...Object.keys(ALIASES), 'default'];
  return names.map((name) => `${name}${SUFFIX}`).filter((name) => fieldsSearchedBy(name, catalogue) !== undefined);
}

/**
 * All words must occur in the fields, quoted ones side by side, and those behind a minus must not.
 * @param whole whether the text is in quotes as a whole
 * @throws IdeascopeError invalid_parameter where there is no word to look for
 */
export function readWords(fields: readonly string[], text: string, whole: boolean): Filter {
  if (whole && wordsOf(text).length > 0) return { type: 'words', fields, text, exact: true };
  // a whole without a word is refused like any other text without one
  const { loose, phrases, excluded } = readStrictly(text, true);
  const exact = (phrase: string): Filter => ({ type: 'words', fields, text: phrase, exact: true });
  return and([
    ...(loose === '' ? [] : [{ type: 'words', fields, text: loose, exact: false } as const]),
    ...phrases.map(exact),
    ...excluded.map((phrase): Filter => ({ type: 'not', filter: exact(phrase) })),
  ]);
}
