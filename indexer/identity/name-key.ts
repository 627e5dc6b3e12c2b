// The key under which the mentions of people who may be one person are gathered.
import { parseName } from '../../src/text/names.js';
import { isSurnameOfEastAsia } from '../../src/text/pinyin.js';

/**
 * Family name and first initial, `g neubig`; behind the usual family names of East Asia, where an initial says next to
 * nothing, the whole given name, `weinan zhang`. Undefined if the name has no letter.
 *
 * Measured on 96 thousand works with ids: of the pairs of mentions of one person, 99.4 % have one key (87 % if it were
 * the whole given name for all, 99.99 % if the initial for all), and a mention shares its key with 20 others on average
 * (17, 114).
 */
export function nameKey(name: string): string | undefined {
  const parsed = parseName(name);
  if (parsed === undefined) return undefined;
  const { given, family } = parsed;
  const [first] = given;
  if (first === undefined) return family;
  return isSurnameOfEastAsia(family) ? `${first} ${family}` : `${[...first][0]} ${family}`;
}
