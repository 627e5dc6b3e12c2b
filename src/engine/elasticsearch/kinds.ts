// The kinds of things that indices hold: each with its catalogue, and what its index must know beyond that.
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { embeddingRank } from '../../domain/embedding-rank.js';
import { WORKS } from '../../domain/fields.js';
import { asImported, type Work } from '../../domain/work.js';
import { embeddingText } from '../../text/embedding-text.js';
import { versionKeys } from '../../text/version-keys.js';

export interface StoredKind<D extends Stored> {
  readonly catalogue: Catalogue<D>;
  /** The part of a thing that decides whether it has changed when it is written again. */
  readonly content: (thing: D) => D;
  /** What is embedded; absent: things of this kind have no vectors. */
  readonly text?: (thing: D) => string;
  /** Which vectors are made first, the greatest number before all; given where `text` is. */
  readonly rank?: (thing: D) => number;
  /** What things of this kind have besides that several of them may be one; absent: they never are. */
  readonly versions?: Versions<D>;
  /** Whether an id looks like an external one: then what is not found under it is looked for again, which costs more. */
  readonly mayBeExternal: (id: string) => boolean;
}

/** How things that were taken in by others are told and found. */
export interface Versions<D extends Stored> {
  /** The id of the thing that this one was taken in by. */
  readonly into: (thing: D) => string | undefined;
  readonly keys: (thing: D) => readonly string[];
  /** The thing as one that was taken in. */
  readonly within: (thing: D, into: string) => D;
  /** The thing on its own. */
  readonly alone: (thing: D) => D;
}

/** What external ids look like in stored form, by kind; those of authors also are own ids of records merged into them. */
const EXTERNAL: Readonly<Record<string, RegExp>> = {
  works: /^(?:https:\/\/(?:openalex|doi)\.org\/|arxiv:)/,
  authors: /^/,
  institutions: /^https:\/\/ror\.org\//,
  sources: /^issn:/,
};
const NEVER = /(?!)/;

/** The kind that a catalogue describes, without vectors. */
export function kindOf<D extends Stored>(catalogue: Catalogue<D>): StoredKind<D> {
  const external = EXTERNAL[catalogue.kind] ?? NEVER;
  return { catalogue, content: (thing) => thing, mayBeExternal: (id) => external.test(id) };
}

/** Works: embedded, and recognised by what their source says, whoever their authors turned out to be. */
export const WORK_KIND: StoredKind<Work> = {
  ...kindOf(WORKS),
  content: asImported,
  text: embeddingText,
  rank: embeddingRank,
  versions: {
    into: ({ version_of }) => version_of,
    keys: (work) => versionKeys(asImported(work)),
    within: (work, version_of) => ({ ...work, version_of }),
    alone: asImported,
  },
};
