// Registers tests that need Elasticsearch, or one skipped test that says why there is none.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { skipLoudly } from '../skip-loudly.js';
import { hold } from './lock.js';
import { sharedNode, whyNoNode } from './shared.js';

/** Tests on the node of the whole run: `await` it at the top of a test file, where no test's time limit counts yet. */
export async function describeOnElasticsearch(name: string, register: (url: string) => void): Promise<void> {
  const node = await sharedNode();
  if ('url' in node) describe(name, () => register(node.url));
  else skipLoudly(name, node.skip);
}

/** The longest that such tests wait for others of their kind. */
const TURN_MS = 600_000;

/**
 * Tests that start nodes of their own; the download of a first run is over when they are registered. One file of them
 * runs at a time on a machine: they measure how long things take, and several more nodes would slow each other down.
 */
export async function describeWithOwnNodes(name: string, register: () => void): Promise<void> {
  const reason = await whyNoNode();
  if (reason !== undefined) {
    skipLoudly(name, reason);
    return;
  }
  describe(name, () => {
    let release: (() => void) | undefined;
    beforeAll(async () => {
      release = await hold('ideascope-tests-with-own-nodes');
    }, TURN_MS);
    register();
    afterAll(() => release?.());
  });
}
