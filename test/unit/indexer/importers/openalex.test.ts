// OpenAlex: pages of the API, parts of a snapshot with all entities, and merged ids.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { describeImporter } from '../../../support/describe-importer.js';
import { NATIVE, readBytes } from '../../../support/importer-fixtures.js';
import { JSON_PIECES, jsonRecords } from '../../../support/json-pieces.js';
import { skipLoudly } from '../../../support/skip-loudly.js';

describeImporter({ format: 'openalex', pieces: [...JSON_PIECES, '"abstract_inverted_index":{', '"results":['] });
describeImporter({
  format: 'openalex-ids',
  pieces: [',', '"', '\n', '\r', 'W5100000001', 'merge_date,id,merge_into_id\n'],
});

const ORIGINALS = join(NATIVE, 'openalex');

if (existsSync(ORIGINALS)) {
  test('every record of ../shared/data/native/openalex is accounted for', async () => {
    const zips = (readdirSync(ORIGINALS, { recursive: true }) as string[])
      .filter((name) => name.endsWith('.zip'))
      .sort();
    let works = 0;
    for (const zip of zips) {
      for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(ORIGINALS, zip))))) {
        if (!name.endsWith('.json')) continue;
        const found = await readBytes(Buffer.from(bytes), 'auto', name);
        const ids = jsonRecords(Buffer.from(bytes).toString()).map((record) => (record as { id: string }).id);
        expect(found.map(({ work }) => ('id' in work ? work.id : work))).toEqual(ids);
        works += found.length;
      }
    }
    expect(works).toBeGreaterThan(0);
  });
} else {
  skipLoudly('the originals of openalex', 'there is no ../shared/data/native/openalex');
}
