// The references of a work: in parts that one request takes, in order, and how many of them are here; pure.

/** `[a, b, c]` by two → `[[a, b], [c]]`; each id once. */
export function batches(ids: readonly string[], size: number): string[][] {
  const each = [...new Set(ids)];
  return Array.from({ length: Math.ceil(each.length / size) }, (_, i) => each.slice(i * size, (i + 1) * size));
}

/** Most cited first, then newest, then by id. */
export function byCitations(
  a: { readonly cited_by_count?: number | undefined; readonly publication_year?: number | null | undefined },
  b: { readonly cited_by_count?: number | undefined; readonly publication_year?: number | null | undefined },
): number {
  return (b.cited_by_count ?? 0) - (a.cited_by_count ?? 0) || (b.publication_year ?? 0) - (a.publication_year ?? 0);
}

/**
 * How many references are here, in a sentence.
 * @param asked how many were looked for, of all
 */
export function presence(here: number, asked: number, all: number): string {
  const isPart = asked < all;
  const number = (count: number) => count.toLocaleString('en');
  const are = (count: number) => `${number(count)} ${count === 1 ? 'is' : 'are'}`;
  if (here === 0) {
    const which = isPart ? `the first ${number(asked)}` : 'them';
    return asked === 1 ? 'It is not in this collection.' : `None of ${which} is in this collection.`;
  }
  if (isPart) return `Of the first ${number(asked)}, ${are(here)} in this collection, ${are(asked - here)} not.`;
  // two ids may be of one work, then fewer works are here
  if (here >= asked) return asked === 1 ? 'It is in this collection.' : 'All are in this collection.';
  return `${are(here)} in this collection, ${are(asked - here)} not.`;
}
