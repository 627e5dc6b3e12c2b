// What `ideascope status` prints of imports: the last ones, each in a line.
import type { ImportNote } from '../src/domain/journal.js';
import { describeLeft } from './progress.js';

const SHOWN = 5;
const count = (value: number) => value.toLocaleString('en');

/** Nothing where nothing was imported by command. @param notes as they are to be read now, newest first */
export function describeImports(notes: readonly ImportNote[]): string {
  if (notes.length === 0) return '';
  const lines = notes.slice(0, SHOWN).map((note) => `  ${note.state.padEnd(10)}${note.source}: ${factsOf(note)}`);
  return ['imports', ...lines, ''].join('\n');
}

function factsOf({ state, step, percent, seconds_left, message, started_at, ...counts }: ImportNote): string {
  const { read, created, updated, unchanged, skipped, rejected } = counts;
  const left = describeLeft(seconds_left === null ? undefined : 1000 * seconds_left);
  const far = percent === null ? '' : `, ${Math.floor(percent)} %`;
  const at = state === 'running' ? [`${step ?? 'at work'}${far}${left}`] : [];
  const outcomes = [
    `${count(read)} records`,
    `${count(created)} created`,
    `${count(updated)} updated`,
    `${count(unchanged)} unchanged`,
    `${count(rejected)} rejected`,
    ...(skipped > 0 ? [`${count(skipped)} skipped`] : []),
  ];
  const why = state !== 'running' && message !== null ? [message] : [];
  return [...at, outcomes.join(', '), `begun ${started_at.slice(0, 16).replace('T', ' ')} UTC`, ...why].join('; ');
}
