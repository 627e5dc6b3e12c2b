// The folds from works to entities: add the works of an entity in any order, read what they make of it.
import { ENTITY_KINDS, type EntityKind } from '../src/domain/catalogue.js';
import { type Author, type Institution, MOST_SHARED, type Source, type Topic } from '../src/domain/entities.js';
import type { InstitutionRef } from '../src/domain/work.js';
import { AuthorFold } from './derive-author.js';
import { Common, type Fold, InstitutionFacts } from './derive-common.js';
import { Counts, SharedCounts } from './derive-counts.js';
import type { Facts } from './derive-facts.js';

/** What is derived, by kind. */
export interface Derived {
  authors: Author;
  topics: Topic;
  institutions: Institution;
  sources: Source;
}

class TopicFold implements Fold<Topic> {
  readonly #common: Common;
  readonly #topics = new SharedCounts();
  readonly #authors = new SharedCounts();

  constructor(id: string) {
    this.#common = new Common(id);
  }

  get works(): number {
    return this.#common.works;
  }

  add(work: Facts): void {
    const own = work.topics.filter(({ id }) => id === this.#common.id);
    if (own.length === 0) return;
    this.#common.count(
      work,
      own.map(({ display_name }) => display_name),
    );
    this.#topics.addAll(work.topics);
    this.#authors.addAll(work.authorships.map(({ author }) => author));
  }

  result(): Topic {
    return {
      ...this.#common.result(),
      related_topics: this.#topics.top(MOST_SHARED, this.#common.id),
      top_authors: this.#authors.top(MOST_SHARED),
    };
  }
}

class InstitutionFold implements Fold<Institution> {
  readonly #common: Common;
  readonly #facts = new InstitutionFacts();
  readonly #topics = new SharedCounts();
  readonly #authors = new SharedCounts();

  constructor(id: string) {
    this.#common = new Common(id);
  }

  get works(): number {
    return this.#common.works;
  }

  add(work: Facts): void {
    const isOwn = ({ id }: InstitutionRef) => id === this.#common.id;
    const here = work.authorships.filter(({ institutions }) => institutions.some(isOwn));
    if (here.length === 0) return;
    const own = here.flatMap(({ institutions }) => institutions.filter(isOwn));
    this.#common.count(
      work,
      own.map(({ display_name }) => display_name),
    );
    for (const one of own) this.#facts.add(one);
    this.#topics.addAll(work.topics);
    this.#authors.addAll(here.map(({ author }) => author));
  }

  result(): Institution {
    return {
      ...this.#common.result(),
      ...this.#facts.identity,
      topics: this.#topics.top(MOST_SHARED),
      top_authors: this.#authors.top(MOST_SHARED),
    };
  }
}

class SourceFold implements Fold<Source> {
  readonly #common: Common;
  readonly #issns = new Counts();
  readonly #topics = new SharedCounts();

  constructor(id: string) {
    this.#common = new Common(id);
  }

  get works(): number {
    return this.#common.works;
  }

  add(work: Facts): void {
    const source = work.primary_location?.source;
    if (source?.id !== this.#common.id) return;
    this.#common.count(work, [source.display_name]);
    if (source.issn_l !== undefined) this.#issns.add(source.issn_l);
    this.#topics.addAll(work.topics);
  }

  result(): Source {
    const issn_l = this.#issns.best();
    return {
      ...this.#common.result(),
      ...(issn_l === undefined ? {} : { issn_l }),
      topics: this.#topics.top(MOST_SHARED),
    };
  }
}

const FOLDS: { readonly [K in EntityKind]: new (id: string) => Fold<Derived[K]> } = {
  authors: AuthorFold,
  topics: TopicFold,
  institutions: InstitutionFold,
  sources: SourceFold,
};

/** An empty fold for the entity with this id. */
export function createFold<K extends EntityKind>(kind: K, id: string): Fold<Derived[K]> {
  return new FOLDS[kind](id);
}

/** The field of works by which the works of an entity are found. */
export const NAMING_FIELD: Readonly<Record<EntityKind, string>> = {
  authors: 'authorships.author.id',
  topics: 'topics.id',
  institutions: 'authorships.institutions.id',
  sources: 'primary_location.source.id',
};

/** The ids of the entities of a kind that a work names, each once. */
export function namedBy(work: Facts, kind: EntityKind): ReadonlySet<string> {
  const ids = new Set<string | undefined>();
  if (kind === 'authors') for (const { author } of work.authorships) ids.add(author.id);
  else if (kind === 'topics') for (const { id } of work.topics) ids.add(id);
  else if (kind === 'sources') ids.add(work.primary_location?.source?.id);
  else for (const { institutions } of work.authorships) for (const { id } of institutions) ids.add(id);
  ids.delete(undefined);
  return ids as Set<string>;
}

/** Calls back for everything that a work names. */
export function forEachNamed(work: Facts, use: (kind: EntityKind, id: string) => void): void {
  for (const kind of ENTITY_KINDS) for (const id of namedBy(work, kind)) use(kind, id);
}
