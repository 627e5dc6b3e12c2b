// Whether both engines give the same answers: totals, facets, and the works on the first page.
import { isDeepStrictEqual } from 'node:util';
import type { Question, Questions } from './engines-questions.js';
import type { Service } from './engines-service.js';

interface Bucket {
  readonly key: string | number;
  readonly key_display_name: string;
  readonly count: number;
}

interface Answer {
  readonly meta: { readonly count: number; readonly count_relation: string; readonly degraded: readonly unknown[] };
  readonly results: readonly { readonly id: string }[];
  readonly facets: Readonly<Record<string, readonly Bucket[]>>;
}

/** Of one kind of question, or of all. Shares are of works on the page. */
export interface Agreement {
  questions: number;
  equalTotals: number;
  /** Largest difference of a total, as a share of the larger one. */
  largestDifference: number;
  equalFacets: number;
  /** Keys and counts aside. */
  equalLabels: number;
  samePage: number;
  top10: number;
  top25: number;
}

/** A question that the engines answer differently. */
export interface Difference {
  readonly kind: string;
  readonly question: Question;
  readonly totals: readonly [number, number];
  readonly facets: readonly string[];
  readonly labels: readonly string[];
}

export async function compareAnswers(a: Service, b: Service, questions: Questions) {
  const agreements: Record<string, Agreement> = {};
  const differences: Difference[] = [];
  for (const [kind, drawn] of Object.entries(questions)) {
    const pairs: [Question, Answer, Answer][] = [];
    for (const question of drawn) {
      pairs.push([question, (await a.ask(question)) as Answer, (await b.ask(question)) as Answer]);
    }
    agreements[kind] = agreementOf(pairs);
    differences.push(...pairs.flatMap(([question, one, other]) => differenceOf(kind, question, one, other)));
  }
  return { agreements, differences };
}

function agreementOf(pairs: readonly (readonly [Question, Answer, Answer])[]): Agreement {
  const share = (count: number) => Number((count / pairs.length).toFixed(4));
  const count = (holds: (one: Answer, other: Answer) => boolean) => pairs.filter(([, a, b]) => holds(a, b)).length;
  const mean = (of: (one: Answer, other: Answer) => number) =>
    share(pairs.reduce((sum, [, a, b]) => sum + of(a, b), 0));
  return {
    questions: pairs.length,
    equalTotals: count((a, b) => sameTotal(a, b)),
    largestDifference: Math.max(...pairs.map(([, a, b]) => apart(a.meta.count, b.meta.count))),
    equalFacets: count((a, b) => otherFacets(a, b, counts).length === 0),
    equalLabels: count((a, b) => otherFacets(a, b, labels).length === 0),
    samePage: count((a, b) => isDeepStrictEqual(ids(a, 25), ids(b, 25))),
    top10: mean((a, b) => overlap(ids(a, 10), ids(b, 10))),
    top25: mean((a, b) => overlap(ids(a, 25), ids(b, 25))),
  };
}

function differenceOf(kind: string, question: Question, one: Answer, other: Answer): Difference[] {
  const difference = {
    kind,
    question,
    totals: [one.meta.count, other.meta.count] as const,
    facets: otherFacets(one, other, counts),
    labels: otherFacets(one, other, labels),
  };
  const same = sameTotal(one, other) && difference.facets.length === 0 && difference.labels.length === 0;
  return same ? [] : [difference];
}

const sameTotal = ({ meta: a }: Answer, { meta: b }: Answer) =>
  a.count === b.count && a.count_relation === b.count_relation && isDeepStrictEqual(a.degraded, b.degraded);
const apart = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) / Math.max(a, b));
const ids = ({ results }: Answer, most: number) => results.slice(0, most).map(({ id }) => id);
const counts = ({ key, count }: Bucket) => [key, count];
const labels = ({ key, key_display_name }: Bucket) => [key, key_display_name];

/** The facets whose buckets differ in what `of` takes from them. */
function otherFacets(one: Answer, other: Answer, of: (bucket: Bucket) => unknown): string[] {
  const names = Object.keys({ ...one.facets, ...other.facets });
  return names.filter((name) => !isDeepStrictEqual(one.facets[name]?.map(of), other.facets[name]?.map(of)));
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const most = Math.max(a.length, b.length);
  return most === 0 ? 1 : a.filter((id) => b.includes(id)).length / most;
}
