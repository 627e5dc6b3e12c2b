// Records that say one thing of a work which another record describes: brings both together before they are written.
import { asImported, type Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import type { Part, Rejected } from './plain-work.js';

/** A normalised record, ready to be written. */
export type Incoming = IncomingWork | Supplement;

export interface IncomingWork {
  readonly work: Work;
  readonly partial?: readonly Part[] | undefined;
}

/** What is said of a work whose record comes with another file. */
export interface Supplement {
  /** The id of the record, in stored form. */
  readonly supplements: string;
  readonly abstract?: string | undefined;
  /** An id that the source gave to the work before, in stored form. */
  readonly formerId?: string | undefined;
}

/**
 * What is to be written for each record, in the order of the records; a supplement of a record that neither is stored nor
 * came before is skipped, and can be imported again later.
 */
export async function complete(
  incoming: readonly Incoming[],
  engine: Pick<Engine, 'records'>,
): Promise<(Work | Rejected)[]> {
  const wanted = new Set(incoming.flatMap(wantedBy));
  const known = new Map<string, Work>();
  if (wanted.size > 0) {
    for (const stored of await engine.records([...wanted])) {
      if (stored !== undefined) known.set(stored.id, asImported(stored));
    }
  }
  return incoming.map((one) => {
    const made = 'work' in one ? workOf(one, known) : supplemented(one, known);
    if (!('rejection' in made) && wanted.has(made.id)) known.set(made.id, made);
    return made;
  });
}

function wantedBy(one: Incoming): string[] {
  if (!('work' in one)) return [one.supplements];
  return one.partial === undefined || one.partial.length === 0 ? [] : [one.work.id];
}

function workOf({ work, partial = [] }: IncomingWork, known: ReadonlyMap<string, Work>): Work {
  const stored = known.get(work.id);
  if (stored === undefined) return work;
  const longer = partial.includes('authors') && stored.authorships.length > work.authorships.length;
  const whole = longer ? { ...work, authorships: stored.authorships } : work;
  const without = partial.includes('abstract') && work.abstract === undefined && stored.abstract !== undefined;
  return without ? withAbstract(whole, stored.abstract as string) : whole;
}

function supplemented(one: Supplement, known: ReadonlyMap<string, Work>): Work | Rejected {
  const stored = known.get(one.supplements);
  if (one.formerId !== undefined) {
    if (stored !== undefined) return formerOf(stored, one.formerId);
    return { rejection: 'an id that was merged into a work which is not stored', skipped: true };
  }
  if (stored !== undefined && one.abstract !== undefined) return withAbstract(stored, one.abstract);
  return { rejection: 'an abstract of a paper that is not stored: import the papers first', skipped: true };
}

/** The keys stay in their order, so that equal works have equal JSON. */
function withAbstract({ id, display_name, abstract: _, ...rest }: Work, abstract: string): Work {
  return { id, display_name, abstract, ...rest };
}

/**
 * A record of the id that a work had before: it says nothing but which work it is, so that the id leads there. `other` is
 * the type that is trusted least: no fact of the work comes from here.
 */
function formerOf({ display_name, ids: { openalex } }: Work, id: string): Work {
  return {
    id,
    display_name,
    type: 'other',
    ids: { ...(openalex === undefined ? {} : { openalex }) },
    authorships: [],
    topics: [],
    keywords: [],
    cited_by_count: 0,
    referenced_works: [],
  };
}
