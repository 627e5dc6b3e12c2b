// Puts records of people right: the platform's attributes, merging and splitting. Stores what people say, then derives.
import type { AttributeChanges, Curator } from '../src/api/curator.js';
import { type Author, type AuthorAttributes, authorAttributesSchema, type Curation } from '../src/domain/entities.js';
import { externalIds, recordIds, type Work } from '../src/domain/work.js';
import type { Library, MarkKey } from '../src/engine/engine.js';
import { IdeascopeError } from '../src/errors.js';
import { Curations, splitOf } from './derive-curation.js';
import { deriveEntities } from './derive-entities.js';
import { NAMING_FIELD } from './derive-folds.js';
import { guardOf, WITHIN } from './derive-guard.js';
import { deriveNames } from './derive-names.js';
import { worksWhere } from './derive-read.js';
import { requireNewId } from './record-id.js';

/** New records of a split are numbered from here: `~1` would be the record itself. */
const FIRST_SPLIT = 2;

/**
 * The curator of a library. A change of one record is read, made and written while nobody else in this process changes
 * or derives authors. Two processes that change the same record in the same instant each write the whole record: the
 * later one wins, and what is derived follows it, because both mark it after writing. Different records never meet.
 */
export function createCurator(library: Library): Curator {
  const guard = guardOf(library);
  return {
    patchAuthor: (id, changes) => guard(() => patchAuthor(library, id, changes)),
    mergeAuthors: (from, into) => guard(() => mergeAuthors(library, from, into)),
    splitAuthor: (id, works, to) =>
      guard(() => (works === undefined ? undoMerge(library, id) : splitWorks(library, id, works, to))),
  };
}

async function patchAuthor(library: Library, id: string, changes: AttributeChanges): Promise<Author> {
  const author = await current(library, id, 'id');
  const record = await recordOf(library, author.id);
  const taken = Object.entries(changes).flatMap(([name, value]) => (value === null ? [name] : []));
  const set = Object.entries(changes).filter(([, value]) => value !== null && value !== undefined);
  const attributes = checked({ ...without(record.attributes, taken), ...Object.fromEntries(set) });
  // what is taken away must not come back from a record that was merged into this one
  const merged = taken.length === 0 ? [] : await library.curation.fetch(author.merged_ids);
  const others = merged.flatMap((one) => {
    const left = one && without(one.attributes, taken);
    return left && Object.keys(left).length < Object.keys(one.attributes).length ? [{ ...one, attributes: left }] : [];
  });
  await store(library, [{ ...record, attributes }, ...others], [{ kind: 'authors', id: author.id }]);
  await deriveNow(library, [author.id], []);
  return existing(library, author.id, 'id');
}

function without(attributes: AuthorAttributes, names: readonly string[]): AuthorAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

function checked(attributes: object): AuthorAttributes {
  const { data, error } = authorAttributesSchema.safeParse(attributes);
  if (data) return data;
  const [issue] = error.issues;
  throw new IdeascopeError('invalid_parameter', issue?.message ?? error.message, issue?.path.join('.') ?? 'attributes');
}

async function mergeAuthors(library: Library, from: string, asked: string): Promise<Author> {
  const target = await current(library, asked, 'into');
  const into = await ownId(library, asked);
  const record = await recordOf(library, from);
  if (record.merged_into !== undefined) {
    if (record.merged_into === into || (await endOf(library, from)) === (await endOf(library, into))) return target;
    const message = `'${from}' is merged into '${record.merged_into}' already: split it off first, or merge that one`;
    throw new IdeascopeError('invalid_parameter', message, 'from');
  }
  if ((await endOf(library, into)) === from) {
    const message =
      from === into
        ? `'${from}' cannot be merged into itself: name two records`
        : `'${into}' is merged into '${from}': merging that one into it would be a circle; split '${into}' off first`;
    throw new IdeascopeError('invalid_parameter', message, 'into');
  }
  await current(library, from, 'from');
  const touched: MarkKey[] = [from, target.id].map((id) => ({ kind: 'authors', id }));
  const names = await namesUnder(library, from);
  // the target holds its id from now on; a record that it has is left alone, as others may be changing it
  const [known] = await library.curation.fetch([into]);
  const records = [{ ...record, merged_into: into }, ...(known ? [] : [await recordOf(library, into)])];
  await store(library, records, [...touched, ...names]);
  await deriveNow(library, [from, target.id], names);
  return existing(library, target.id, 'into');
}

