// Semantic Scholar: papers of the API, of the bulk data and of older shapes.
import { describeImporter, describeOriginals } from '../../../support/describe-importer.js';
import { JSON_PIECES, jsonRecords } from '../../../support/json-pieces.js';

describeImporter({ format: 'semantic-scholar', pieces: [...JSON_PIECES, '"corpusid":', '"papers":[{', '"data":['] });
describeOriginals({
  format: 'semantic-scholar',
  folder: 'semantic-scholar',
  count: (_file, text) => jsonRecords(text).length,
  // records of people hold ids of papers alone
  reasons: /^an author, not a paper/,
});
