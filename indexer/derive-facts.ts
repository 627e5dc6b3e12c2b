// What entities are derived from: the facts of works without their texts, in little memory.
import type { AuthorRef, InstitutionRef, SourceRef, TopicRef, Work } from '../src/domain/work.js';

/** What the folds read of a work. */
export type Facts = Pick<
  Work,
  'id' | 'publication_year' | 'publication_date' | 'cited_by_count' | 'authorships' | 'topics' | 'primary_location'
>;

const NOWHERE: InstitutionRef[] = [];
const NOTHING: TopicRef[] = [];

type Location = NonNullable<Work['primary_location']>;

/** Keeps one of each equal person, institution, topic and source: works name the same ones again and again. */
export class FactsPool {
  readonly #authors = new Map<string, AuthorRef>();
  readonly #institutions = new Map<string, InstitutionRef>();
  readonly #topics = new Map<string, TopicRef>();
  readonly #locations = new Map<string, Location>();

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
        author: this.#author(author),
        institutions: institutions.length === 0 ? NOWHERE : institutions.map((one) => this.#institution(one)),
      })),
      topics: work.topics.length === 0 ? NOTHING : work.topics.map((one) => this.#topic(one)),
      ...(source === undefined ? {} : { primary_location: this.#location(source) }),
    };
  }

  #author({ id, display_name, orcid }: AuthorRef): AuthorRef {
    return one(this.#authors, `${id ?? ''}\n${orcid ?? ''}\n${display_name}`, () => ({
      display_name,
      ...(id === undefined ? {} : { id }),
      ...(orcid === undefined ? {} : { orcid }),
    }));
  }

  #institution(given: InstitutionRef): InstitutionRef {
    const { id, ror, country_code, display_name } = given;
    return one(this.#institutions, `${id}\n${ror ?? ''}\n${country_code ?? ''}\n${display_name}`, () => given);
  }

  #topic({ id, display_name }: TopicRef): TopicRef {
    return one(this.#topics, `${id}\n${display_name}`, () => ({ id, display_name }));
  }

  #location(source: SourceRef): Location {
    const { id, issn_l, display_name } = source;
    return one(this.#locations, `${id}\n${issn_l ?? ''}\n${display_name}`, () => ({ source }));
  }
}

/** By a key of everything that tells two of them apart; ids and names hold no line breaks. */
function one<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
