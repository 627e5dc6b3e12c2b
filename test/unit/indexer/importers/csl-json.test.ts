// CSL-JSON as Zotero and Pandoc write it.
import { describeImporter } from '../../../support/describe-importer.js';
import { JSON_PIECES } from '../../../support/json-pieces.js';

describeImporter({ format: 'csl-json', pieces: [...JSON_PIECES, '{"items":[', '"issued":{"raw":', '"author":[{'] });
