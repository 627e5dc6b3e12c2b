// Names as people type them: letter by letter, with typos, and how often the right one is among the first.
import { pick } from './random.js';

/** After how many letters it is looked. */
export const LOOKED_AFTER = [3, 5, 8] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const FIRST = 5;

export interface Target {
  readonly id: string;
  readonly name: string;
}

/** The names of those that are found, in order, with their ids. */
export type Completer = (typed: string) => Promise<readonly Target[]>;

/** Share found among the first five, by letters typed. */
export type Shares = Readonly<Record<(typeof LOOKED_AFTER)[number], number>>;

/**
 * A name with one typo in its first word of four letters or more, among the letters two to five (the first one is
 * wrong in one of eight): a letter too many, one missing, another one, or two exchanged. Undefined if all are short.
 */
export function mistyped(name: string, random: () => number): string | undefined {
  const word = /[\p{L}]{4,}/u.exec(name);
  if (!word) return undefined;
  const at = word.index + (random() < 1 / 8 ? 0 : 1 + Math.floor(random() * Math.min(4, word[0].length - 1)));
  const [before, letter, after] = [name.slice(0, at), name[at] ?? '', name.slice(at + 1)];
  const other = pick(
    random,
    [...LETTERS].filter((one) => one !== letter.toLowerCase()),
  );
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + other + letter + after;
    case 1:
      return before + after;
    case 2:
      return before + other + after;
    default:
      return at > word.index
        ? name.slice(0, at - 1) + letter + name[at - 1] + after
        : after[0] + letter + after.slice(1);
  }
}

/** How often the target, or another thing of the same name, is among the first five after some letters. */
export async function sharesFound(
  targets: readonly Target[],
  typedOf: (target: Target) => string | undefined,
  complete: Completer,
): Promise<Shares> {
  const found = { 3: 0, 5: 0, 8: 0 };
  let typed = 0;
  for (const target of targets) {
    const text = typedOf(target);
    if (text === undefined) continue;
    typed++;
    for (const letters of LOOKED_AFTER) {
      const first = (await complete([...text].slice(0, letters).join(''))).slice(0, FIRST);
      if (first.some(({ id, name }) => id === target.id || name === target.name)) found[letters]++;
    }
  }
  const share = (count: number) => Number((count / Math.max(1, typed)).toFixed(3));
  return { 3: share(found[3]), 5: share(found[5]), 8: share(found[8]) };
}

/** Everything that is sent while a name is typed: after each letter, up to so many. */
export function keystrokes(name: string, most = 16): string[] {
  const letters = [...name].slice(0, most);
  return letters.map((_, i) => letters.slice(0, i + 1).join(''));
}
