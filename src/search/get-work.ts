// One work by any form of any of its ids.
import { canonicalId } from '../domain/ids.js';
import type { Work } from '../domain/work.js';
import type { Engine } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { fetchByIds } from './fetch-by-id.js';
import { quoted } from './messages.js';

/** @throws IdeascopeError not_found */
export async function getWork(engine: Engine, id: string): Promise<Work> {
  const [work] = await fetchByIds(engine, [canonicalId(id)]);
  if (!work) throw new IdeascopeError('not_found', `there is no work with the id ${quoted(id)}`, 'id');
  return work;
}