async function undoMerge(library: Library, id: string): ReturnType<Curator['splitAuthor']> {
  const { merged_into: target, ...record } = await recordOf(library, id);
  if (target === undefined) {
    await existing(library, id, 'id');
    const message = `'${id}' is not merged into another record: name the works that are of somebody else`;
    throw new IdeascopeError('invalid_parameter', message, 'id');
  }
  const end = await endOf(library, id);
  const elsewhere = await splitOnTheWay(library, target);
  const authors = [id, end, ...elsewhere.authors];
  const names = [...(await namesUnder(library, end)), ...elsewhere.names];
  const touched: MarkKey[] = authors.map((one) => ({ kind: 'authors', id: one }));
  await store(library, [record], [...touched, ...names]);
  await deriveNow(library, authors, names);
  const [from, to] = [await stored(library, end), await stored(library, id)];
  if (to) return { from, to };
  const message = `'${id}' is split off again, but no work stands under it: its works have been removed since`;
  throw new IdeascopeError('not_found', message, 'id');
}

/** Where works went that were split off from a record or from those it was merged into, and the names on these works. */
async function splitOnTheWay(library: Library, id: string): Promise<{ authors: string[]; names: MarkKey[] }> {
  const authors = new Set<string>();
  const works = new Set<string>();
  const passed = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !passed.has(at); ) {
    passed.add(at);
    const record: Curation = await recordOf(library, at);
    for (const work of Object.keys(record.split)) works.add(work);
    for (const to of new Set(Object.values(record.split))) authors.add(await endOf(library, to));
    at = record.merged_into;
  }
  const found = await library.works.fetch([...works]);
  return { authors: [...authors], names: found.flatMap((work) => (work ? namesOf(work) : [])) };
}

async function splitWorks(
  library: Library,
  id: string,
  works: readonly string[],
  wanted?: string,
): ReturnType<Curator['splitAuthor']> {
  const record = await recordOf(library, id);
  const moved = await distinctWorks(library, works);
  const before = await splitBefore(library, record, moved);
  const to =
    wanted === undefined
      ? (before ?? (await freeId(library, record)))
      : await endOf(library, await ownId(library, wanted));
  if (to === before) return { from: await stored(library, id), to: await existing(library, to, 'to') };
  if (to === id) {
    const message = `'${wanted}' is the same record as '${id}': name another one, or none for a new one`;
    throw new IdeascopeError('invalid_parameter', message, 'to');
  }
  await existing(library, id, 'id');
  requireUnder(record, works, moved);
  if (await stored(library, to)) await current(library, to, 'to');
  else requireNewId(to);
  const other = await recordOf(library, to);
  // a work that was taken from there before is given back
  const back = moved.flatMap((work) => splitOf(other, recordIds(work)) ?? []);
  const taken = Object.fromEntries(moved.flatMap((work) => recordIds(work).map((one) => [one, to])));
  const kept = Object.entries(other.split).filter(([work]) => !Object.hasOwn(taken, work));
  const names = moved.flatMap((work) => namesOf(work));
  const touched: MarkKey[] = [id, to, ...back].map((one) => ({ kind: 'authors', id: one }));
  const records = [
    { ...record, split: { ...record.split, ...taken } },
    { ...other, split: Object.fromEntries(kept) },
  ];
  await store(library, records, [...touched, ...names]);
  await deriveNow(library, [id, to, ...back], names);
  return { from: await stored(library, id), to: await existing(library, to, 'to') };
}

const isUnder = ({ authorships }: Work, id: string) => authorships.some(({ author }) => author.id === id);

async function distinctWorks(library: Library, ids: readonly string[]): Promise<Work[]> {
  const found = await library.works.fetch(ids);
  return [...new Map(found.map((work) => [work?.id, work])).values()].filter((work) => work !== undefined);
}

function requireUnder({ id }: Curation, asked: readonly string[], found: readonly Work[]): void {
  if (asked.length === 0) {
    throw new IdeascopeError('invalid_parameter', `no works are named: name works that stand under '${id}'`, 'works');
  }
  const under = found.filter((work) => isUnder(work, id));
  const known = new Set(under.flatMap((work) => [work.id, ...externalIds(work)]));
  const strange = asked.filter((one) => !known.has(one));
  if (strange.length === 0) return;
  const message = `not works of '${id}': ${strange.slice(0, 5).join(', ')}; name works that stand under its id`;
  throw new IdeascopeError('invalid_parameter', message, 'works');
}

