// Mentions in an order of their own, with their names taken apart, ready to be compared.
import { type Commonness, compatible, formOf } from './given-names.js';
import type { Mention } from './mentions.js';

export interface Prepared {
  readonly mention: Mention;
  /** Folded given names. */
  readonly given: readonly string[];
  /** The given names as one text: equal for equal spellings. */
  readonly form: string;
  readonly need: Commonness;
  /** Another author of the same work may have the same name: who is who cannot be told, so neither is joined. */
  readonly doubled: boolean;
}

/** In the order of the mentions. */
export function prepare(mentions: readonly Mention[]): Prepared[] {
  const forms = new Map<string, ReturnType<typeof formOf>>();
  const ofWork = new Map<string, (readonly string[])[]>();
  const named = mentions.map((mention) => {
    const form = forms.get(mention.name) ?? formOf(mention.name);
    forms.set(mention.name, form);
    ofWork.set(mention.work, [...(ofWork.get(mention.work) ?? []), form.given]);
    return { mention, ...form };
  });
  return named.map((one) => {
    const doubled = (ofWork.get(one.mention.work) ?? []).filter((given) => compatible(given, one.given)).length > 1;
    return { ...one, form: one.given.join(' '), doubled };
  });
}

/** Earliest first: by year, works without one last, then by the work's id and the place in it. Negative if `a` is first. */
export function byAge(a: Mention, b: Mention): number {
  const [one, other] = [a.year ?? Number.POSITIVE_INFINITY, b.year ?? Number.POSITIVE_INFINITY];
  if (one !== other) return one < other ? -1 : 1;
  if (a.work !== b.work) return a.work < b.work ? -1 : 1;
  return a.position - b.position;
}
