// The routes of graphs, which differ in what stands in the middle only.
import { graphAnswer } from '../answers/people.js';
import * as take from './parameters.js';
import { params } from './shared.js';

export const graphOf = <P extends string>(path: P, example: string, of = params) =>
  ({
    method: 'GET',
    path,
    summary: 'Works, people, topics and institutions around it: the most informative ones, within a limit.',
    example,
    params: of,
    query: take.graphParameters,
    response: graphAnswer,
    cost: 'heavy',
  }) as const;
