// What every importer produces: the facts of one record as they were written, not yet normalised.

/** An institution, source, topic or keyword: a name, and whatever else is known of it. */
export interface PlainRef {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly score?: number | undefined;
  readonly ror?: string | undefined;
  readonly country?: string | undefined;
  readonly issn?: string | undefined;
}

export interface PlainAuthor {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly orcid?: string | undefined;
  readonly institutions: readonly PlainRef[];
}

/** `abstract`: its source has abstracts in other files. `authors`: the list is cut short. */
export type Part = 'abstract' | 'authors';

/** Strings are as found: untrimmed, ids and dates in any form, possibly useless. `normalise` decides what is kept. */
export interface PlainWork {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly abstract?: string | undefined;
  readonly year?: string | number | undefined;
  readonly date?: string | undefined;
  readonly type?: string | undefined;
  readonly language?: string | undefined;
  readonly openalex?: string | undefined;
  readonly doi?: string | undefined;
  /** Where an arXiv id may stand, in the order of trust: ids and addresses alike. */
  readonly arxiv: readonly (string | undefined)[];
  readonly url?: string | undefined;
  readonly source?: PlainRef | undefined;
  readonly authors: readonly PlainAuthor[];
  /** Most important first. */
  readonly topics: readonly PlainRef[];
  readonly keywords: readonly PlainRef[];
  readonly citations?: string | number | undefined;
  readonly references: readonly string[];
  /** What this record does not tell whole: where the stored record has more of it, that stays. */
  readonly partial?: readonly Part[] | undefined;
}

/** What a file says of a work whose record comes with another file; strings are as found. */
export interface PlainSupplement {
  /** The id of the record. */
  readonly supplements: string;
  readonly abstract?: string | undefined;
  /** An id that the source gave to the work before. */
  readonly formerId?: string | undefined;
}

/** Why a record cannot become a work; the text is meant for people. */
export interface Rejected {
  readonly rejection: string;
  /** Nothing is wrong with it, it just is no work: a page about a person, a record that was deleted. */
  readonly skipped?: true;
}
