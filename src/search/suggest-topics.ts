// Topics that fit a text: those of the works nearest to it, and those whose names stand in it.
import type { Topic } from '../domain/entities.js';
import { TOPICS } from '../domain/entity-fields.js';
import { ALL, and, type Filter } from '../domain/query.js';
import type { TopicRef, Work } from '../domain/work.js';
import { type Collection, unrelatedCosine } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { step } from '../request-scope.js';
import { isStopWord, wordsOf } from '../text/analyze.js';
import { embeddingText } from '../text/embedding-text.js';
import type { LibraryDeps } from './deps.js';
import { fuse } from './fuse.js';
import { roundedScore } from './paging.js';
import { parseFilter } from './parse-filter.js';
import { noteSize, tellingWords, vocabularyOf } from './related-vocabulary.js';
import { embedText, retrieveText, type TextRequest } from './retrieve-text.js';
import type { Degradation, SearchMode } from './semantic-leg.js';
import { countTopicVotes, type TopicCandidate, type TopicText, VOTERS, type Voter } from './topic-votes.js';
import { readable } from './understand.js';

/** Words of the text that are searched for, as for related works; the whole text finds less (bench/README.md). */
const WORDS = 40;

/** Hits of each leg that are fused. */
const WINDOW = 200;

/** The words that a title has: they may be, or be part of, the name of a topic; and words of such a name. */
const TITLE_WORDS = 16;
const NAME_WORDS = 3;
/** Topics of one name that are looked at. */
const SAME_NAME = 2;

/** The engines answer lists of ids up to this length at once; fewer topics than that get votes. */
const MOST_CANDIDATES = 1000;

const HAS_WORD = /[\p{L}\p{N}]/u;

/** Works whose topics their sources gave: suggested ones do not vote, or they would breed. */
const VOTING: Filter = { type: 'values', field: 'topics_origin', values: ['source'] };

export interface TopicsRequest {
  /** Quotes and minus signs in it ask for nothing: it is a text, not a question. */
  readonly text: TopicText;
  /** What to call the text where it says nothing. */
  readonly parameter?: string;
  /** Names of the catalogue of topics. */
  readonly filter?: string | undefined;
  readonly mode: SearchMode;
  readonly limit: number;
  /** Works to show for each topic. */
  readonly evidence: number;
}

export interface SuggestedTopic {
  readonly topic: Topic;
  /** From 0 to 1. */
  readonly score: number;
  readonly named: boolean;
  /** How many of the works that voted have it. */
  readonly voters: number;
  /** The best of them. */
  readonly evidence: readonly Work[];
}

export interface TopicsAnswer {
  /** The mode actually used. */
  readonly mode: SearchMode;
  readonly degraded: readonly Degradation[];
  readonly suggestions: readonly SuggestedTopic[];
}

/**
 * The topics that fit a title and an abstract, best first, at most `limit`. The text is searched as related works are:
 * by meaning and by its most telling words, and the best 50 works that have topics vote (`topic-votes.ts`). Topics whose
 * names stand at the beginning of the text, where the title is, come in without votes too, where few works vote.
 * @throws IdeascopeError invalid_parameter, invalid_filter, unknown_field, semantic_unavailable, index_not_ready
 */
export async function suggestTopics(deps: LibraryDeps, request: TopicsRequest): Promise<TopicsAnswer> {
  const filter = parseFilter(request.filter ?? '', TOPICS);
  const text = cleaned(request.text);
  const whole = embeddingText(text);
  if (!HAS_WORD.test(whole)) {
    const message = 'the text contains no letter or digit: give the title or the abstract of a work';
    throw new IdeascopeError('invalid_parameter', message, request.parameter);
  }
  // no loose words: those that are searched for are chosen below
  const query = { text: whole, loose: '', phrases: [], excluded: [] };
  const embedded = await step('retrieve', () => embedText(deps, query, request.mode));
  const { mode, degraded, voters } = await votersFor(deps, text, embedded);
  // where many vote, a topic that none of them has is out of place however it is called
  const named = voters.length < VOTERS ? await namedIn(deps.library.topics, whole) : [];
  const candidates = await passing(deps.library.topics, countTopicVotes(text, voters, named), filter);
  const shown = candidates.slice(0, request.limit);
  const topics = shown.length > 0 ? await deps.library.topics.fetch(shown.map(({ id }) => id)) : [];
  const works = new Map(voters.map(({ work }) => [work.id, work]));
  const suggestions = shown.flatMap((candidate, i): SuggestedTopic[] => {
    const topic = topics[i];
    // not derived yet from works that are already found
    return topic ? [presentReady(candidate, topic, works, request.evidence)] : [];
  });
  return { mode, degraded, suggestions };
}

