// The fold from works to the person who wrote them.
import { type Author, MOST_SHARED } from '../src/domain/entities.js';
import { compareText } from '../src/domain/order.js';
import type { InstitutionRef } from '../src/domain/work.js';
import { Common, type Fold, InstitutionFacts } from './derive-common.js';
import { Counts, hIndex, SharedCounts } from './derive-counts.js';
import type { Facts } from './derive-facts.js';

interface Affiliation {
  readonly facts: InstitutionFacts;
  readonly years: Set<number>;
}

/** The works of a person, whom a work may name twice. */
export class AuthorFold implements Fold<Author> {
  readonly #common: Common;
  readonly #orcids = new Counts();
  readonly #citations: number[] = [];
  readonly #topics = new SharedCounts();
  readonly #affiliations = new Map<string, Affiliation>();
  /** The latest work that names an institution. */
  #latest: { readonly date: string; readonly id: string; readonly institutions: readonly string[] } | undefined;

  constructor(id: string) {
    this.#common = new Common(id);
  }

  get works(): number {
    return this.#common.works;
  }

  add(work: Facts): void {
    const own = work.authorships.filter(({ author }) => author.id === this.#common.id);
    if (own.length === 0) return;
    this.#common.count(
      work,
      own.map(({ author }) => author.display_name),
    );
    for (const orcid of new Set(own.map(({ author }) => author.orcid))) if (orcid) this.#orcids.add(orcid);
    if (work.cited_by_count > 0) this.#citations.push(work.cited_by_count);
    this.#topics.addAll(work.topics);
    this.#addAffiliations(
      work,
      own.flatMap(({ institutions }) => institutions),
    );
  }

  #addAffiliations(work: Facts, given: readonly InstitutionRef[]): void {
    const institutions = distinct(given);
    if (institutions.length === 0) return;
    for (const one of institutions) {
      const known = this.#affiliations.get(one.id) ?? { facts: new InstitutionFacts(), years: new Set() };
      known.facts.add(one);
      if (work.publication_year !== undefined) known.years.add(work.publication_year);
      this.#affiliations.set(one.id, known);
    }
    const date = dateOf(work);
    const before = this.#latest;
    if (before && (date < before.date || (date === before.date && compareText(work.id, before.id) > 0))) return;
    this.#latest = { date, id: work.id, institutions: institutions.map((one) => one.id) };
  }

  result(): Author {
    const common = this.#common.result();
    const years = common.counts_by_year.map(({ year }) => year);
    const [last, first] = [years[0], years.at(-1)];
    const orcid = this.#orcids.best();
    return {
      ...common,
      ...(orcid === undefined ? {} : { orcid }),
      merged_ids: [],
      affiliations: this.#orderedAffiliations(),
      last_known_institutions: (this.#latest?.institutions ?? []).map((id) => this.#institution(id)),
      topics: this.#topics
        .top(MOST_SHARED)
        .map((topic) => ({ ...topic, score: topic.works_count / Math.max(1, this.works) })),
      ...(first === undefined ? {} : { first_publication_year: first }),
      ...(last === undefined ? {} : { last_publication_year: last }),
      h_index: hIndex(this.#citations),
      attributes: {},
    };
  }

  #institution(id: string): InstitutionRef {
    const facts = this.#affiliations.get(id)?.facts as InstitutionFacts;
    return { id, display_name: facts.name, ...facts.identity };
  }

  #orderedAffiliations(): Author['affiliations'] {
    const all = [...this.#affiliations].map(([id, { years }]) => {
      return { institution: this.#institution(id), years: [...years].sort((a, b) => a - b) };
    });
    const latest = ({ years }: (typeof all)[number]) => years.at(-1) ?? Number.NEGATIVE_INFINITY;
    return all.sort((a, b) => {
      const [x, y] = [latest(a), latest(b)];
      return x === y ? compareText(a.institution.id, b.institution.id) : y - x;
    });
  }
}

function distinct(institutions: readonly InstitutionRef[]): InstitutionRef[] {
  return institutions.filter(({ id }, i) => institutions.findIndex((one) => one.id === id) === i);
}

/** Compares as text: of works of a year, those whose day is known are later. */
function dateOf({ publication_date, publication_year }: Facts): string {
  return publication_date ?? (publication_year === undefined ? '' : String(publication_year).padStart(4, '0'));
}
