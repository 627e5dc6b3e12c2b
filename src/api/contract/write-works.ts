// The routes that write works: one, many, and taking one away.
import { z } from 'zod';
import { workFields } from '../answers/works.js';
import { deleteWorkAnswer, importWorksAnswer, putWorkAnswer } from '../answers/written-works.js';
import { plainRecord } from '../plain-record.js';
import type { Route } from '../route.js';
import { LINE_FORMATS, LONGEST_RECORD } from '../work-writer.js';
import { idOf, only, toWork } from './shared.js';
import { written } from './wire.js';

const oneWork = only(workFields);
const own = 'The id of the record: of your own, or an OpenAlex id, DOI or arXiv id; `/` may stand as it is.';

const formats = z
  .strictObject({
    format: written(z.enum(LINE_FORMATS, { error: `format must be one of ${LINE_FORMATS.join(', ')}` }), {})
      .default('auto')
      .describe('What the lines are, as `ideascope import` names it; `auto` tells it from the first record.'),
  })
  .describe('How the lines are to be read.');

export const WORK_WRITES = {
  importWorks: {
    method: 'POST',
    path: '/works',
    summary: 'Imports many records, one JSON object a line, as `ideascope import` does. Takes a key.',
    example: '/works with {"id": "own:tides-7", "title": "Tides of the Inner Sea", "year": 2024}',
    query: formats,
    lines: z.strictObject({
      works: z.array(z.record(z.string(), z.unknown())).describe('The records, each of which becomes a line.'),
    }),
    response: importWorksAnswer,
    writes: true,
  },
  putWork: {
    method: 'PUT',
    path: '/works/{id}',
    summary: 'Stores a record under an id, in place of the one that stands there. Takes a key.',
    example:
      '/works/own:tides-7 with {"title": "Tides of the Inner Sea", "authors": [{"name": "Ada Quill", "id": "author:ada-quill"}], "year": 2024}',
    params: idOf(own, []),
    query: oneWork,
    body: plainRecord,
    bodyLimit: LONGEST_RECORD,
    response: putWorkAnswer,
    writes: true,
    creates: true,
    links: toWork('/work/id'),
  },
  deleteWork: {
    method: 'DELETE',
    path: '/works/{id}',
    summary: 'Takes the record with this id away; other versions of the work stay. Takes a key.',
    example: '/works/own:tides-7',
    params: idOf(own, ['not_found']),
    query: oneWork,
    response: deleteWorkAnswer,
    writes: true,
  },
} as const satisfies Readonly<Record<string, Route>>;
