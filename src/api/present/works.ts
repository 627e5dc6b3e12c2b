// Works, hits and facets → the JSON that the API answers.
import type { FieldType } from '../../domain/catalogue.js';
import type { Authorship, InstitutionRef, TopicRef, Version, Work } from '../../domain/work.js';
import type { FacetBucket } from '../../engine/engine.js';
import type { SearchHit } from '../../search/search-works.js';
import type { FacetsAnswer, GroupsAnswer, WorkAnswer } from '../answers/works.js';
import { presentExplanation } from './explain.js';
import { invertAbstract } from './inverted-abstract.js';

/** A work in OpenAlex's shape. A work without title has `title: null`, never an empty text. */
export function presentWork(work: Work): WorkAnswer {
  const title = work.display_name === '' ? null : work.display_name;
  const topics = work.topics.map(presentTopic);
  return {
    id: work.id,
    doi: work.ids.doi ?? null,
    title,
    display_name: title,
    publication_year: work.publication_year ?? null,
    publication_date: work.publication_date ?? null,
    type: work.type,
    language: work.language ?? null,
    ids: { openalex: work.ids.openalex ?? null, doi: work.ids.doi ?? null, arxiv: work.ids.arxiv ?? null },
    authorships: work.authorships.map(presentAuthorship),
    primary_location: presentLocation(work.primary_location),
    primary_topic: topics[0] ?? null,
    topics,
    keywords: work.keywords.map(presentKeyword),
    cited_by_count: work.cited_by_count,
    referenced_works: work.referenced_works,
    referenced_works_count: work.referenced_works.length,
    abstract: work.abstract ?? null,
    versions: (work.versions ?? []).map(presentVersion),
    provenance: work.provenance ?? {},
  };
}

function presentVersion({ id, ids, type, publication_year, publication_date, primary_location }: Version) {
  const { source, landing_page_url } = presentLocation(primary_location) ?? { source: null, landing_page_url: null };
  return {
    id,
    doi: ids.doi ?? null,
    arxiv: ids.arxiv ?? null,
    type,
    publication_year: publication_year ?? null,
    publication_date: publication_date ?? null,
    source,
    landing_page_url,
  };
}

export function presentHit({ work, score, highlight, explanation }: SearchHit): WorkAnswer {
  return {
    ...presentWork(work),
    ...(score === undefined ? {} : { relevance_score: score }),
    ...(highlight ? { highlight } : {}),
    ...(explanation ? { explain: presentExplanation(explanation) } : {}),
  };
}

const INVERTED = 'abstract_inverted_index';

/** Adds the abstract in OpenAlex's form, where it is chosen, or where nothing is chosen and a client of OpenAlex asks. */
function withInverted(answer: WorkAnswer, select: readonly string[] | undefined, ofOpenAlex: boolean): WorkAnswer {
  const wanted = select && select.length > 0 ? select.includes(INVERTED) : ofOpenAlex;
  if (!wanted) return answer;
  return { ...answer, [INVERTED]: typeof answer.abstract === 'string' ? invertAbstract(answer.abstract) : null };
}

/** A work with the chosen fields. */
export function pickWork(answer: WorkAnswer, select: readonly string[] | undefined, ofOpenAlex = false): WorkAnswer {
  return pick(withInverted(answer, select, ofOpenAlex), select);
}

/** What the request itself asks for, whatever it selects. */
const ASKED_FOR = ['highlight', 'explain', 'reasons'];

/** Keeps the chosen fields; all if none are chosen. */
export function pick<A extends object>(
  answer: A,
  select: readonly string[] | undefined,
  always: readonly string[] = ASKED_FOR,
): Partial<A> {
  if (!select || select.length === 0) return answer;
  const kept = (name: string) => always.includes(name) || select.includes(name);
  return Object.fromEntries(Object.entries(answer).filter(([name]) => kept(name))) as Partial<A>;
}

export function presentFacets(
  facets: ReadonlyMap<string, readonly FacetBucket[]>,
  catalogue: { find(name: string): { readonly type: FieldType } | undefined },
): FacetsAnswer {
  return Object.fromEntries(
    [...facets].map(([field, buckets]) => {
      const isFlag = catalogue.find(field)?.type === 'boolean';
      return [field, buckets.map((bucket) => presentBucket(bucket, isFlag))];
    }),
  );
}

/** Groups as OpenAlex answers them: keys are texts, whatever the field. */
export function presentGroups(groups: readonly FacetBucket[], type: FieldType | undefined): GroupsAnswer {
  return groups.map((group) => {
    const { key, key_display_name, count } = presentBucket(group, type === 'boolean' && typeof group.key === 'number');
    return { key: String(key), key_display_name, count };
  });
}

/** A key reads as a filter would write it, so that it can be put into one. */
function presentBucket({ key, label, count, selected }: FacetBucket, isFlag: boolean) {
  const flag = key === 1 ? 'true' : 'false';
  return { key: isFlag ? flag : key, key_display_name: isFlag ? flag : label, count, selected };
}

function presentTopic(topic: TopicRef) {
  return { ...presentKeyword(topic), suggested: topic.suggested ?? false };
}

function presentKeyword({ id, display_name, score }: TopicRef) {
  return { id, display_name, score: score ?? null };
}

function presentAuthorship({ author_position, author, institutions }: Authorship) {
  return {
    author_position,
    author: { id: author.id ?? null, display_name: author.display_name, orcid: author.orcid ?? null },
    institutions: institutions.map(presentInstitutionRef),
  };
}

export function presentInstitutionRef({ id, display_name, ror, country_code }: InstitutionRef) {
  return { id, display_name, ror: ror ?? null, country_code: country_code ?? null };
}

export function presentLocation(location: Work['primary_location']) {
  if (!location) return null;
  const { source, landing_page_url } = location;
  return {
    source: source ? { id: source.id, display_name: source.display_name, issn_l: source.issn_l ?? null } : null,
    landing_page_url: landing_page_url ?? null,
  };
}
