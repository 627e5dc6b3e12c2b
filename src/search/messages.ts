// What error messages share: quoting what was sent, and naming the known names that are near a wrong one.

const SHOWN = 60;
const LEAST_OVERLAP = 3;

/** What was sent, in quotes and cut to a readable length. */
export function quoted(text: string): string {
  return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

/** `a, b or c`. */
export function listed(names: readonly string[], joint = 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** The known names nearest to a wrong one, best first; empty if none is near. */
export function nearestNames(wrong: string, known: readonly string[], limit = 3): string[] {
  const asked = wrong.slice(0, SHOWN).toLowerCase();
  const tolerance = Math.max(2, Math.floor(asked.length / 3));
  return known
    .map((name) => ({ name, distance: editDistance(asked, name.toLowerCase()), contains: overlaps(asked, name) }))
    .filter(({ distance, contains }) => distance <= tolerance || contains)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** `; did you mean a or b?`, or nothing. */
export function didYouMean(wrong: string, known: readonly string[]): string {
  const near = nearestNames(wrong, known);
  return near.length === 0 ? '' : `; did you mean ${listed(near)}?`;
}

function overlaps(asked: string, name: string): boolean {
  return asked.length >= LEAST_OVERLAP && (name.includes(asked) || asked.includes(name));
}

/** Insertions, deletions and replacements from one to the other (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
