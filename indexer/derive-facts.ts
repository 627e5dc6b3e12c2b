// What entities are derived from: the facts of works without their texts, in little memory.
import type { InstitutionRef, Work } from '../src/domain/work.js';

/** What the folds read of a work. */
export type Facts = Pick<
  Work,
  'id' | 'publication_year' | 'publication_date' | 'cited_by_count' | 'authorships' | 'topics' | 'primary_location'
>;

const NOWHERE: InstitutionRef[] = [];

/** Keeps one of each equal person, institution, topic and source: works name the same ones again and again. */
export class FactsPool {
  readonly #kept = new Map<string, object>();

  /** The facts of a work, about 700 bytes where its JSON has thousands. */
  factsOf(work: Work): Facts {
    const { id, publication_year, publication_date, cited_by_count, primary_location } = work;
    const source = primary_location?.source;
    return {
      id,
      ...(publication_year === undefined ? {} : { publication_year }),
      ...(publication_date === undefined ? {} : { publication_date }),
      cited_by_count,
      authorships: work.authorships.map(({ author_position, author, institutions }) => ({
        author_position,
        author: this.#one({
          display_name: author.display_name,
          ...(author.id === undefined ? {} : { id: author.id }),
          ...(author.orcid === undefined ? {} : { orcid: author.orcid }),
        }),
        institutions: institutions.length === 0 ? NOWHERE : institutions.map((one) => this.#one(one)),
      })),
      topics: work.topics.map(({ id: topic, display_name }) => this.#one({ id: topic, display_name })),
      ...(source === undefined ? {} : { primary_location: this.#one({ source }) }),
    };
  }

  #one<T extends object>(thing: T): T {
    const key = JSON.stringify(thing);
    const known = this.#kept.get(key);
    if (known) return known as T;
    this.#kept.set(key, thing);
    return thing;
  }
}
