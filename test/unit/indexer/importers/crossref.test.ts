// Crossref's works as the API and the public data files have them.
import { describeImporter } from '../../../support/describe-importer.js';
import { JSON_PIECES } from '../../../support/json-pieces.js';

describeImporter({
  format: 'crossref',
  pieces: [...JSON_PIECES, '{"items":[', '"date-parts":[[null]]', '"message":{'],
});