/** Where all these works stand because they were split off from the record; undefined if that is not so. */
async function splitBefore(library: Library, record: Curation, works: readonly Work[]): Promise<string | undefined> {
  const [first] = works;
  const split = first && splitOf(record, recordIds(first));
  if (split === undefined) return undefined;
  const to = await endOf(library, split);
  const there = works.every(
    (work) => splitOf(record, recordIds(work)) === split && isUnder(work, to) && !isUnder(work, record.id),
  );
  return there ? to : undefined;
}

/** `<id>~2`, `<id>~3`, …: the first that nothing is known of. */
async function freeId(library: Library, record: Curation): Promise<string> {
  const taken = new Set(Object.values(record.split));
  for (let number = FIRST_SPLIT; ; number++) {
    const id = `${record.id}~${number}`;
    const known = taken.has(id) || (await stored(library, id)) || (await library.curation.fetch([id]))[0];
    if (!known) return id;
  }
}

async function recordOf(library: Library, id: string): Promise<Curation> {
  const [record] = await library.curation.fetch([id]);
  return record ?? { id, attributes: {}, split: {} };
}

async function endOf(library: Library, id: string): Promise<string> {
  const curations = new Curations(library.curation);
  await curations.load([id]);
  return curations.endOf(id);
}

/** The id of a record for one that leads to it; an ORCID is nobody's record. */
async function ownId(library: Library, id: string): Promise<string> {
  const author = await stored(library, id);
  return author === undefined || author.merged_ids.includes(id) ? id : author.id;
}

/** An author by id, or by the id of a record that was merged into it. */
async function stored(library: Library, id: string): Promise<Author | undefined> {
  return (await library.authors.fetch([id]))[0];
}

async function existing(library: Library, id: string, path: string): Promise<Author> {
  const author = await stored(library, id);
  if (author) return author;
  throw new IdeascopeError('not_found', `there is no author '${id}': give the id of an author who has works`, path);
}

/**
 * The same, but not as it was: whom works were given another id since is not there, even if that is yet to be derived.
 * Otherwise an id would be held (`store`) that its person has not any more.
 */
async function current(library: Library, id: string, path: string): Promise<Author> {
  const author = await existing(library, id, path);
  if ((await library.curation.fetch([author.id]))[0] !== undefined) return author;
  await library.works.refresh();
  for await (const works of worksWhere(library.works, NAMING_FIELD.authors, [author.id])) {
    if (works.some((work) => isUnder(work, author.id))) return author;
  }
  await deriveEntities(library, 'authors', [author.id], WITHIN);
  return existing(library, id, path);
}

/** The names by which the works of an author, or of a work, were told to be theirs. */
async function namesUnder(library: Library, id: string): Promise<MarkKey[]> {
  await library.works.refresh();
  const names = new Map<string, MarkKey>();
  for await (const works of worksWhere(library.works, NAMING_FIELD.authors, [id])) {
    for (const work of works) for (const name of namesOf(work, id)) names.set(name.id, name);
  }
  return [...names.values()];
}

function namesOf({ authorships }: Work, id?: string): MarkKey[] {
  const own = authorships.filter(({ author }) => id === undefined || author.id === id);
  return own.flatMap(({ author }) => (author.name_key === undefined ? [] : [{ kind: 'names', id: author.name_key }]));
}

/**
 * Writes records. One that says nothing any more stays: the id is in use, and so remains its person's, whatever older
 * works come (`identify`).
 */
async function store(library: Library, records: readonly Curation[], touched: readonly MarkKey[]): Promise<void> {
  // before, lest the death of the process leave it without effect; after, as marks may be worked on in between
  await library.works.mark(touched);
  await library.curation.write(records);
  await library.works.mark(touched);
}

/** Makes the change visible. The marks stay: what else it concerns follows, and the same again if others were at it. */
async function deriveNow(library: Library, authors: readonly string[], names: readonly MarkKey[]): Promise<void> {
  await library.works.refresh();
  if (names.length > 0) {
    await deriveNames(library, [...new Set(names.map(({ id }) => id))], WITHIN);
    await library.works.refresh();
  }
  await deriveEntities(library, 'authors', [...new Set(authors)], WITHIN);
  await library.authors.refresh();
}
