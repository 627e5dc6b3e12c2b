// The tables of the peers bench, in Markdown.
import { markdown } from '../quality-summary.js';
import { KIND_NAMES, KINDS, type Kind } from './questions.js';
import { PEERS } from './registry.js';
import type { LeftOut, PeerResult } from './results.js';

const NONE = '–';

/** Latency, then everything else, then how much each kind of question matched; systems are rows. */
export function tablesOf(results: readonly PeerResult[], leftOut: readonly LeftOut[]): string {
  const most = Math.max(...results.map(({ works }) => works));
  const least = (kind: Kind) => results.map(({ latency }) => latency[kind]?.questions ?? Number.NaN);
  const asked = Math.max(...KIND_NAMES.flatMap(least).filter((count) => !Number.isNaN(count)));
  const parts = [
    `Milliseconds, p50 / p95, with the first 25, the total and three facets, of ${most.toLocaleString('en')} works. The fastest of each kind is bold; fewer questions than ${asked} are given in brackets:`,
    latencyTable(results, asked),
    'What else it costs, and how good the ranking is (nDCG@10, words / hybrid):',
    costTable(results),
    'Works matched, on average, and by which rule:',
    matchedTable(results),
    ...leftOut.map(({ peer, reason }) => `${PEERS[peer].label} was left out: ${reason.split('\n')[0]}`),
  ];
  return parts.map((part) => part.trimEnd()).join('\n\n');
}

function labelOf({ peer, works }: PeerResult, most: number): string {
  const { label } = PEERS[peer];
  return works < most ? `${label} (${works.toLocaleString('en')} works)` : label;
}

function mostWorks(results: readonly PeerResult[]): number {
  return Math.max(...results.map(({ works }) => works));
}

function latencyTable(results: readonly PeerResult[], asked: number): string {
  const fastest = new Map(
    KIND_NAMES.map((kind) => [
      kind,
      Math.min(...results.map(({ latency }) => latency[kind]?.p50 ?? Number.POSITIVE_INFINITY)),
    ]),
  );
  const rows = results.map((result) => [
    labelOf(result, mostWorks(results)),
    ...KIND_NAMES.map((kind) => {
      const latency = result.latency[kind];
      if (!latency) return NONE;
      const text = `${plain(latency.p50)} / ${plain(latency.p95)}`;
      const shown = latency.p50 === fastest.get(kind) ? `**${text}**` : text;
      return latency.questions < asked ? `${shown} (${latency.questions})` : shown;
    }),
  ]);
  return markdown(['', ...KIND_NAMES.map((kind) => KINDS[kind])], rows);
}

function costTable(results: readonly PeerResult[]): string {
  const collections = [...new Set(results.flatMap(({ quality }) => Object.keys(quality)))];
  const head = [
    '',
    'indexing, s',
    'works/s',
    'peak, MB',
    'start, s',
    'resident at the start, MB',
    'after the questions, MB',
    'disk, MB',
    ...collections,
  ];
  const rows = results.map((result) => {
    const { indexing, openSeconds, residentMb, diskMb, quality } = result;
    return [
      labelOf(result, mostWorks(results)),
      String(indexing.seconds),
      indexing.worksPerSecond.toLocaleString('en'),
      indexing.peakMb.toLocaleString('en'),
      openSeconds === undefined ? NONE : String(openSeconds),
      residentMb.atStart.toLocaleString('en'),
      residentMb.afterQuestions.toLocaleString('en'),
      diskMb === undefined ? NONE : diskMb.toLocaleString('en'),
      ...collections.map((name) => qualityOf(result, quality[name], results, name)),
    ];
  });
  return markdown(head, rows);
}

function qualityOf(
  { peer }: PeerResult,
  own: PeerResult['quality'][string] | undefined,
  results: readonly PeerResult[],
  name: string,
): string {
  const { likewise } = PEERS[peer];
  const quality = own ?? results.find((one) => one.peer === likewise)?.quality[name];
  if (!quality) return NONE;
  return `${score(quality.words)} / ${quality.hybrid === undefined ? NONE : score(quality.hybrid)}`;
}

function matchedTable(results: readonly PeerResult[]): string {
  const rows = results.map((result) => [
    labelOf(result, mostWorks(results)),
    ...KIND_NAMES.map((kind) => result.latency[kind]?.meanTotal.toLocaleString('en') ?? NONE),
    PEERS[result.peer].semantics,
  ]);
  return markdown(['', ...KIND_NAMES.map((kind) => KINDS[kind]), 'rule'], rows);
}

/** `.412`, as the other tables have it. */
function score(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

/** At most three digits that count; whole numbers from 100 on. */
export function plain(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
