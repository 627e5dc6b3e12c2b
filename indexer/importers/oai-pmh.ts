// Importer of answers of OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html), saved or harvested: arXiv's own two
// formats of metadata, `arXiv` and `arXivRaw`, and `oai_dc`, which every repository has.
import { arxiv } from './arxiv.js';
import { dublinCore } from './dublin-core.js';
import type { Reading } from './importer.js';
import { childOf, childrenOf, textIn, textOf, type XmlElement } from './xml-element.js';
import { xmlImporter } from './xml-importer.js';

/** Both are the record of the snapshot in XML: what is in one is read by the importer of that. */
function snapshotRecord(metadata: XmlElement): Record<string, unknown> {
  const fields = ['id', 'title', 'abstract', 'comments', 'categories', 'doi', 'journal-ref'];
  const people = childrenOf(childOf(metadata, 'authors'), 'author');
  const versions = childrenOf(metadata, 'version').map((version) => ({ created: textIn(version, 'date') }));
  const created = textIn(metadata, 'created');
  return {
    ...Object.fromEntries(fields.map((name) => [name, textIn(metadata, name)])),
    // `arXivRaw` has them in one string
    authors: people.length === 0 ? textIn(metadata, 'authors') : undefined,
    authors_parsed: people.map((person) => [
      ...['keyname', 'forenames', 'suffix'].map((name) => textIn(person, name) ?? ''),
      ...childrenOf(person, 'affiliation').map((one) => textOf(one)),
    ]),
    versions: created === undefined ? versions : [{ created }],
  };
}

/** What the errors of the protocol mean; others are passed on as they come. */
const ERRORS: Readonly<Record<string, string>> = {
  badArgument: 'an argument is missing, unknown or malformed',
  badResumptionToken: 'the resumption token is wrong or has expired',
  badVerb: 'the request has no verb that the protocol knows',
  cannotDisseminateFormat: 'the repository does not have this format of metadata',
  idDoesNotExist: 'there is no such record',
  noMetadataFormats: 'the record has no metadata',
  noSetHierarchy: 'the repository has no sets',
};

/** No records is an answer like others. */
export const NO_RECORDS = 'noRecordsMatch';

/** An error of the protocol in words. */
export function describeOaiError(error: XmlElement): string {
  const code = error.attributes.code ?? 'error';
  const said = textOf(error).replace(/\s+/g, ' ').trim();
  const meaning = ERRORS[code];
  return [code, meaning, said === '' ? undefined : `"${said.slice(0, 300)}"`].filter(Boolean).join(': ');
}

function read(element: XmlElement): Reading | undefined {
  if (element.name === 'resumptionToken') return undefined;
  if (element.name === 'error') {
    const none = element.attributes.code === NO_RECORDS;
    return none ? undefined : { rejection: `the repository answered with an error: ${describeOaiError(element)}` };
  }
  const header = childOf(element, 'header');
  if (header?.attributes.status === 'deleted') return { rejection: 'deleted by the repository', skipped: true };
  const identifier = textIn(header, 'identifier');
  const [metadata] = (childOf(element, 'metadata')?.children ?? []).filter((child) => typeof child !== 'string');
  if (metadata === undefined) return { rejection: 'the record has no metadata' };
  if (/^arXiv(?:Raw)?$/.test(metadata.name)) return arxiv.read(snapshotRecord(metadata));
  if (metadata.name === 'dc') return dublinCore(metadata, identifier);
  return { rejection: `metadata as <${metadata.name}>, expected arXiv, arXivRaw or oai_dc` };
}

export const oaiPmh = xmlImporter({
  name: 'oai-pmh',
  recognises: (root) => root === 'OAI-PMH',
  containers: ['OAI-PMH', 'ListRecords', 'GetRecord'],
  records: ['record', 'error', 'resumptionToken'],
  start: async () => read,
});