function cleaned({ display_name, abstract }: TopicText): TopicText {
  return { display_name: readable(display_name), abstract: readable(abstract ?? '') };
}

/** The works that vote for a text that is embedded already. @throws as `retrieveText` */
export async function votersFor(deps: Pick<LibraryDeps, 'library'>, text: TopicText, embedded: TextRequest) {
  const { works: engine } = deps.library;
  const words = tellingWords(await vocabularyOf(engine), text, WORDS)
    .map(({ word }) => word)
    .join(' ');
  const asked = { ...embedded, text: { text: words, loose: words, phrases: [], excluded: [] } };
  const request = { filter: VOTING, window: WINDOW, facets: [] };
  const { retrieval, mode, degraded } = await retrieveText({ engine }, asked, request);
  noteSize(engine, retrieval.coverage.works);
  const zero = embedded.semantic && unrelatedCosine(embedded.semantic);
  const hits = fuse(retrieval.lexical, retrieval.semantic, zero).slice(0, VOTERS);
  const works = hits.length > 0 ? await engine.fetch(hits.map(({ id }) => id)) : [];
  const voters = hits.flatMap(({ score }, i): (Voter & { readonly work: Work })[] => {
    const work = works[i];
    return work ? [{ work, score }] : [];
  });
  return { mode, degraded, voters };
}

/** Topics one of whose names is a stretch of the first words, by completion: what only begins so is left out. */
async function namedIn(topics: Pick<Collection<Topic>, 'complete'>, text: string): Promise<TopicRef[]> {
  const words = wordsOf(text).slice(0, TITLE_WORDS);
  // asked for at once, which takes one request to a server
  const found = await Promise.all(
    stretchesOf(words).map((stretch) => topics.complete({ text: stretch, filter: ALL, limit: SAME_NAME })),
  );
  return found.flat().flatMap(({ id, tier, thing }): TopicRef[] => {
    if (tier !== 0) return [];
    return [thing.display_name, ...thing.display_name_alternatives].map((display_name) => ({ id, display_name }));
  });
}

/** Distinct runs of up to three words that neither begin nor end with a function word. */
function stretchesOf(words: readonly string[]): string[] {
  const all = words.flatMap((_, start) =>
    Array.from({ length: Math.min(NAME_WORDS, words.length - start) }, (_, more) =>
      words.slice(start, start + more + 1),
    ),
  );
  const telling = all.filter(([first = '', ...rest]) => !isStopWord(first) && !isStopWord(rest.at(-1) ?? first));
  return [...new Set(telling.map((stretch) => stretch.join(' ')))];
}

/** Those of the candidates that pass the filter. */
async function passing(
  topics: Pick<Collection<Topic>, 'retrieve'>,
  candidates: readonly TopicCandidate[],
  filter: Filter,
): Promise<readonly TopicCandidate[]> {
  const first = candidates.slice(0, MOST_CANDIDATES);
  if (filter.type === 'all' || first.length === 0) return first;
  const some: Filter = { type: 'values', field: 'id', values: first.map(({ id }) => id) };
  const order = { by: [], offset: 0, limit: MOST_CANDIDATES };
  const narrowed = and([some, filter]);
  const { sorted } = await topics.retrieve({ filter: narrowed, lexical: false, window: 0, order, facets: [] });
  const kept = new Set(sorted);
  return first.filter(({ id }) => kept.has(id));
}

function presentReady(
  { score, named, voters }: TopicCandidate,
  topic: Topic,
  works: ReadonlyMap<string, Work>,
  shown: number,
): SuggestedTopic {
  const evidence = voters.slice(0, shown).flatMap((id) => works.get(id) ?? []);
  return { topic, score: roundedScore(score), named, voters: voters.length, evidence };
}
