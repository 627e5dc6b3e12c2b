// What the head of a profile says of a person, from what is known of them; pure.
import type { AuthorAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';

export interface Badge {
  readonly key: string;
  readonly text: string;
  /** Of the page that says more. */
  readonly href?: string;
  readonly good?: boolean;
}

/** Where somebody works, and what the platform knows of them: what is not known is left out, or says that it is not. */
export function badgesOf(author: AuthorAnswer): Badge[] {
  const { open_to_collaborate, verification_level, claimed, trust_score } = author;
  const badges: Badge[] = [{ key: 'kind', text: 'Researcher' }];
  for (const { id, display_name } of author.last_known_institutions ?? []) {
    badges.push({ key: id, text: display_name, href: thingHref('institution', id) });
  }
  if (badges.length === 1) badges.push({ key: 'affiliation', text: 'Affiliation not imported' });
  if (open_to_collaborate) badges.push({ key: 'open', text: 'Open to collaborate', good: true });
  if (verification_level != null) badges.push({ key: 'level', text: `Verification level ${verification_level}` });
  if (trust_score != null) badges.push({ key: 'trust', text: `Trust ${trust_score} of 100` });
  badges.push(
    claimed ? { key: 'claimed', text: 'Claimed profile', good: true } : { key: 'claimed', text: 'Unclaimed profile' },
  );
  return badges;
}

/** `1 work`, `2,000 works`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** At most two letters that stand for a name; of `Ruwase, O.` and `O. Ruwase` alike its first and last word. */
export function initialsOf(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase('en');
}

/** Years in spans: `[2021, 2020, 2024]` → `2020–2021, 2024`. */
export function spansOf(years: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const year of [...new Set(years)].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && year === last[1] + 1) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

/** An address that may be followed: texts come from anywhere, and `javascript:` is an address, too. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}

/** What a link is called that has no label: the host, as readers know it. */
export function linkName(label: string | null, url: string): string {
  return label?.trim() || new URL(url).hostname.replace(/^www\./, '');
}

/** `0000-0002-1825-0097`, of the address or of the bare id. */
export function orcidOf(orcid: string): string {
  return orcid.replace(/^.*\//, '');
}

/** Two and three steps are known, further ones are not looked for. */
export function distanceOf(pathLength: number | null | undefined): string | undefined {
  if (pathLength === 2) return 'has a co-author in common';
  return pathLength === 3 ? 'knows a co-author of a co-author' : undefined;
}

/** Notes of several answers, each once. */
export function notesOf<Note extends { readonly code: string }>(...lists: (readonly Note[] | undefined)[]): Note[] {
  return [...new Map(lists.flatMap((list) => list ?? []).map((note) => [note.code, note])).values()];
}
