// Putting records of people right: the platform's attributes, merging and splitting.
import type { Author } from '../../domain/entities.js';
import { canonicalId } from '../../domain/ids.js';
import type { Library } from '../../engine/engine.js';
import { IdeascopeError } from '../../errors.js';
import type { LibraryDeps } from '../../search/deps.js';
import { getEntity } from '../../search/get-entity.js';
import { quoted } from '../../search/messages.js';
import type { Handlers } from '../contract.js';
import type { Curator } from '../curator.js';
import { presentAuthor } from '../present/entities.js';
import { Moved } from '../route.js';
import { answerAuthor } from './entities.js';
import { whenHere } from './resolve.js';

export interface WritingDeps extends LibraryDeps {
  /** Absent where nobody may write: the routes are closed then. */
  readonly curator?: Curator | undefined;
}

export function writingHandlers(deps: WritingDeps): Pick<Handlers, 'patchAuthor' | 'mergeAuthors' | 'splitAuthor'> {
  const { library } = deps;
  return {
    patchAuthor: ({ params, query, body }) =>
      whenHere(library, 'authors', params.id, async ({ id }) =>
        answerAuthor(deps, await curatorOf(deps).patchAuthor(id, body), query.select),
      ),
    mergeAuthors: async ({ params, query, body }) => {
      const into = await recordOf(library, body.into);
      const found = await getEntity(library, 'authors', params.id);
      // the same once more is no change
      if ('movedTo' in found) {
        return found.movedTo === into.id ? answerAuthor(deps, into, query.select) : new Moved(found.movedTo);
      }
      const { id } = found.entity;
      if (id === into.id && into.merged_ids.includes(canonicalId(body.into))) throw mergedAlready(body.into, id);
      return answerAuthor(deps, await curatorOf(deps).mergeAuthors(id, into.id), query.select);
    },
    splitAuthor: async ({ params, body }) => {
      const { works, to } = body;
      // what was merged is named by its old id, which would lead elsewhere
      if (works === undefined) return presentSplit(await curatorOf(deps).splitAuthor(canonicalId(params.id)));
      return whenHere(library, 'authors', params.id, async ({ id }) => {
        const ids = await storedIds(library, works);
        const target = to === undefined ? undefined : canonicalId(to);
        return presentSplit(await curatorOf(deps).splitAuthor(id, ids, target));
      });
    },
  };
}

function curatorOf({ curator }: WritingDeps): Curator {
  if (!curator) throw new Error('a write was let through without somebody to do it');
  return curator;
}

function mergedAlready(into: string, id: string): IdeascopeError {
  const message = `${quoted(into)} is merged into ${quoted(id)} already: merging that one into it would be a circle; split it off first`;
  return new IdeascopeError('invalid_parameter', message, 'into');
}

/** The record that an id stands for now, merged or not. */
async function recordOf(library: Library, id: string): Promise<Author> {
  try {
    const found = await getEntity(library, 'authors', id);
    if ('entity' in found) return found.entity;
    return await recordOf(library, found.movedTo);
  } catch (error) {
    if (!(error instanceof IdeascopeError && error.path === 'id')) throw error;
    throw new IdeascopeError(error.code, error.message, 'into');
  }
}

/** @throws IdeascopeError invalid_parameter naming the first work that is not there */
async function storedIds(library: Library, works: readonly string[]): Promise<string[]> {
  const found = await library.works.fetch(works.map(canonicalId));
  return found.map((work, i) => {
    if (work) return work.id;
    const message = `works names ${quoted(works[i] ?? '')}, and there is no work with this id`;
    throw new IdeascopeError('invalid_parameter', message, 'works');
  });
}

function presentSplit({ from, to }: Awaited<ReturnType<Curator['splitAuthor']>>) {
  return { from: from ? presentAuthor(from) : null, to: presentAuthor(to) };
}
