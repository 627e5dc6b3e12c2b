// A work and what hangs on it, in OpenAlex's vocabulary. Types come from the schemas.
import { z } from 'zod';

const id = z.string().min(1);
const name = z.string().min(1);

export const authorRefSchema = z.object({
  /** Absent while a person without an id of the source is not identified yet. */
  id: id.optional(),
  display_name: name,
  orcid: z.string().optional(),
  /** Only where the source gives no id: the folded name under which people of one name are told apart. `id` is ours then. */
  name_key: z.string().optional(),
  /** The id that the source gives, where `id` is another one because records were merged or split. */
  source_id: id.optional(),
});

export const institutionRefSchema = z.object({
  id,
  display_name: name,
  ror: z.string().optional(),
  country_code: z.string().length(2).optional(),
});

export const sourceRefSchema = z.object({ id, display_name: name, issn_l: z.string().optional() });

export const topicRefSchema = z.object({
  id,
  display_name: name,
  score: z.number().optional(),
  /** Only of topics that were found here, for a work whose source gives none. */
  suggested: z.literal(true).optional(),
});

export const authorshipSchema = z.object({
  author_position: z.enum(['first', 'middle', 'last']),
  author: authorRefSchema,
  institutions: z.array(institutionRefSchema),
});

export const locationSchema = z.object({
  source: sourceRefSchema.optional(),
  landing_page_url: z.string().optional(),
});

/** What one source says of a work, as importers normalise it. */
const recordFacts = z.object({
  id,
  display_name: z.string(),
  abstract: z.string().optional(),
  publication_year: z.number().int().optional(),
  /** ISO 8601 day, `2020-11-09`. */
  publication_date: z.iso.date().optional(),
  type: z.string(),
  language: z.string().optional(),
  ids: z.object({ openalex: z.string().optional(), doi: z.string().optional(), arxiv: z.string().optional() }),
  authorships: z.array(authorshipSchema),
  primary_location: locationSchema.optional(),
  topics: z.array(topicRefSchema),
  keywords: z.array(topicRefSchema),
  cited_by_count: z.number().int().nonnegative(),
  referenced_works: z.array(id),
});

/** One record of a work that has several: which source says so, and where that version appeared. */
export const versionSchema = recordFacts.pick({
  id: true,
  type: true,
  publication_year: true,
  publication_date: true,
  ids: true,
  primary_location: true,
});

/**
 * A work as stored. `id` and every other id is in the form that `canonicalId` prints; absent facts are omitted.
 * `display_name` is the title; a work has a title, an abstract, or both.
 *
 * Preprint, published version and the same from another source are records of one work: it is stored under the id of one
 * of them, with facts of all (`mergeRecords`) and with its own record; the other records are stored as they are, and
 * say where they belong (`version_of`).
 */
export const workSchema = recordFacts.extend({
  /** Topics were looked for here, and none fitted. */
  topics_sought: z.literal(true).optional(),
  /** Only of works of several records: these, in the order of trust. */
  versions: z.array(versionSchema).optional(),
  /** Only of works of several records: which record gave each fact. */
  provenance: z.record(z.string(), id).optional(),
  /** Only of works of several records: what stood under this id before they became one. */
  record: recordFacts.optional(),
  /** Only of records that another work takes in: its id. No search finds them. */
  version_of: id.optional(),
});

export type AuthorRef = z.infer<typeof authorRefSchema>;
export type InstitutionRef = z.infer<typeof institutionRefSchema>;
export type SourceRef = z.infer<typeof sourceRefSchema>;
export type TopicRef = z.infer<typeof topicRefSchema>;
export type Authorship = z.infer<typeof authorshipSchema>;
export type Version = z.infer<typeof versionSchema>;
export type Work = z.infer<typeof workSchema>;

/** What stands under the id of a work as its source has it, whatever was found out here: people, topics, versions. */
export function asImported(work: Work): Work {
  return asSingle(withoutFindings(work));
}

/** The work without the author ids that were found out or corrected here, and without suggested topics. */
export function withoutFindings(work: Work): Work {
  return withoutSuggestions(withSourceAuthors(work));
}

/** By deletion, so that the keys keep their order and equal works have equal JSON. */
function asSingle(work: Work): Work {
  if (work.record !== undefined) return work.record;
  if (work.version_of === undefined) return work;
  const single = { ...work };
  delete single.version_of;
  return single;
}

/** Whether searches find it: a record that another work takes in is found as that work. */
export function isListed({ version_of }: Pick<Work, 'version_of'>): boolean {
  return version_of === undefined;
}

function withSourceAuthors(work: Work): Work {
  const ours = (author: AuthorRef) =>
    author.source_id !== undefined || (author.name_key !== undefined && author.id !== undefined);
  if (!work.authorships.some(({ author }) => ours(author))) return work;
  const authorships = work.authorships.map((one) => (ours(one.author) ? { ...one, author: asGiven(one.author) } : one));
  return { ...work, authorships };
}

