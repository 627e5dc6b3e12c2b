// What the folds of all kinds of entities have in common: names, counts, years, and what is known of an institution.
import type { InstitutionRef } from '../src/domain/work.js';
import { Counts, YearCounts } from './derive-counts.js';
import type { Facts } from './derive-facts.js';

export interface Fold<E> {
  /** How many works were added that name the entity; without any there is no entity. */
  readonly works: number;
  /** Adds a work, each once; one that does not name the entity changes nothing. */
  add(work: Facts): void;
  result(): E;
}

/** A name that hundreds of people share under one id should not fill the answer. */
const MOST_SPELLINGS = 100;

/** What every entity is made of. */
export class Common {
  readonly id: string;
  works = 0;
  #citations = 0;
  readonly #names = new Counts();
  readonly #years = new YearCounts();

  constructor(id: string) {
    this.id = id;
  }

  /** @param names as this work writes the name, at least one */
  count(work: Facts, names: readonly string[]): void {
    this.works += 1;
    this.#citations += work.cited_by_count;
    this.#years.add(work.publication_year, work.cited_by_count);
    for (const name of new Set(names)) this.#names.add(name);
  }

  result() {
    const [display_name = this.id, ...others] = this.#names.spellings();
    return {
      id: this.id,
      display_name,
      display_name_alternatives: others.slice(0, MOST_SPELLINGS),
      works_count: this.works,
      cited_by_count: this.#citations,
      counts_by_year: this.#years.ordered(),
    };
  }
}

/** An institution as works describe it: each fact as most of them have it. */
export class InstitutionFacts {
  readonly #names = new Counts();
  #rors: Counts | undefined;
  #countries: Counts | undefined;

  add({ display_name, ror, country_code }: InstitutionRef): void {
    this.#names.add(display_name);
    if (ror !== undefined) {
      this.#rors ??= new Counts();
      this.#rors.add(ror);
    }
    if (country_code !== undefined) {
      this.#countries ??= new Counts();
      this.#countries.add(country_code);
    }
  }

  get name(): string {
    return this.#names.spellings()[0] as string;
  }

  get identity(): Pick<InstitutionRef, 'ror' | 'country_code'> {
    const [ror, country_code] = [this.#rors?.best(), this.#countries?.best()];
    return { ...(ror === undefined ? {} : { ror }), ...(country_code === undefined ? {} : { country_code }) };
  }
}
