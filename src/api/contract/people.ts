// The routes of people: found by idea, found by name, and all that is around one of them.
import { z } from 'zod';
import { ENTITY_ANSWERS, ENTITY_FIELDS, ENTITY_LISTS, splitAnswer } from '../answers/entities.js';
import { collaboratorsAnswer, expertsAnswer, profileAnswer, relatedAnswer, similarAnswer } from '../answers/people.js';
import { workFields } from '../answers/works.js';
import { attributesBody, mergeBody, splitBody } from '../attributes.js';
import type { Route } from '../route.js';
import { graphOf } from './graphs.js';
import * as take from './parameters.js';
import { randomOf } from './random.js';
import {
  fieldsOfResults,
  nothing,
  only,
  personParams as params,
  selectable,
  toAuthor,
  toWork,
  worksList,
} from './shared.js';

const works = selectable(workFields);
const authors = selectable(ENTITY_FIELDS.authors, 'topics_count', 'close_collaborators_count');
const experts = fieldsOfResults(expertsAnswer);
/** All parts of a profile. */
const { meta: _, ...parts } = profileAnswer.shape;
const oneAuthor = only(ENTITY_FIELDS.authors);

export const PEOPLE_ROUTES = {
  findExperts: {
    method: 'GET',
    path: '/experts',
    summary: 'Finds people for a topic or an idea: the works about it vote, and are shown.',
    example: '/experts?search=forecasting+rainfall&filter=open_to_collaborate:true,publication_year:>2019',
    query: take.expertsParameters(take.MAX_GET_SEARCH, experts),
    response: expertsAnswer,
    of: 'authors',
    links: toAuthor('/results/0/author/id'),
  },
  findExpertsByText: {
    method: 'POST',
    path: '/experts',
    summary: 'The same with its parameters as JSON, for long texts.',
    example: '/experts with {"search": "an abstract …", "filter": "last_known_institutions.country_code:SE"}',
    query: nothing,
    body: take.expertsParameters(take.MAX_POST_SEARCH, experts),
    response: expertsAnswer,
    of: 'authors',
    links: toAuthor('/results/0/author/id'),
  },
  searchAuthors: {
    method: 'GET',
    path: '/authors',
    summary: 'Finds people by name, with filters and facets; everybody without a search, most works first.',
    example: '/authors?search=j+rasley&filter=open_to_collaborate:true&facets=last_known_institutions.id',
    query: take.entityParameters(authors),
    response: ENTITY_LISTS.authors,
    of: 'authors',
    links: {
      ...toAuthor('/results/0/id'),
      mergeAuthors: { id: '$response.body#/results/1/id', body: { into: '$response.body#/results/0/id' } },
    },
  },
  authorWorks: {
    method: 'GET',
    path: '/authors/{id}/works',
    summary: 'The works of a person, newest first, searched and filtered like /works.',
    example: '/authors/A5023888391/works?filter=type:article',
    params,
    query: take.exportableParameters(take.MAX_GET_SEARCH, works),
    ...worksList,
  },
  authorRelatedWorks: {
    method: 'GET',
    path: '/authors/{id}/related-works',
    summary: 'What a person would want to read next: near each of their interests, not their own.',
    example: '/authors/A5023888391/related-works?limit=10',
    params,
    query: take.rankedParameters(works),
    response: relatedAnswer,
    of: 'works',
    links: toWork('/results/0/id'),
  },
  collaborators: {
    method: 'GET',
    path: '/authors/{id}/collaborators',
    summary: 'Whom a person has written works with: close ones first, then by strength.',
    example: '/authors/A5023888391/collaborators',
    params,
    query: take.pageParameters(fieldsOfResults(collaboratorsAnswer)),
    response: collaboratorsAnswer,
    links: toAuthor('/results/0/author/id'),
  },
  similarAuthors: {
    method: 'GET',
    path: '/authors/{id}/similar',
    summary: 'People with the same interests who have never worked with this person.',
    example: '/authors/A5023888391/similar?filter=open_to_collaborate:true',
    params,
    query: take.rankedParameters(fieldsOfResults(similarAnswer)),
    response: similarAnswer,
    of: 'authors',
    links: toAuthor('/results/0/author/id'),
  },
  authorGraph: graphOf('/authors/{id}/graph', '/authors/A5023888391/graph?depth=2&limit=60', params),
  profile: {
    method: 'GET',
    path: '/authors/{id}/profile',
    summary: 'Everything that the page of a person shows, in one answer.',
    example: '/authors/A5023888391/profile',
    params,
    query: z.strictObject(take.chosen(Object.keys(parts))),
    response: profileAnswer,
  },
  mergeAuthors: {
    method: 'POST',
    path: '/authors/{id}/merge',
    summary: 'Takes this record of a person into another one of the same person. Takes a key.',
    example: '/authors/A5023888391/merge with {"into": "A5100000001"}',
    params,
    query: oneAuthor,
    body: mergeBody,
    response: ENTITY_ANSWERS.authors,
    writes: true,
  },
  splitAuthor: {
    method: 'POST',
    path: '/authors/{id}/split',
    summary: 'Undoes a merge of this record, or gives some of its works to somebody else. Takes a key.',
    example: '/authors/A5023888391/split with {"works": ["W2000000101"]}',
    params,
    query: nothing,
    body: splitBody,
    response: splitAnswer,
    writes: true,
  },
  randomAuthor: randomOf('/authors/random', 'person', {
    query: oneAuthor,
    response: ENTITY_ANSWERS.authors,
    choice: '?select=id,display_name',
  }),
  getAuthor: {
    method: 'GET',
    path: '/authors/{id}',
    summary: 'One person, with the counts that a page begins with.',
    example: '/authors/orcid:0000-0002-1825-0097?select=id,display_name,works_count',
    params,
    query: oneAuthor,
    response: ENTITY_ANSWERS.authors,
    links: toAuthor('/id'),
  },
  patchAuthor: {
    method: 'PATCH',
    path: '/authors/{id}',
    summary: 'Sets what the platform knows of a person; null takes it away. Takes a key.',
    example: '/authors/A5023888391 with {"open_to_collaborate": true, "bio": null}',
    params,
    query: oneAuthor,
    body: attributesBody,
    response: ENTITY_ANSWERS.authors,
    writes: true,
  },
} as const satisfies Readonly<Record<string, Route>>;
