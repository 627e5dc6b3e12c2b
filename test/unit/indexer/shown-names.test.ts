// What is imported is shown by its name: no folder of the machine, no password, no argument of an address.
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileName, repositoryName, sourceNames, withoutFolders } from '../../../indexer/shown-names.js';

describe('sources', () => {
  test.each([
    [['/srv/secret/works.jsonl'], 'works.jsonl'],
    [['./a/b.json', '/c/d/'], 'b.json, d'],
    [['-'], 'standard input'],
    [['/x/1', '/x/2', '/x/3', '/x/4', '/x/5'], '1, 2, 3 and 2 more'],
  ])('%j are %s', (sources, name) => {
    expect(sourceNames(sources)).toBe(name);
  });

  test('a folder without a name of its own has that of the folder that it is', () => {
    expect(sourceNames(['.'])).toBe(resolve('.').split('/').at(-1));
  });
});

test.each([
  ['https://user:word@host.example:8080/oai/', undefined, 'host.example:8080/oai'],
  ['https://oaipmh.arxiv.org/oai', 'cs', 'oaipmh.arxiv.org/oai, set cs'],
])('the repository %s, set %s', (base, set, name) => {
  expect(repositoryName({ base, set })).toBe(name);
});

describe('files', () => {
  const sources = ['/srv/secret/in', '/home/me/all.zip', 'rel/more.bib'];
  test.each([
    ['/srv/secret/in/part/a.jsonl', 'in/part/a.jsonl'],
    ['/home/me/all.zip/inner/b.xml', 'all.zip/inner/b.xml'],
    ['rel/more.bib', 'more.bib'],
    [resolve('rel/more.bib'), 'more.bib'],
    ['/elsewhere/else.json', 'else.json'],
    ['-', 'standard input'],
    ['https://me:word@host/oai?verb=ListRecords&resumptionToken=x', 'host/oai'],
  ])('%s', (file, name) => {
    expect(fileName(file, sources)).toBe(name);
  });
});

describe('messages', () => {
  const sources = ['/srv/my secrets/in', 'rel/more.bib', '-'];
  test.each([
    ['/srv/my secrets/in/a.gz: broken gzip', 'in/a.gz: broken gzip'],
    ['rel/more.bib: no such file or folder', 'more.bib: no such file or folder'],
    ["ENOENT: cannot open '/var/lib/ideascope/works.lmdb'", "ENOENT: cannot open 'works.lmdb'"],
    ['at C:\\Users\\me\\works.json', 'at works.json'],
    ['see https://host.example/a/b for 10.1000/182 and a/b', 'see https://host.example/a/b for 10.1000/182 and a/b'],
    ['neither title nor abstract', 'neither title nor abstract'],
    ['1 / 2 and and/or', '1 / 2 and and/or'],
  ])('%s', (message, shorter) => {
    expect(withoutFolders(message, sources)).toBe(shorter);
  });
});
