// What a harvest asks a repository for, of the options of the command.
import { expect, test } from '@jest/globals';
import { addressOf, oaiRequest } from '../../../indexer/harvest/oai-request.js';
import { UsageError } from '../../../indexer/usage.js';

test('what is asked for', () => {
  const arxiv = oaiRequest('arXiv', { set: 'cs', from: '2026-01-01' });
  expect(arxiv).toMatchObject({ prefix: 'arXiv', pause: 3000 });
  expect(addressOf(arxiv, undefined)).toBe(
    'https://oaipmh.arxiv.org/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs&from=2026-01-01',
  );
  expect(addressOf(arxiv, 'a|b&c')).toBe('https://oaipmh.arxiv.org/oai?verb=ListRecords&resumptionToken=a%7Cb%26c');
  expect(oaiRequest('https://gravel.example/oai', {})).toMatchObject({ prefix: 'oai_dc', pause: 1000 });
});

const DAY = 'expected a day such as 2026-01-01, or a time such as 2026-01-01T12:00:00Z';
const PAUSE = 'expected seconds from 3 to 3600, as arXiv asks for at least 3';

test.each<[string, Record<string, string>, string]>([
  ['nowhere', {}, 'nowhere: expected arxiv, or the address of a repository such as https://host/oai'],
  [
    'ftp://x.example/oai',
    {},
    'ftp://x.example/oai: expected arxiv, or the address of a repository such as https://host/oai',
  ],
  [
    'https://x.example/oai?verb=ListRecords',
    {},
    'https://x.example/oai?verb=ListRecords: expected an address without arguments; they come from --set, --from and others',
  ],
  ['arxiv', { from: '2026-02-30' }, `--from 2026-02-30: ${DAY}`],
  ['arxiv', { until: 'yesterday' }, `--until yesterday: ${DAY}`],
  ['arxiv', { from: '2026-02-03', until: '2026-01-03' }, '--from 2026-02-03 is after --until 2026-01-03'],
  [
    'arxiv',
    { from: '2026-02-03', until: '2026-02-04T00:00:00Z' },
    '--from and --until: give both as days, or both as times',
  ],
  ['arxiv', { pause: '1' }, `--pause 1: ${PAUSE}`],
  ['https://oaipmh.arxiv.org/oai', { pause: '2.5' }, `--pause 2.5: ${PAUSE}`],
  ['https://x.example/oai', { pause: '' }, '--pause : expected seconds from 0 to 3600'],
])('%s %j is refused', (repository, options, message) => {
  expect(() => oaiRequest(repository, options)).toThrow(new UsageError(message));
});
