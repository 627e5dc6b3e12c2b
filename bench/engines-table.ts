// Times → percentiles and ratios, as figures for a file and as a table for people.
import { COLUMNS, type Column, type Kind } from './engines-measure.js';

export interface Row {
  readonly kind: string;
  /** Milliseconds. */
  readonly p50: Readonly<Record<Column, number>>;
  readonly p95: Readonly<Record<Column, number>>;
  /** Of medians. */
  readonly ratios: {
    readonly serviceToFloor: number;
    readonly serviceToByHand: number;
    readonly builtinToService: number;
    readonly builtinRetrieveToServiceRetrieve: number;
  };
  readonly requests: number;
}

export function summarise({ kind, times, requests }: Kind): Row {
  const of = (share: number) =>
    Object.fromEntries(COLUMNS.map((column) => [column, at(times[column], share)])) as Record<Column, number>;
  const p50 = of(0.5);
  const ratio = (a: Column, b: Column) => Number((p50[a] / p50[b]).toFixed(3));
  return {
    kind,
    p50,
    p95: of(0.95),
    ratios: {
      serviceToFloor: ratio('service', 'floor'),
      serviceToByHand: ratio('service', 'byHand'),
      builtinToService: ratio('builtin', 'service'),
      builtinRetrieveToServiceRetrieve: ratio('builtinRetrieve', 'serviceRetrieve'),
    },
    requests,
  };
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.floor(share * sorted.length)] ?? Number.NaN).toFixed(2));
}

/** Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const head = [
    'question (p50 / p95, ms)',
    ...COLUMNS,
    'service/floor',
    'service/byHand',
    'builtin/service',
    'retrieve/retrieve',
    'requests',
  ];
  const lines = rows.map(({ kind, p50, p95, ratios, requests }) => [
    kind,
    ...COLUMNS.map((column) => `${p50[column]} / ${p95[column]}`),
    ...Object.values(ratios).map((ratio) => ratio.toFixed(2)),
    String(requests),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