/** By deletion, so that the keys keep their order and equal works have equal JSON. */
function asGiven(author: AuthorRef): AuthorRef {
  const given = { ...author };
  if (given.name_key !== undefined) delete given.id;
  else if (given.source_id !== undefined) given.id = given.source_id;
  delete given.source_id;
  return given;
}

/** The text of a work as it is written: title, line break, abstract, each with single blanks. */
export function writtenText(work: Pick<Work, 'display_name' | 'abstract'>): string {
  return [singleSpaced(work.display_name), singleSpaced(work.abstract ?? '')].filter(Boolean).join('\n');
}

/** Nearly every text is so already, and asking is cheaper than replacing. */
function singleSpaced(text: string): string {
  return /\s\s|[^\S ]|^ | $/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Every external identifier under which a work can be asked for, in stored form, without its own `id`. */
export function externalIds(work: Pick<Work, 'id' | 'ids' | 'versions'>): string[] {
  const own = [work.ids.openalex, work.ids.doi, work.ids.arxiv];
  const others = (work.versions ?? []).flatMap(({ id, ids }) => [id, ids.openalex, ids.doi, ids.arxiv]);
  const all = [...own, ...others].filter((one): one is string => one !== undefined && one !== work.id);
  return others.length === 0 ? all : [...new Set(all)];
}

/** The ids of all records of a work, its own first: what was said of one of them is said of the work. */
export function recordIds({ id, versions }: Pick<Work, 'id' | 'versions'>): readonly string[] {
  return versions === undefined ? [id] : [id, ...versions.flatMap((one) => (one.id === id ? [] : [one.id]))];
}

/** The DOIs of all versions, that of the work first. */
export function doisOf({ ids, versions = [] }: Pick<Work, 'ids' | 'versions'>): string[] {
  const all = [ids.doi, ...versions.map((one) => one.ids.doi)];
  return [...new Set(all.filter((one) => one !== undefined))];
}

/** Where the topics of a work are from; undefined: there are none, and none were looked for. */
export function topicsOrigin({ topics, topics_sought }: Work): 'source' | 'suggested' | 'none' | undefined {
  if (topics.length > 0) return topics.every(({ suggested }) => suggested) ? 'suggested' : 'source';
  return topics_sought ? 'none' : undefined;
}

/** Topics found for a text, as `writtenText` has it. */
export interface FoundTopics {
  readonly text: string;
  readonly topics: readonly TopicRef[];
}

/**
 * The work with topics that were found here, instead of those found before; null: as if none had been looked for. What its
 * source says stands: a work with topics of its own takes none, nor does one whose text is not the one they are for.
 */
export function withTopics(work: Work, found: FoundTopics | null): Work {
  const given = withoutSuggestions(work);
  if (found === null || given.topics.length > 0 || writtenText(given) !== found.text) return given;
  if (found.topics.length === 0) return { ...given, topics_sought: true };
  return { ...given, topics: found.topics.map((topic) => ({ ...topic, suggested: true })) };
}

/** By deletion, so that the keys keep their order and equal works have equal JSON. */
function withoutSuggestions(work: Work): Work {
  const suggested = work.topics.some((topic) => topic.suggested);
  if (!suggested && work.topics_sought === undefined) return work;
  const given = { ...work, topics: work.topics.filter((topic) => !topic.suggested) };
  delete given.topics_sought;
  return given;
}

/** The work with these author ids, one per authorship; undefined leaves what the source says. */
export function withAuthors(work: Work, authors: readonly (string | undefined)[]): Work {
  const given = withSourceAuthors(work);
  const authorships = given.authorships.map((one, i) => {
    const id = authors[i];
    return id === undefined || id === one.author.id ? one : { ...one, author: identified(one.author, id) };
  });
  return { ...given, authorships };
}

function identified(author: AuthorRef, id: string): AuthorRef {
  return author.name_key !== undefined
    ? { ...author, id }
    : { ...author, id, ...(author.id === undefined ? {} : { source_id: author.id }) };
}

/** What was found out here about a work; what is absent stays as it is. */
export interface Findings {
  /** As `withAuthors`. */
  readonly authors?: readonly (string | undefined)[];
  /** As `withTopics`. */
  readonly topics?: FoundTopics | null;
}

export function withFindings(work: Work, { authors, topics }: Findings): Work {
  const identified = authors === undefined ? work : withAuthors(work, authors);
  return topics === undefined ? identified : withTopics(identified, topics);
}

/** Whether two versions of a work differ in nothing that findings say. */
export function sameFindings(one: Work, other: Work): boolean {
  return sameAuthors(one, other) && sameTopics(one, other);
}

function sameAuthors(one: Work, other: Work): boolean {
  return one.authorships.every(({ author }, i) => {
    const there = other.authorships[i]?.author;
    return author.id === there?.id && author.source_id === there?.source_id;
  });
}

function sameTopics(one: Work, other: Work): boolean {
  if (one.topics_sought !== other.topics_sought || one.topics.length !== other.topics.length) return false;
  return one.topics.every(({ id, display_name, score, suggested }, i) => {
    const there = other.topics[i];
    return (
      id === there?.id && display_name === there.display_name && score === there.score && suggested === there.suggested
    );
  });
}
