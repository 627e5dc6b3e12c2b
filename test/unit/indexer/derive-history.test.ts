// Whatever happened to works and people, in whatever order: what was derived bit by bit is what a fresh start derives.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCurator } from '../../../indexer/curate.js';
import { derive, deriveAll } from '../../../indexer/derive.js';
import type { AuthorAttributes } from '../../../src/domain/entities.js';
import type { Work } from '../../../src/domain/work.js';
import { createBuiltinLibrary } from '../../../src/engine/builtin/library.js';
import { closeLibrary } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { AUTHOR_IDS, arbitraryWork } from '../../support/arbitrary-works.js';
import { checkHistory, type Event, history } from '../../support/derive-history.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';

describe('bit by bit and from scratch', () => {
  test('over the oracle', async () => {
    await fc.assert(
      fc.asyncProperty(history, (events) => checkHistory(createOracleLibrary(), events)),
      { numRuns: 60 },
    );
  }, 120_000);

  test('over the built-in engine', async () => {
    const run = async (events: readonly Event[]) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'ideascope-derive-'));
      const library = createBuiltinLibrary({ dataDir, logger: createLogger('silent') });
      try {
        await checkHistory(library, events);
      } finally {
        await closeLibrary(library);
        rmSync(dataDir, { recursive: true });
      }
    };
    await fc.assert(fc.asyncProperty(history, run), { numRuns: 6 });
  }, 120_000);
});

test('attributes survive whatever happens to works', async () => {
  const library = createOracleLibrary();
  const attributes: AuthorAttributes = { claimed: true, bio: 'Builds bridges.' };
  const author = AUTHOR_IDS[0] as string;
  const work = fc.sample(arbitraryWork, 1)[0] as Work;
  const written: Work = {
    ...work,
    authorships: [{ author_position: 'first', author: { id: author, display_name: 'Mira Lévy' }, institutions: [] }],
  };
  await library.works.write([written]);
  await derive(library);
  await createCurator(library).patchAuthor(author, attributes);
  await library.works.remove([written.id]);
  await derive(library);
  expect(await library.authors.fetch([author])).toEqual([undefined]);
  await library.works.write([{ ...written, display_name: 'Another title' }]);
  await deriveAll(library);
  expect(await library.authors.fetch([author])).toMatchObject([{ id: author, works_count: 1, attributes }]);
});
