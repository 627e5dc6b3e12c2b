// OpenAlex: pages of the API, parts of a snapshot with all entities, and merged ids.
import { describeImporter } from '../../../support/describe-importer.js';
import { JSON_PIECES } from '../../../support/json-pieces.js';

describeImporter({ format: 'openalex', pieces: [...JSON_PIECES, '"abstract_inverted_index":{', '"results":['] });
describeImporter({
  format: 'openalex-ids',
  pieces: [',', '"', '\n', '\r', 'W5100000001', 'merge_date,id,merge_into_id\n'],
});
