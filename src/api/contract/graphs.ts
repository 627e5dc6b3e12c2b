// The routes of graphs, which differ in what stands in the middle only.
import { z } from 'zod';
import { graphAnswer } from '../answers/people.js';
import * as take from './parameters.js';

const params = z.strictObject({ id: z.string() });

export const graphOf = <P extends string>(path: P, example: string) =>
  ({
    method: 'GET',
    path,
    summary: 'Works, people, topics and institutions around it: the most informative ones, within a limit.',
    example,
    params,
    query: take.graphParameters,
    response: graphAnswer,
  }) as const;
