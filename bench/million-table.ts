// The figures of the million bench as tables: against the targets, and as series that grow.

/** Figures by phase, of one size. Phases that were not run are not there. */
export interface Run {
  readonly works: number;
  readonly [phase: string]: unknown;
}

interface Target {
  readonly name: string;
  /** Where the figure stands. */
  readonly path: string;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
}

/** What a million works should keep to; figures of smaller collections are shown beside them. */
export const TARGETS: readonly Target[] = [
  { name: 'resident, whole service, at the start', path: 'service.atStart.residentMb', unit: 'MB', most: 2500 },
  {
    name: 'after the questions, without mapped pages of the store',
    path: 'service.afterQuestions.ownMb',
    unit: 'MB',
    most: 2500,
  },
  { name: 'the same, with them', path: 'service.afterQuestions.residentMb', unit: 'MB', most: 2500 },
  { name: 'start from snapshot until searches are answered', path: 'start.searchesAfterMs', unit: 'ms', most: 10_000 },
  { name: 'start until people are completed, too', path: 'start.allReadyMs', unit: 'ms', most: 10_000 },
  { name: 'six words, total, five facets: p50', path: 'engine.latencies.sixWords.p50', unit: 'ms', most: 15 },
  { name: 'hybrid, six words: p50', path: 'engine.latencies.hybrid.p50', unit: 'ms', most: 30 },
  { name: '80 words: p50', path: 'engine.latencies.eightyWords.p50', unit: 'ms', most: 60 },
  { name: '80 words, hybrid: p50', path: 'engine.latencies.hybridEightyWords.p50', unit: 'ms', most: 60 },
  { name: 'completion of works: p95', path: 'engine.completion.works.p95', unit: 'ms', most: 5 },
  { name: 'completion of people: p95', path: 'engine.completion.authors.p95', unit: 'ms', most: 5 },
  { name: 'completion of topics: p95', path: 'engine.completion.topics.p95', unit: 'ms', most: 5 },
  { name: 'p95 of searches while 20,000 works are imported / quiet', path: 'importing.p95Ratio', unit: '×', most: 2 },
  { name: 'event loop held, 8 clients: p99', path: 'together.8.eventLoopMs.p99', unit: 'ms', most: 20 },
  { name: 'single writes', path: 'writes.perSecond', unit: '/s', least: 195 },
  { name: 'written until found: p95', path: 'writes.visibleAfterMs.p95', unit: 'ms', most: 1000 },
];

/** The figure at a path like `service.atStart.residentMb`; undefined where there is none. */
export function figureAt(run: Run, path: string): number | undefined {
  const found = path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      run,
    );
  return typeof found === 'number' ? found : undefined;
}

/** Whether a figure keeps to its target. */
export function isMet({ most, least }: Target, figure: number): boolean {
  return (most === undefined || figure <= most) && (least === undefined || figure >= least);
}

/** A table in Markdown, a column for each size; the verdict is on the last, the largest. */
export function targetsTable(runs: readonly Run[]): string {
  const ordered = [...runs].sort((a, b) => a.works - b.works);
  const header = ['', ...ordered.map(({ works }) => worksOf(works)), 'target', 'kept'];
  const rows = TARGETS.map((target) => {
    const figures = ordered.map((run) => figureAt(run, target.path));
    const last = figures.at(-1);
    const wanted = target.most === undefined ? `≥ ${number(target.least)}` : `≤ ${number(target.most)}`;
    const verdict = last === undefined ? '–' : isMet(target, last) ? 'yes' : 'no';
    return [`${target.name}, ${target.unit}`, ...figures.map(number), wanted, verdict];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export function worksOf(works: number): string {
  return works >= 1_000_000 ? `${works / 1_000_000} M` : `${Math.round(works / 1000)} k`;
}

function number(figure: number | undefined): string {
  return figure === undefined ? '–' : figure.toLocaleString('en-US', { maximumFractionDigits: figure < 100 ? 1 : 0 });
}

/** One line of a panel: a figure at each size. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [works: number, figure: number])[];
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
}

const PANELS: readonly { title: string; unit: string; series: Readonly<Record<string, string>> }[] = [
  {
    title: 'Memory of the service',
    unit: 'MB',
    series: {
      'all collections': 'service.afterQuestions.residentMb',
      'without mapped files': 'service.afterQuestions.ownMb',
    },
  },
  {
    title: 'Start from snapshot',
    unit: 's',
    series: { 'searches answered': 'start.searchesAfterMs', 'all ready': 'start.allReadyMs' },
  },
  {
    title: 'Median of a question',
    unit: 'ms',
    series: {
      'six words': 'engine.latencies.sixWords.p50',
      hybrid: 'engine.latencies.hybrid.p50',
      '80 words': 'engine.latencies.eightyWords.p50',
      '80 words, hybrid': 'engine.latencies.hybridEightyWords.p50',
    },
  },
];

/** What the chart shows; series without any figure are left out. */
export function growthOf(runs: readonly Run[]): Panel[] {
  const ordered = [...runs].sort((a, b) => a.works - b.works);
  return PANELS.map(({ title, unit, series }) => ({
    title,
    unit,
    series: Object.entries(series).flatMap(([name, path]) => {
      const points = ordered.flatMap((run) => {
        const figure = figureAt(run, path);
        return figure === undefined ? [] : [[run.works, unit === 's' ? figure / 1000 : figure] as const];
      });
      return points.length === 0 ? [] : [{ name, points }];
    }),
  }));
}
