// Works → the plain shape, one JSON object a line, which `ideascope import` reads back as the same works.
import { type Authorship, type TopicRef, type Work, withoutFindings } from '../domain/work.js';

/** A field of the plain shape, and the fields of an answer that `select` names it by. */
export interface PlainField {
  readonly name: string;
  readonly fields: readonly string[];
  readonly value: (work: Work) => unknown;
}

/** undefined leaves a field out. What only the service has found out, ids of authors and topics, is no part of it. */
export const PLAIN_FIELDS: readonly PlainField[] = [
  { name: 'id', fields: ['id'], value: (work) => work.id },
  { name: 'title', fields: ['title', 'display_name'], value: (work) => work.display_name || undefined },
  { name: 'abstract', fields: ['abstract'], value: (work) => work.abstract },
  { name: 'year', fields: ['publication_year'], value: (work) => work.publication_year },
  { name: 'date', fields: ['publication_date'], value: (work) => work.publication_date },
  { name: 'type', fields: ['type'], value: (work) => work.type },
  { name: 'language', fields: ['language'], value: (work) => work.language },
  { name: 'venue', fields: ['primary_location'], value: (work) => work.primary_location?.source?.display_name },
  { name: 'venueId', fields: ['primary_location'], value: (work) => work.primary_location?.source?.id },
  { name: 'url', fields: ['primary_location'], value: (work) => work.primary_location?.landing_page_url },
  { name: 'authors', fields: ['authorships'], value: (work) => filled(work.authorships.map(plainAuthor)) },
  { name: 'topics', fields: ['topics'], value: (work) => filled(work.topics.map(plainTopic)) },
  { name: 'keywords', fields: ['keywords'], value: (work) => filled(work.keywords.map(plainTopic)) },
  { name: 'citations', fields: ['cited_by_count'], value: (work) => work.cited_by_count },
  { name: 'doi', fields: ['doi', 'ids'], value: (work) => work.ids.doi },
  { name: 'arxivId', fields: ['ids'], value: (work) => work.ids.arxiv },
  { name: 'references', fields: ['referenced_works'], value: (work) => filled(work.referenced_works) },
];

/** One line. */
export function plainLine(fields: readonly PlainField[], work: Work): string {
  const given = withoutFindings(work);
  return `${JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value(given)])))}\n`;
}

function plainAuthor({ author, institutions }: Authorship) {
  return {
    name: author.display_name,
    id: author.id,
    orcid: author.orcid,
    affiliations: filled(
      institutions.map(({ id, display_name, ror, country_code }) => ({ id, name: display_name, ror, country_code })),
    ),
  };
}

function plainTopic({ id, display_name, score }: TopicRef) {
  return { id, name: display_name, score };
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
