// The routes as the client sends to them. Written by `npm run client` from the contract: change that instead.
import type { ClientRoute } from './request.js';

export const TABLE = {
  /** What there is. */
  index: { method: 'GET', path: '/' },
  /** Searches works by words, meaning, or both, with filters and facets; all works without a search. */
  searchWorks: { method: 'GET', path: '/works' },
  /** The same search with its parameters as JSON, for long texts such as an abstract. */
  searchWorksByText: { method: 'POST', path: '/works/search', body: true },
  /** Works near a work in meaning, in words and by citations, each with the reasons why. */
  relatedWorks: { method: 'GET', path: '/works/{id}/related' },
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. */
  workGraph: { method: 'GET', path: '/works/{id}/graph' },
  /** One work, drawn at random. */
  randomWork: { method: 'GET', path: '/works/random' },
  /** One work by any of its ids: OpenAlex, DOI, arXiv or its own, as URLs or short. */
  getWork: { method: 'GET', path: '/works/{id}' },
  /** Imports many records, one JSON object a line, as `ideascope import` does. Takes a key. */
  importWorks: { method: 'POST', path: '/works', lines: 'works', key: true },
  /** Stores a record under an id, in place of the one that stands there. Takes a key. */
  putWork: { method: 'PUT', path: '/works/{id}', query: ['mailto', 'select', 'fields'], body: true, key: true },
  /** Takes the record with this id away; other versions of the work stay. Takes a key. */
  deleteWork: { method: 'DELETE', path: '/works/{id}', key: true },
  /** Finds people for a topic or an idea: the works about it vote, and are shown. */
  findExperts: { method: 'GET', path: '/experts' },
  /** The same with its parameters as JSON, for long texts. */
  findExpertsByText: { method: 'POST', path: '/experts', body: true },
  /** Finds people by name, with filters and facets; everybody without a search, most works first. */
  searchAuthors: { method: 'GET', path: '/authors' },
  /** The works of a person, newest first, searched and filtered like /works. */
  authorWorks: { method: 'GET', path: '/authors/{id}/works' },
  /** What a person would want to read next: near each of their interests, not their own. */
  authorRelatedWorks: { method: 'GET', path: '/authors/{id}/related-works' },
  /** Whom a person has written works with: close ones first, then by strength. */
  collaborators: { method: 'GET', path: '/authors/{id}/collaborators' },
  /** People with the same interests who have never worked with this person. */
  similarAuthors: { method: 'GET', path: '/authors/{id}/similar' },
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. */
  authorGraph: { method: 'GET', path: '/authors/{id}/graph' },
  /** Everything that the page of a person shows, in one answer. */
  profile: { method: 'GET', path: '/authors/{id}/profile' },
  /** Takes this record of a person into another one of the same person. Takes a key. */
  mergeAuthors: {
    method: 'POST',
    path: '/authors/{id}/merge',
    query: ['mailto', 'select', 'fields'],
    body: true,
    key: true,
  },
  /** Undoes a merge of this record, or gives some of its works to somebody else. Takes a key. */
  splitAuthor: { method: 'POST', path: '/authors/{id}/split', body: true, key: true },
  /** One person, drawn at random. */
  randomAuthor: { method: 'GET', path: '/authors/random' },
  /** One person, with the counts that a page begins with. */
  getAuthor: { method: 'GET', path: '/authors/{id}' },
  /** Sets what the platform knows of a person; null takes it away. Takes a key. */
  patchAuthor: {
    method: 'PATCH',
    path: '/authors/{id}',
    query: ['mailto', 'select', 'fields'],
    body: true,
    key: true,
  },
  /** Which topics fit a title and an abstract: the works nearest to them vote, and are shown. */
  suggestTopics: { method: 'GET', path: '/topics/suggest' },
  /** The same with its parameters as JSON, for long texts. */
  suggestTopicsByText: { method: 'POST', path: '/topics/suggest', body: true },
  /** Finds topics by name; all without a search, most works first. */
  searchTopics: { method: 'GET', path: '/topics' },
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. */
  topicGraph: { method: 'GET', path: '/topics/{id}/graph' },
  /** One topic, drawn at random. */
  randomTopic: { method: 'GET', path: '/topics/random' },
  /** One topic. */
  getTopic: { method: 'GET', path: '/topics/{id}' },
  /** Finds institutions by name; all without a search, most works first. */
  searchInstitutions: { method: 'GET', path: '/institutions' },
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. */
  institutionGraph: { method: 'GET', path: '/institutions/{id}/graph' },
  /** One institution, drawn at random. */
  randomInstitution: { method: 'GET', path: '/institutions/random' },
  /** One institution. */
  getInstitution: { method: 'GET', path: '/institutions/{id}' },
  /** Finds journals, conferences and repositories by name; all without a search, most works first. */
  searchSources: { method: 'GET', path: '/sources' },
  /** One journal, conference or repository, drawn at random. */
  randomSource: { method: 'GET', path: '/sources/random' },
  /** One journal, conference or repository. */
  getSource: { method: 'GET', path: '/sources/{id}' },
  /** Completes what is being typed to works, people, topics, institutions and sources: the best few of each. */
  autocomplete: { method: 'GET', path: '/autocomplete' },
  /** Completes the title of a work, and finds a pasted DOI. */
  autocompleteWorks: { method: 'GET', path: '/autocomplete/works' },
  /** Completes the name of a person. */
  autocompleteAuthors: { method: 'GET', path: '/autocomplete/authors' },
  /** Completes a topic, also by its initials. */
  autocompleteTopics: { method: 'GET', path: '/autocomplete/topics' },
  /** Completes the name of an institution. */
  autocompleteInstitutions: { method: 'GET', path: '/autocomplete/institutions' },
  /** Completes the name of a journal, conference or repository. */
  autocompleteSources: { method: 'GET', path: '/autocomplete/sources' },
  /** Searches everything: the best few works, authors, topics, institutions and sources, each with its total. */
  search: { method: 'GET', path: '/search' },
  /** The same with its parameters as JSON, for long texts; one longer than any name is searched in works only. */
  searchByText: { method: 'POST', path: '/search', body: true },
  /** Up to 50 searches over works in one request, answered in order; a bad one has an error of its own. */
  searchBatch: { method: 'POST', path: '/search/batch', body: true },
  /** The fields that filter, count and sort works or entities, and those searched by words. */
  listFields: { method: 'GET', path: '/fields' },
  /** This contract as OpenAPI 3.1; /docs shows it as a page to try it on. */
  openApi: { method: 'GET', path: '/openapi.json' },
  /** Whether the process answers. */
  live: { method: 'GET', path: '/health/live' },
  /** Whether searches are answered; 503 with what is not ready. */
  ready: { method: 'GET', path: '/health/ready' },
  /** Numbers for Prometheus, as its text format has them; METRICS=key: takes a key, METRICS=off: 404. */
  metrics: { method: 'GET', path: '/metrics' },
  /** The index, embedding and its failures, and the last imports. Takes a key. */
  adminStatus: { method: 'GET', path: '/admin/status', key: true },
} as const satisfies Readonly<Record<string, ClientRoute>>;
