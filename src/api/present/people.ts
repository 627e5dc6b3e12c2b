// Experts, related works, collaborators, similar people, graphs and profiles → the JSON that the API answers.
import type { Work } from '../../domain/work.js';
import type { Collaborator } from '../../search/collaborators.js';
import type { Expert } from '../../search/find-experts.js';
import type { Graph } from '../../search/graph.js';
import { roundedScore } from '../../search/paging.js';
import type { Profile } from '../../search/profile.js';
import type { RelatedHit } from '../../search/related-works.js';
import type { SimilarAuthor } from '../../search/similar-authors.js';
import type { ExpertsAnswer, GraphAnswer, ProfileAnswer, SimilarAnswer } from '../answers/people.js';
import { presentAuthor, presentBrief } from './entities.js';
import { presentLocation, presentWork } from './works.js';

type List<A extends { readonly results: readonly unknown[] }> = A['results'][number];

export function presentWorkBrief(work: Work) {
  const title = work.display_name === '' ? null : work.display_name;
  return {
    id: work.id,
    doi: work.ids.doi ?? null,
    title,
    display_name: title,
    publication_year: work.publication_year ?? null,
    publication_date: work.publication_date ?? null,
    type: work.type,
    cited_by_count: work.cited_by_count,
    primary_location: presentLocation(work.primary_location),
  };
}

export function presentExpert(expert: Expert): List<ExpertsAnswer> {
  return {
    author: presentBrief(expert.author),
    relevance_score: roundedScore(expert.score),
    works_on_topic: expert.worksOnTopic,
    topics: expert.topics.map(({ id, display_name, works_count }) => ({ id, display_name, works_count })),
    last_active_year: expert.lastActiveYear ?? null,
    evidence: expert.evidence.map(({ work, score, lexical, semantic, highlight }) => ({
      ...presentWorkBrief(work),
      relevance_score: roundedScore(score),
      lexical: presentLeg(lexical),
      semantic: presentLeg(semantic),
      ...(highlight ? { highlight } : {}),
    })),
  };
}

function presentLeg(hit: { readonly rank: number; readonly score: number } | undefined) {
  return hit ? { rank: hit.rank, score: roundedScore(hit.score) } : null;
}

export function presentRelated({ work, score, reasons }: RelatedHit) {
  return {
    ...presentWork(work),
    relevance_score: roundedScore(score),
    reasons: reasons.map(({ type, detail, works = [], value }) => ({
      type,
      detail,
      works: [...works],
      value: roundedScore(value),
    })),
  };
}

export function presentCollaborator(one: Collaborator) {
  return {
    author: presentBrief(one.author),
    strength: roundedScore(one.strength),
    joint_works_count: one.jointWorks,
    first_joint_year: one.firstYear ?? null,
    last_joint_year: one.lastYear ?? null,
    close: one.close,
  };
}

export function presentSimilar(one: SimilarAuthor): List<SimilarAnswer> {
  return {
    author: presentBrief(one.author),
    relevance_score: roundedScore(one.score),
    shared_topics: one.sharedTopics.map(({ id, display_name }) => ({ id, display_name })),
    path_length: one.pathLength,
    evidence: one.evidence.map(({ work, near }) => ({ ...presentWorkBrief(work), near })),
  };
}

export function presentGraph({ nodes, edges, truncated }: Graph): Pick<GraphAnswer, 'nodes' | 'edges'> & GraphMeta {
  return {
    meta: { nodes_count: nodes.length, edges_count: edges.length, truncated },
    nodes: nodes.map(({ id, type, display_name, works_count, cited_by_count, publication_year, depth, weight }) => ({
      id,
      type,
      display_name,
      works_count: works_count ?? null,
      cited_by_count: cited_by_count ?? null,
      publication_year: publication_year ?? null,
      depth,
      weight: roundedScore(weight),
    })),
    edges: edges.map(({ source, target, type, weight }) => ({ source, target, type, weight: roundedScore(weight) })),
  };
}

interface GraphMeta {
  readonly meta: Omit<GraphAnswer['meta'], 'db_response_time_ms'>;
}

export function presentProfile(profile: Profile): Omit<ProfileAnswer, 'meta'> {
  const { author, counts, works, worksTotal, collaborators, related } = profile;
  return {
    author: {
      ...presentAuthor(author),
      topics_count: counts.topics,
      close_collaborators_count: counts.close_collaborators,
    },
    counts,
    works: {
      meta: { count: worksTotal.value, count_relation: worksTotal.relation },
      results: works.map((work) => presentWork(work)),
    },
    collaborators: {
      meta: { count: counts.collaborators, close_count: counts.close_collaborators },
      results: collaborators.map(presentCollaborator),
    },
    graph: presentGraph(profile.graph),
    related_works: { meta: { count: related.hits.length }, results: related.hits.map(presentRelated) },
  };
}
