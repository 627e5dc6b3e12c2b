// A calibration as tables: what each floor would cost, and what the floors in use and the chosen ones come to.
import { type Candidate, isAffordable } from './floor-choice.js';
import type { Measurements } from './floor-measure.js';
import { COUNTED, type Kind } from './floor-nonsense.js';
import type { Figures } from './floor-service.js';
import { markdown } from './quality-summary.js';

/** For each floor the least sure floor that silences nonsense, and what it would be without any. */
export function candidateTable({ candidates, withoutFloors }: Measurements, choice: Candidate | undefined): string {
  const rows = candidates.map((one) => [
    cosine(one.floor),
    cosine(one.sureFloor),
    percent(one.finding),
    one.means['nDCG@10'].toFixed(4),
    ...costs(one.cost),
    one === choice ? 'chosen' : isAffordable(one.cost) ? '' : 'costs too much',
  ]);
  const head = ['floor', 'sure floor', 'nonsense finds', 'nDCG@10', 'lost by the floors', 'of Recall@100', ''];
  const { unrelated, means } = withoutFloors;
  const from = `cosines counted from that of works drawn at random (${cosine(unrelated)})`;
  return `${markdown(head, rows)}without floors, ${from}: nDCG@10 ${means['nDCG@10'].toFixed(4)}\n`;
}

const SHOWN: readonly (Kind | 'counted')[] = ['counted', ...COUNTED, 'everyday'];

/** Per collection what nonsense finds, and how judged queries are answered. */
export function figuresTable(works: Readonly<Record<string, number>>, figures: Figures): string {
  const rows = Object.entries(figures.nonsense).map(([name, shares]) => {
    const { withFloors, without } = figures.relevance[name] ?? {};
    return [
      `${name} (${works[name]} works)`,
      ...SHOWN.map((kind) => percent(shares[kind])),
      ...(['nDCG@10', 'Recall@100'] as const).map((measure) =>
        withFloors && without ? `${withFloors[measure].toFixed(3)} (${without[measure].toFixed(3)})` : '',
      ),
    ];
  });
  const head = ['collection', 'nonsense finds', ...SHOWN.slice(1), 'nDCG@10 (without floors)', 'Recall@100'];
  return `${markdown(head, rows)}lost: nDCG@10 ${costs(figures.cost).join(', Recall@100 ')}\n`;
}

function costs(cost: Figures['cost']): string[] {
  return [percent(cost['nDCG@10']), percent(cost['Recall@100'])];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function cosine(value: number): string {
  return value.toFixed(4).replace(/0{1,2}$/, '');
}
