// What people have put right about authors, applied: which record a work belongs to, and what a record takes over.
import type { Author, AuthorAttributes, Curation } from '../src/domain/entities.js';
import { compareText } from '../src/domain/order.js';
import { recordIds, type Work } from '../src/domain/work.js';
import type { Assignment, Collection, Library } from '../src/engine/engine.js';
import { idsWhere } from './derive-read.js';

const IDS_PER_FETCH = 500;

/** The curation of some author ids and of all that they lead to, as it was when it was loaded. */
export class Curations {
  readonly #store: Collection<Curation>;
  readonly #records = new Map<string, Curation | undefined>();
  #empty: boolean | undefined;
  /** Every id that something is said about, if all were listed. */
  #all: ReadonlySet<string> | undefined;

  constructor(store: Collection<Curation>) {
    this.#store = store;
  }

  /** Lists all ids first, for those who ask about very many: most of them have no record. */
  static async ofAll(store: Collection<Curation>): Promise<Curations> {
    const curations = new Curations(store);
    const all = new Set<string>();
    for await (const records of store.scan()) for (const { id } of records) all.add(id);
    curations.#all = all;
    curations.#empty = all.size === 0;
    return curations;
  }

  async isEmpty(): Promise<boolean> {
    this.#empty ??= (await this.#store.count()) === 0;
    return this.#empty;
  }

  /** Whether something is said about a loaded id. */
  has(id: string): boolean {
    return this.#records.get(id) !== undefined;
  }

  /** Reads what concerns these ids; what is loaded already is not read again. */
  async load(ids: Iterable<string>): Promise<void> {
    if (await this.isEmpty()) return;
    let wanted = this.#unknown(ids);
    while (wanted.length > 0) {
      const targets = new Set<string>();
      for (let i = 0; i < wanted.length; i += IDS_PER_FETCH) {
        const slice = wanted.slice(i, i + IDS_PER_FETCH);
        const found = await this.#store.fetch(slice);
        for (const [j, id] of slice.entries()) {
          const record = found[j];
          this.#records.set(id, record);
          if (record?.merged_into !== undefined) targets.add(record.merged_into);
          for (const target of Object.values(record?.split ?? {})) targets.add(target);
        }
      }
      wanted = this.#unknown(targets);
    }
  }

  #unknown(ids: Iterable<string>): string[] {
    return [...new Set(ids)].filter((id) => !this.#records.has(id) && (this.#all?.has(id) ?? true));
  }

  /**
   * Whose a work is, by the ids of its records, that stands under a loaded id: the walk along splits and merges, to its
   * end. A split leads out of a
   * record once, so that a record that was split off and merged back stays where it was merged to.
   */
  resolve(id: string, work: readonly string[]): string {
    if (this.#records.get(id) === undefined) return id;
    const passed = new Set<string>();
    let merged: string[] = [];
    let at = id;
    for (;;) {
      const record = this.#records.get(at);
      const other = passed.has(at) ? undefined : splitOf(record, work);
      passed.add(at);
      // two processes may close a circle of merges at once: all its records are then the first of them
      if (other === undefined && merged.includes(at))
        return merged.slice(merged.indexOf(at)).sort(compareText)[0] as string;
      const next = other ?? record?.merged_into;
      if (next === undefined) return at;
      merged = other === undefined ? [...merged, at] : [];
      at = next;
    }
  }

  /** Where the merges of a loaded record end, whatever the work. */
  endOf(id: string): string {
    return this.resolve(id, []);
  }

  /**
   * The authors whom a work should have, or undefined where it has them: the ids of its source, corrected.
   * Those who are told apart by evidence are left as they are.
   */
  async corrected(works: readonly Work[]): Promise<Assignment[]> {
    await this.load(works.flatMap(({ authorships }) => authorships.flatMap((one) => sourceIdOf(one.author) ?? [])));
    return works.flatMap((work) => {
      const { id, authorships } = work;
      const authors = authorships.map(({ author }) => {
        const given = sourceIdOf(author);
        return given === undefined ? author.id : this.resolve(given, recordIds(work));
      });
      return authors.some((one, i) => one !== authorships[i]?.author.id) ? [{ id, authors }] : [];
    });
  }
}

/**
 * Where a work was split off to, by the ids of its records: the work may have had another id then. Work ids are anybody's,
 * one of them may be the name of a property that every object has.
 */
export function splitOf(record: Curation | undefined, work: readonly string[]): string | undefined {
  const id = record && work.find((one) => Object.hasOwn(record.split, one));
  return id === undefined ? undefined : record?.split[id];
}

/** The id that the source gives, whatever the work has now; undefined where the source gives none. */
function sourceIdOf({ id, name_key, source_id }: Work['authorships'][number]['author']): string | undefined {
  return name_key === undefined ? (source_id ?? id) : undefined;
}

/**
 * Authors as derived from their works → with the platform's attributes and the ids that lead to them. Of records that
 * were merged, the attributes of the target win, then of those that are fewer merges away, then by id.
 */
export async function withCuration(library: Library, authors: readonly Author[]): Promise<Author[]> {
  if ((await library.curation.count()) === 0) return [...authors];
  await library.curation.refresh();
  const own = await library.curation.fetch(authors.map(({ id }) => id));
  const merged = await mergedInto(
    library.curation,
    authors.map(({ id }) => id),
  );
  return authors.map((author, i) => {
    const others = merged.get(author.id) ?? [];
    const attributes: AuthorAttributes = {};
    for (const one of [own[i], ...others]) Object.assign(attributes, { ...one?.attributes, ...attributes });
    return { ...author, merged_ids: others.map(({ id }) => id).sort(compareText), attributes: inOrder(attributes) };
  });
}

/** Equal attributes have equal JSON. */
function inOrder(attributes: AuthorAttributes): AuthorAttributes {
  return Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => compareText(a, b)));
}

/** By record: those whose merges end there, the nearest first. */
async function mergedInto(store: Collection<Curation>, ids: readonly string[]): Promise<Map<string, Curation[]>> {
  const rootOf = new Map(ids.map((id) => [id, id]));
  const found = new Map<string, Curation[]>();
  let level: readonly string[] = ids;
  while (level.length > 0) {
    const next: string[] = [];
    for await (const children of idsWhere(store, 'merged_into', level)) {
      for (const child of await store.fetch(children)) {
        const root = rootOf.get(child?.merged_into ?? '');
        if (child === undefined || root === undefined || rootOf.has(child.id)) continue;
        rootOf.set(child.id, root);
        found.set(root, [...(found.get(root) ?? []), child]);
        next.push(child.id);
      }
    }
    level = next.sort(compareText);
  }
  return found;
}
