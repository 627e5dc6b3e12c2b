// The contract suite: what every engine must do, sentence by sentence of the port's treaty, on examples and at random.
import { describe, test } from '@jest/globals';
import type { Check, OpenEngine } from '../support/engine-session.js';
import { checkCompounds } from './compounds.js';
import { checkFacets } from './facets.js';
import { checkFilters } from './filters.js';
import { checkFrequencies } from './frequencies.js';
import { checkHybrid } from './hybrid.js';
import { checkLexical } from './lexical.js';
import { checkNearWords } from './near-words.js';
import { checkPhrases } from './phrases.js';
import { checkProperties } from './properties.js';
import { checkSemantic } from './semantic.js';
import { checkShuffles } from './shuffle.js';
import { checkSorting } from './sorting.js';
import { checkVectors } from './vectors.js';
import { checkWords } from './words.js';
import { checkWriting } from './write.js';

/** Tests that an engine does not pass, and why; the different behaviour is asserted in the engine's own test file. */
export interface SuiteException {
  readonly reason: string;
  readonly tests: readonly string[];
}

export interface SuiteOptions {
  readonly open: OpenEngine;
  readonly exceptions?: readonly SuiteException[];
  /** How long each property is tried at most, in milliseconds; without it, as often as it is meant to be. */
  readonly propertyLimit?: number;
}

type Register = (check: Check, propertyLimit?: number) => void;

const CAPABILITIES: readonly (readonly [string, Register])[] = [
  ['writing', checkWriting],
  ['lexical leg', checkLexical],
  ['frequencies of words', checkFrequencies],
  ['phrases and exclusions', checkPhrases],
  ['words spelt nearly alike', checkNearWords],
  ['compounds', checkCompounds],
  ['filters', checkFilters],
  ['conditions on words', checkWords],
  ['facets', checkFacets],
  ['semantic leg', checkSemantic],
  ['both legs', checkHybrid],
  ['sorting', checkSorting],
  ['random orders', checkShuffles],
  ['vectors and models', checkVectors],
  ['properties', checkProperties],
];

/** Properties run hundreds of histories, each on an engine of its own. */
const TIMEOUT_MS = 180_000;

/** Registers the whole suite for one engine. @throws when an exception names a test that does not exist. */
export function describeEngine(name: string, { open, exceptions = [], propertyLimit }: SuiteOptions): void {
  const unseen = new Set(exceptions.flatMap((exception) => exception.tests));
  const check: Check = (title, body) => {
    const exception = exceptions.find((one) => one.tests.includes(title));
    unseen.delete(title);
    if (exception) test.skip(`${title} (exception: ${exception.reason})`, () => undefined);
    else test(title, () => withEngine(open, body), TIMEOUT_MS);
  };
  describe(`engine contract: ${name}`, () => {
    for (const [capability, register] of CAPABILITIES) describe(capability, () => register(check, propertyLimit));
  });
  if (unseen.size > 0) throw new Error(`exceptions for tests that do not exist: ${[...unseen].join(', ')}`);
}

async function withEngine(open: OpenEngine, body: Parameters<Check>[1]): Promise<void> {
  const opened = await open();
  try {
    await body(opened, open);
  } finally {
    await opened.close();
  }
}
