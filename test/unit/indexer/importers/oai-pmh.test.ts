// Answers of OAI-PMH: arXiv's two formats, Dublin Core, deleted records and errors.
import { describeImporter } from '../../../support/describe-importer.js';

describeImporter({
  format: 'oai-pmh',
  wrap: (records) => `<OAI-PMH><ListRecords>${records}</ListRecords></OAI-PMH>`,
  pieces: [
    '<record>',
    '</record>',
    '<metadata>',
    '</header>',
    '<resumptionToken>',
    '<![CDATA[',
    '&',
    '<',
    '"',
    '</OAI-PMH>',
  ],
});
