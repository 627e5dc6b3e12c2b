// Tells people of one name apart by evidence, and gives each an id.
import { createHash } from 'node:crypto';
import { idFromName } from '../../src/domain/ids.js';
import { type Group, Groups } from './groups.js';
import { joinSpellings } from './join-spellings.js';
import type { Mention } from './mentions.js';
import { byAge, type Prepared, prepare } from './prepare.js';
import { pointsNeeded, reasonsOf } from './reasons.js';

export { type Mention, mentionsOf } from './mentions.js';

/** An author id for each mention of a key. */
export type Identify = (key: string, mentions: readonly Mention[]) => string[];

/** Whether people have said something about an id: it stays that of its person. */
export type IsHeld = (id: string) => boolean;

/**
 * Who the people are that share a name: an author id per mention, in the order of the mentions. Mentions are one
 * person where a chain of them leads from one to the other, each sharing with the next enough evidence for how common
 * the name is (`reasonsOf`); docs/identity.md has the rule in words, and what it was measured to do.
 *
 * The id is that of the person's earliest work: `author:weinan-zhang-3f2a9c01d4`, or of the earliest one whose id is
 * held. It depends on nothing but these and the set of mentions of this key. Time and memory grow with the number of
 * mentions, not with its square.
 */
export function identify(key: string, mentions: readonly Mention[], isHeld?: IsHeld): string[] {
  const prepared = prepare(mentions);
  const groups = new Groups(prepared);
  joinByReasons(groups, prepared, mentions.length);
  joinSpellings(key, groups);
  const ids = isHeld === undefined ? new Map<Group, string>() : heldIds(key, groups, isHeld);
  return prepared.map((_, i) => {
    const group = groups.of(i);
    const id = ids.get(group) ?? idOf(key, group.earliest);
    ids.set(group, id);
    return id;
  });
}

/** The ids that the mentions of a key can give to people: which of them is held decides with `identify`. */
export function possibleIds(key: string, mentions: readonly Mention[]): string[] {
  return mentions.flatMap((one) => idsOf(key, one));
}

/** By person, the held id of the earliest mention that has one. */
function heldIds(key: string, groups: Groups, isHeld: IsHeld): Map<Group, string> {
  const earliest = new Map<Group, { readonly mention: Mention; readonly held: string }>();
  for (const [i, { mention }] of groups.members.entries()) {
    const held = idsOf(key, mention).find(isHeld);
    if (held === undefined) continue;
    const group = groups.of(i);
    const known = earliest.get(group);
    if (known === undefined || byAge(mention, known.mention) < 0) earliest.set(group, { mention, held });
  }
  return new Map([...earliest].map(([group, { held }]) => [group, held]));
}

/** Joins the mentions with the same written name that have a reason in common. */
function joinByReasons(groups: Groups, prepared: readonly Prepared[], size: number): void {
  const first = new Map<string, number>();
  for (const [i, one] of prepared.entries()) {
    if (one.doubled) continue;
    for (const reason of reasonsOf(one, pointsNeeded(one.need, size))) {
      const key = `${one.form} ${reason}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, i);
      else groups.join(other, i);
    }
  }
}

/** 40 bits: among a million people of one name, not one in two collides with another. */
const HASH_DIGITS = 10;

/** The ids that a mention can give: also those of before its work was found to be one with others. */
function idsOf(key: string, { records, position }: Mention): string[] {
  return records.map((work) => idOf(key, { work, position }));
}

/** The work and, since two people of one name can share a work, the place. */
function idOf(key: string, { work, position }: Pick<Mention, 'work' | 'position'>): string {
  const hash = createHash('sha256').update(`${work} ${position}`).digest('hex').slice(0, HASH_DIGITS);
  return `${idFromName('author', key)}-${hash}`;
}
