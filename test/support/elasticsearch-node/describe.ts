// Registers tests that need Elasticsearch, or one skipped test that says why there is none.
import { describe, test } from '@jest/globals';
import { sharedNode, whyNoNode } from './shared.js';

/** Tests on the node of the whole run: `await` it at the top of a test file, where no test's time limit counts yet. */
export async function describeOnElasticsearch(name: string, register: (url: string) => void): Promise<void> {
  const node = await sharedNode();
  if ('url' in node) describe(name, () => register(node.url));
  else skipLoudly(name, node.skip);
}

/** Tests that start nodes of their own; the download of a first run is over when they are registered. */
export async function describeWithOwnNodes(name: string, register: () => void): Promise<void> {
  const reason = await whyNoNode();
  if (reason === undefined) describe(name, register);
  else skipLoudly(name, reason);
}

function skipLoudly(name: string, reason: string): void {
  process.stderr.write(`skipped: ${name}: ${reason}\n`);
  describe(name, () => {
    test.skip(`not tested, because ${reason}`, () => undefined);
  });
}
