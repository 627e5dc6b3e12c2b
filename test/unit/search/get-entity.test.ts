// One entity by its ids: found, merged into another one, gone, or never there.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Library } from '../../../src/engine/engine.js';
import { getEntity } from '../../../src/search/get-entity.js';
import { makeAuthor, makeCuration, makeInstitution } from '../../support/entities.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';

const A = (number: number) => `https://openalex.org/A700000000${number}`;
let library: Library;

beforeEach(async () => {
  library = createOracleLibrary();
  await library.authors.write([
    makeAuthor({ id: A(1), orcid: 'https://orcid.org/0000-0002-1825-0097', merged_ids: [A(2)] }),
  ]);
  await library.institutions.write([makeInstitution({ id: 'institution:delta', ror: 'https://ror.org/05a28rw58' })]);
  await library.curation.write([
    makeCuration({ id: A(2), merged_into: A(1) }),
    // merged, and not derived yet
    makeCuration({ id: A(3), merged_into: A(2) }),
    makeCuration({ id: A(4), merged_into: A(5) }),
    makeCuration({ id: A(6), merged_into: A(7) }),
    makeCuration({ id: A(7), merged_into: A(6) }),
    makeCuration({ id: A(8), attributes: { claimed: true } }),
  ]);
});

describe('getEntity', () => {
  test.each([A(1), 'A7000000001', 'openalex:a7000000001', '0000-0002-1825-0097', 'orcid:0000-0002-1825-0097'])(
    '%s is found',
    async (id) => {
      expect(await getEntity(library, 'authors', id)).toMatchObject({ entity: { id: A(1) } });
    },
  );

  test('an institution by its ROR id', async () => {
    const found = await getEntity(library, 'institutions', 'ror:05a28rw58');
    expect(found).toMatchObject({ entity: { id: 'institution:delta' } });
  });

  test.each([A(2), 'A7000000002', A(3)])('%s has moved', async (id) => {
    expect(await getEntity(library, 'authors', id)).toEqual({ movedTo: A(1) });
  });

  test('a record merged into one that is not there is gone', async () => {
    const gone = getEntity(library, 'authors', 'A7000000004');
    await expect(gone).rejects.toMatchObject({ code: 'gone', status: 410, path: 'id' });
    await expect(gone).rejects.toThrow(`"A7000000004" was merged into "${A(5)}"`);
  });

  test.each([
    ['a circle', A(6), 410],
    ['only attributes', A(8), 404],
    ['nothing', A(9), 404],
    ['a blank', ' ', 404],
  ])('%s (%s): %d', async (_, id, status) => {
    await expect(getEntity(library, 'authors', id)).rejects.toMatchObject({ status });
  });

  test('curation is of people: an institution of the same id was never there', async () => {
    await expect(getEntity(library, 'institutions', A(2))).rejects.toMatchObject({ code: 'not_found' });
    await expect(getEntity(library, 'topics', 'x')).rejects.toThrow('there is no topic with the id "x": write ');
  });
});
