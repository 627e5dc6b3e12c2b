// Query clauses that everything else is put together from.
import type { estypes } from '@elastic/elasticsearch';

export type Query = estypes.QueryDslQueryContainer;

export const EVERYTHING: Query = { match_all: {} };

/** The condition that a thing was not taken in by another one, where the kind of things knows that. */
export function listedIn({ kind }: { readonly kind: string }): Query[] {
  return kind === 'works' ? [{ bool: { must_not: [{ exists: { field: 'version_of' } }] } }] : [];
}
export const NOTHING: Query = { match_none: {} };

/** The same as `anyOf` for one clause or more, and the clause itself for one. */
export function eitherOf(clauses: readonly Query[]): Query {
  return clauses.length === 1 && clauses[0] ? clauses[0] : anyOf(clauses);
}

/** At least one of the clauses; none of no clauses, where an empty `bool` would match everything. */
export function anyOf(clauses: readonly Query[]): Query {
  if (clauses.length === 0) return NOTHING;
  return { bool: { should: [...clauses], minimum_should_match: 1 } };
}
