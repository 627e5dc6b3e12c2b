// How a query was read, as chips: what each says, and the query without it; pure. See docs/queries.md.
import type { PageMeta } from '../../src/client/index.js';

export type Understood = NonNullable<PageMeta['understood']>;
type Condition = Understood['conditions'][number];

export interface QueryPart {
  readonly label: string;
  /** The query that is left when this part is taken away. */
  readonly without: string;
}

interface Written {
  readonly label: string;
  /** As it can be typed. */
  readonly typed: string;
}

/** Every part that is more than plain words; none where the query is nothing but these. */
export function queryParts(understood: Understood): QueryPart[] {
  const parts = writtenParts(understood);
  return parts.map(({ label }, i) => ({
    label,
    without: [...parts.filter((_, j) => j !== i).map(({ typed }) => typed), understood.words].join(' ').trim(),
  }));
}

function writtenParts({ phrases, excluded, any_of, none_of, conditions }: Understood): Written[] {
  return [
    ...conditions.map((condition) => ({ label: conditionLabel(condition), typed: condition.written })),
    ...phrases.map((phrase) => ({ label: `“${phrase}”`, typed: `"${phrase}"` })),
    ...any_of.map((group) => ({ label: group.join(' or '), typed: `(${group.join(' OR ')})` })),
    ...excluded.map((words) => ({ label: `not “${words}”`, typed: `-"${words}"` })),
    ...none_of.map((group) => ({ label: `neither ${group.join(' nor ')}`, typed: `NOT (${group.join(' OR ')})` })),
  ];
}

function conditionLabel({ field, excluded, words, from, to }: Condition): string {
  const label = field === 'year' ? yearsLabel(from, to) : `${field}: ${words ?? ''}`;
  return excluded ? `not ${label}` : label;
}

function yearsLabel(from: number | null, to: number | null): string {
  if (from === to) return `year: ${from}`;
  if (from === null) return `until ${to}`;
  return to === null ? `since ${from}` : `years: ${from}–${to}`;
}
