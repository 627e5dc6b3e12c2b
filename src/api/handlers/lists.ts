// What lists of works and of entities share: groups, samples, and one thing at random.
import type { FieldType } from '../../domain/catalogue.js';
import { IdeascopeError } from '../../errors.js';
import type { ViewRequest } from '../../search/view.js';
import type { Asked } from '../page-meta.js';

/** Drawn from everything. */
export const ONE_AT_RANDOM = {
  page: 1,
  perPage: 1,
  sample: 1,
  mode: 'keyword',
  facets: [],
  facetSize: 0,
  highlight: false,
} as const;

/** @throws IdeascopeError not_found where nothing is stored */
export function atRandom<H>(what: string, [hit]: readonly H[]): H {
  if (hit) return hit;
  throw new IdeascopeError('not_found', `there is no ${what} to choose from: nothing is stored yet`);
}

interface Viewed extends Asked {
  readonly sample?: number | undefined;
  readonly seed?: string | undefined;
}

export function viewParameters(asked: Viewed): ViewRequest {
  const { sample, seed } = asked;
  return { groupBy: asked.group_by, groups: asked.per_page, sample, seed };
}

/** The type of the field whose values make the groups. */
export function groupTypeOf(
  catalogue: { find(name: string): { readonly type: FieldType } | undefined },
  asked: Asked,
): FieldType | undefined {
  return catalogue.find(asked.group_by?.split(':')[0]?.trim() ?? '')?.type;
}
