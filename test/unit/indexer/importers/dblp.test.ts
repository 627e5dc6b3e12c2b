// DBLP: its whole file and its pages of a person.
import { describeImporter } from '../../../support/describe-importer.js';

describeImporter({
  format: 'dblp',
  wrap: (records) => `<?xml version="1.0" encoding="ISO-8859-1"?><dblp>${records}</dblp>`,
  pieces: ['<article key="x/y/z">', '</article>', '<www>', '</title>', '<author>', '&uuml;', '&', '<', '"', '</dblp>'],
});
