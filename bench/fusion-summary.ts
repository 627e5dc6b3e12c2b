// What fusions come to: means by collection and over collections, against what is in use and against the better leg.
import { bootstrapGrandMean, bootstrapMean, mean } from './bootstrap.js';
import { IN_USE, IN_USE_ALONE, type Judgements, LEGS } from './fusion-legs.js';
import { MEASURES, type Measure, rounded } from './quality-outcomes.js';
import { ENOUGH, type Estimate, estimate, markdown, signed } from './quality-summary.js';

/** One collection, and how every way ranked its queries. */
export interface Compared {
  readonly name: string;
  readonly kind: 'judged' | 'references';
  readonly works: number;
  readonly queries: number;
  readonly judgements: Judgements;
}

const MAIN: Measure = 'nDCG@10';

/** One way: by collection `nDCG@10 MAP Recall@100`, and what it gains in nDCG@10 over what is in use. */
export interface WaySummary {
  readonly collections: Readonly<Record<string, string>>;
  readonly gains: Readonly<Record<string, string>>;
  /** Over the collections that count: the means, and the gain, each collection counting alike. */
  readonly mean: string;
  readonly gain: string;
  /** The same over the fusion that is in use, without neighbours. */
  readonly gainOverFusion: string;
  /** Where the interval of nDCG@10 minus that of the better leg lies below 0, and that. */
  readonly belowBetterLeg: Readonly<Record<string, string>>;
}

export interface FusionSummary {
  readonly figures: string;
  readonly collections: Readonly<Record<string, { works: number; queries: number; betterLeg: string }>>;
  /** The judged collections with at least 30 queries. */
  readonly counted: readonly string[];
  readonly ways: Readonly<Record<string, WaySummary>>;
  /** By collection that counts: the way with the best mean over the others, and its nDCG@10 there minus that in use. */
  readonly leftOut: Readonly<Record<string, string>>;
}

export function summariseFusions(compared: readonly Compared[]): FusionSummary {
  const counted = compared.filter(({ kind, queries }) => kind === 'judged' && queries >= ENOUGH);
  const names = Object.keys(compared[0]?.judgements ?? {});
  const ways = names.map((way) => [way, summariseWay(way, compared, counted)] as const);
  const sorted = ways.sort(([a], [b]) => grandMean(counted, b, MAIN) - grandMean(counted, a, MAIN));
  return {
    figures: `by collection: ${MEASURES.join(' ')}; gains: ${MAIN} minus that in use [95 % of resamples]`,
    collections: Object.fromEntries(
      compared.map((one) => {
        return [one.name, { works: one.works, queries: one.queries, betterLeg: betterLeg(one) }];
      }),
    ),
    counted: counted.map(({ name }) => name),
    ways: Object.fromEntries(sorted),
    leftOut: leaveOneOut(names, counted),
  };
}

function summariseWay(way: string, compared: readonly Compared[], counted: readonly Compared[]): WaySummary {
  const gain = (one: Compared) => estimate(gainsOf(one, way, IN_USE));
  const below = compared.flatMap((one): [string, string][] => {
    const against = estimate(gainsOf(one, way, betterLeg(one)));
    return against.high < 0 ? [[one.name, signed(against)]] : [];
  });
  return {
    collections: Object.fromEntries(
      compared.map((one) => [one.name, MEASURES.map((of) => shown(mean(valuesOf(one, way, of)))).join(' ')]),
    ),
    gains: Object.fromEntries(compared.map((one) => [one.name, signed(gain(one))])),
    mean: MEASURES.map((of) => shown(grandMean(counted, way, of))).join(' '),
    gain: counted.length === 0 ? '' : signed(grandGain(counted, way, IN_USE)),
    gainOverFusion: counted.length === 0 ? '' : signed(grandGain(counted, way, IN_USE_ALONE)),
    belowBetterLeg: Object.fromEntries(below),
  };
}

function valuesOf({ judgements }: Compared, way: string, measure: Measure = MAIN): readonly number[] {
  return judgements[way]?.[measure] ?? [];
}

/** Query by query. */
function gainsOf(one: Compared, way: string, over: string): number[] {
  const against = valuesOf(one, over);
  return valuesOf(one, way).map((value, i) => value - (against[i] as number));
}

/** The best of the single legs by these very queries, which flatters it a little. */
function betterLeg(one: Compared): string {
  return LEGS.reduce((best, leg) => (mean(valuesOf(one, leg)) > mean(valuesOf(one, best)) ? leg : best), LEGS[0]);
}

function grandMean(collections: readonly Compared[], way: string, measure: Measure): number {
  return collections.length === 0 ? 0 : mean(collections.map((one) => mean(valuesOf(one, way, measure))));
}

function grandGain(collections: readonly Compared[], way: string, over: string): Estimate {
  const gains = collections.map((one) => gainsOf(one, way, over));
  const { low, high } = bootstrapGrandMean(gains);
  return { mean: rounded(mean(gains.map(mean))), low: rounded(low), high: rounded(high) };
}

/** Whether choosing by the figures would have chosen well for a collection that was not there. */
function leaveOneOut(names: readonly string[], counted: readonly Compared[]): Record<string, string> {
  if (counted.length < 2) return {};
  return Object.fromEntries(
    counted.map((left) => {
      const others = counted.filter((one) => one !== left);
      const best = names.reduce((a, b) => (grandMean(others, b, MAIN) > grandMean(others, a, MAIN) ? b : a));
      const gains = gainsOf(left, best, IN_USE);
      return [left.name, `${best}: ${signed({ mean: rounded(mean(gains)), ...roundedInterval(gains) })}`];
    }),
  );
}

function roundedInterval(gains: readonly number[]) {
  const { low, high } = bootstrapMean(gains);
  return { low: rounded(low), high: rounded(high) };
}

function shown(value: number): string {
  return value.toFixed(4);
}

/** nDCG@10 of every way, the best mean first. */
export function fusionTable({ collections, counted, ways, leftOut }: FusionSummary): string {
  const names = Object.keys(collections);
  const first = (figures: string | undefined) => (figures?.split(' ')[0] ?? '').replace(/^0/, '');
  const rows = Object.entries(ways).map(([way, one]) => [
    way,
    first(one.mean),
    one.gain,
    one.gainOverFusion,
    ...names.map((name) => first(one.collections[name])),
    Object.keys(one.belowBetterLeg).join(', '),
  ]);
  const head = [
    'way',
    `mean of ${counted.join(', ')}`,
    '− in use',
    `− ${IN_USE_ALONE}`,
    ...names,
    'below the better leg',
  ];
  const chosen = Object.entries(leftOut).map(([name, best]) => [name, best]);
  return `${markdown(head, rows)}\n${markdown(['left out', 'best on the others: − in use there'], chosen)}`;
}
