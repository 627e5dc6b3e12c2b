// Writing works: one by its id, many as lines, and taking one away.
import { canonicalId } from '../../domain/ids.js';
import type { Work } from '../../domain/work.js';
import { IdeascopeError } from '../../errors.js';
import { quoted } from '../../search/messages.js';
import type { Handlers } from '../contract.js';
import { pickWork, presentWork } from '../present/works.js';
import { Created } from '../route.js';
import type { WorkWriter } from '../work-writer.js';

export interface WorkWritingDeps {
  /** Absent where nobody may write: the routes are closed then. */
  readonly workWriter?: WorkWriter | undefined;
}

export function workWritingHandlers(deps: WorkWritingDeps): Pick<Handlers, 'importWorks' | 'putWork' | 'deleteWork'> {
  return {
    putWork: async ({ params, query, body, ofOpenAlex }) => {
      const { id: said, ...record } = body;
      const id = canonicalId(params.id);
      if (typeof said === 'string' && canonicalId(said) !== id) throw otherId(said, params.id);
      const { outcome, work } = await writerOf(deps).put(id, record);
      const answer = { outcome, work: pickWork(presentWork(work), query.select, ofOpenAlex) };
      return outcome === 'created' ? new Created(answer) : answer;
    },
    deleteWork: async ({ params, query, ofOpenAlex }) => {
      const left = await writerOf(deps).remove(canonicalId(params.id));
      const present = (work: Work) => pickWork(presentWork(work), query.select, ofOpenAlex);
      return { outcome: 'removed' as const, work: left ? present(left) : null };
    },
    importWorks: async ({ query, upload }) => {
      const { skips, rejections, ...counts } = await writerOf(deps).importLines({ ...upload, format: query.format });
      return {
        ...counts,
        rejections: [...rejections],
        skips: [...skips].map(([reason, count]) => ({ reason, count })),
      };
    },
  };
}

function writerOf({ workWriter }: WorkWritingDeps): WorkWriter {
  if (!workWriter) throw new Error('a write was let through without somebody to do it');
  return workWriter;
}

function otherId(said: string, asked: string): IdeascopeError {
  const message = `id is ${quoted(said)} in the body and ${quoted(asked)} in the path: leave it out, or say the same`;
  return new IdeascopeError('invalid_parameter', message, 'id');
}
