// The contract of a library: collections of entities, and what the engine over works keeps for those who derive them.
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Library } from '../../src/engine/engine.js';
import { describeCompletion } from './completion.js';
import { describeAssignments } from './library-assignments.js';
import { describeEntities } from './library-entities.js';
import { describeJournal } from './library-journal.js';
import { describeMarks } from './library-marks.js';
import { describeNames } from './library-names.js';
import { describeReading } from './library-reading.js';
import { describeSuggestions } from './library-suggestions.js';
import { describeVersions } from './library-versions.js';

/** A prepared library over fresh, empty storage. */
export interface OpenedLibrary {
  readonly library: Library;
  /** Closes the library and opens another one over the same storage. */
  reopen(): Promise<Library>;
  close(): Promise<void>;
}

/** The library of a group of tests, which share it: each has ids of its own. */
export interface Shared {
  readonly library: Library;
  /** Closes the library and goes on with another one over the same storage. */
  reopen(): Promise<void>;
}

const GROUPS: readonly (readonly [string, (shared: Shared) => void])[] = [
  ['names of people', describeNames],
  ['completion', describeCompletion],
  ['entities', describeEntities],
  ['reading works', describeReading],
  ['assignments', describeAssignments],
  ['suggested topics', describeSuggestions],
  ['marks', describeMarks],
  ['versions', describeVersions],
  ['the journal', describeJournal],
];

/** Opening a library makes many indices on Elasticsearch. */
const TIMEOUT_MS = 120_000;

/** Registers the suite for one library; `open` is called once per group of tests, who opens it closes it. */
export function describeLibrary(name: string, open: () => Promise<OpenedLibrary>): void {
  describe(`library contract: ${name}`, () => {
    for (const [group, register] of GROUPS) describe(group, () => register(sharing(open)));
  });
}

function sharing(open: () => Promise<OpenedLibrary>): Shared {
  let opened: OpenedLibrary;
  let library: Library;
  beforeAll(async () => {
    opened = await open();
    library = opened.library;
  }, TIMEOUT_MS);
  afterAll(() => opened?.close(), TIMEOUT_MS);
  return {
    get library() {
      return library;
    },
    reopen: async () => {
      library = await opened.reopen();
    },
  };
}
