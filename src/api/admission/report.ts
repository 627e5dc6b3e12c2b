// What admission does, for metrics: requests that run, that wait, and that were refused, by class.
import { forgetting, reading } from '../../readings.js';
import type { Admission } from './admission.js';
import { COSTS } from './costs.js';
import type { LaneState } from './lane.js';

type Count = 'running' | 'waiting' | 'files' | 'admitted' | 'shed' | 'left';

const READ: readonly (readonly [name: string, help: string, count: Count])[] = [
  ['running', 'Requests that are being worked on.', 'running'],
  ['waiting', 'Requests that wait for their turn.', 'waiting'],
  ['files', 'Files that are being sent.', 'files'],
  ['admitted_total', 'Requests that were let in.', 'admitted'],
  ['shed_total', 'Requests refused because there was too much to do.', 'shed'],
  ['left_total', 'Requests whose client was gone before their turn.', 'left'],
];

/** @returns what takes them out of the metrics again */
export function reportAdmission(admission: Admission): () => void {
  const byClass = (count: keyof LaneState) => () => {
    const { state } = admission;
    return Object.fromEntries(COSTS.map((cost) => [cost, state[cost][count]]));
  };
  return forgetting(
    READ.map(([name, help, count]) => {
      return reading(`ideascope_admission_${name}`, help, byClass(count), 'class');
    }),
  );
}
