// Folders and zip archives: what is in them is imported, or named with the reason why not.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type ImportReport, importWorks } from '../../../indexer/pipeline.js';
import { createOracleEngine } from '../../support/oracle-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'ideascope-archives-'));
afterAll(() => rmSync(folder, { recursive: true }));

const work = (id: number) => `{"id":"w:${id}","title":"Work ${id}"}`;
const ACL =
  '<collection id="2031.x"><volume id="1"><meta><booktitle>B</booktitle></meta><paper id="1"><title>T</title><author><first>T.</first><last>Quill</last></author></paper></volume></collection>';

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function importing(source: string): Promise<ImportReport> {
  return importWorks({ engine: createOracleEngine(), sources: [source], format: 'auto' });
}

/** A symbolic link, as Unix packs it. */
const LINK = { os: 3, attrs: 0o120777 * 65_536 };

const relative = ({ leftOut }: ImportReport) =>
  leftOut.map((one) => `${one.file.slice(folder.length + 1)}: ${one.reason}`);

test('the members of an archive are files, each of its own format', async () => {
  const path = file(
    'mixed.zip',
    zipSync({
      'a.json': strToU8(`[${work(1)},${work(2)}]`),
      'folder/b.jsonl.gz': gzipSync(`${work(3)}\n`),
      'folder/c.xml': strToU8(ACL),
      'labels.csv': strToU8('id,label\n'),
      'odd.json': strToU8('no works'),
      '__MACOSX/._a.json': strToU8('x'),
      'nothing/': new Uint8Array(),
    }),
  );
  const report = await importing(path);
  expect(report).toMatchObject({ created: 4, rejected: 0, failures: [] });
  expect(relative(report)).toEqual([
    'mixed.zip/labels.csv: a table, which is no format of works',
    'mixed.zip/odd.json: not JSON',
  ]);
});

test('a rejected record of a member is named with its archive', async () => {
  const path = file('bad.zip', zipSync({ 'in/a.jsonl': strToU8(`${work(1)}\n{"id":\n`) }));
  const report = await importing(path);
  expect(report.created).toBe(1);
  expect(report.rejections).toMatchObject([{ file: `${path}/in/a.jsonl`, unit: 'line', number: 2 }]);
});

test('a damaged archive says so, and what could be read is imported', async () => {
  const lines = Array.from({ length: 20_000 }, (_, id) => work(id * 7919)).join('\n');
  const whole = Buffer.from(zipSync({ 'a.jsonl': strToU8(lines), 'b.jsonl': strToU8(work(-1)) }));
  const cut = await importing(file('cut.zip', whole.subarray(0, whole.length / 2)));
  expect(cut.created).toBe(0);
  expect(cut.failures).toEqual([expect.stringMatching(/cut\.zip: broken zip archive \(.+\)$/)]);
  const flipped = await importing(file('flipped.zip', Buffer.from(whole).fill(0xff, 20_000, 20_064)));
  expect(flipped.failures).toEqual([expect.stringMatching(/flipped\.zip\/a\.jsonl: broken in its archive \(.+\)/)]);
  // the member behind it is whole
  expect(flipped.created).toBeGreaterThan(1);
});

test('an archive that comes through a pipe has to be unpacked', async () => {
  const { Readable } = await import('node:stream');
  const stdin = Readable.from([Buffer.from(zipSync({ 'a.json': strToU8(work(1)) }))]);
  const report = await importWorks({ engine: createOracleEngine(), sources: ['-'], format: 'auto', stdin });
  expect(report.failures).toEqual([expect.stringMatching(/^-: a zip archive: unpack it first/)]);
});

test('every file of a folder is imported, or named with the reason', async () => {
  file('all/acl/2031.x.xml', ACL);
  file(
    'all/acl/name_variants.yaml',
    '- canonical: {first: Tomás, last: Quill}\n  variants:\n  - {first: T., last: Quill}\n',
  );
  file('all/acl/schema.rnc', 'start = Collection');
  file('all/other.xml', '<works/>');
  file('all/README', 'words');
  file('all/notes.txt', 'words');
  file('all/page.xml', '<html/>');
  file('all/.hidden.json', 'x');
  file('all/works.jsonl', work(1));
  const engine = createOracleEngine();
  const report = await importWorks({ engine, sources: [join(folder, 'all')], format: 'auto' });
  expect(report).toMatchObject({ created: 2, rejected: 0, failures: [] });
  expect(relative(report)).toEqual([
    'all/README: its name has no ending',
    'all/acl/name_variants.yaml: no works, but what other files need',
    'all/acl/schema.rnc: a schema',
    'all/notes.txt: no format has the ending .txt',
    'all/other.xml: XML with <works> as its root, which no format has',
    'all/page.xml: a page of HTML',
  ]);
  const [paper] = await engine.fetch(['acl:2031.x-1.1']);
  expect(paper?.authorships[0]?.author).toMatchObject({ id: 'acl:people/tomas-quill', display_name: 'Tomás Quill' });
});

test('a file that is named must be of a known format', async () => {
  const report = await importing(file('named.xml', '<works/>'));
  expect(report.failures).toEqual([expect.stringMatching(/named\.xml: XML with <works> as its root/)]);
});

test('a damaged list of people is named, and the collection is not imported with wrong names', async () => {
  file('people/2031.x.xml', ACL);
  file('people/people.yaml', '{ not: [yaml');
  const report = await importing(join(folder, 'people'));
  expect(report.failures).toEqual([expect.stringMatching(/people\.yaml beside .*2031\.x\.xml: no list of people: /)]);
  expect(report.created).toBe(0);
});

test('links of a folder lead nowhere else, nor round in a circle; the rest of it is imported', async () => {
  const outside = file('outside.jsonl', work(7));
  const inside = file('linked/a.jsonl', work(8));
  const linked = join(folder, 'linked');
  symlinkSync(outside, join(linked, 'out.jsonl'));
  symlinkSync('/nowhere/at/all', join(linked, 'gone.jsonl'));
  symlinkSync('.', join(linked, 'again'));
  symlinkSync(inside, join(linked, 'b.jsonl'));
  const report = await importing(linked);
  expect(report).toMatchObject({ created: 1, unchanged: 1, failures: [] });
  expect(relative(report)).toEqual([
    'linked/again: a link to a folder, which is read where it stands',
    'linked/gone.jsonl: a link that leads nowhere',
    'linked/out.jsonl: a link that leads out of the folder: name it by itself to import it',
  ]);
  // who names a link means it
  symlinkSync(outside, join(folder, 'named.jsonl'));
  expect((await importing(join(folder, 'named.jsonl'))).created).toBe(1);
});

test('links of an archive are not followed, and names that lead out of it are refused', async () => {
  const link = file('link.zip', zipSync({ 'a.jsonl': strToU8(work(1)), 'l.jsonl': [strToU8('/etc/passwd'), LINK] }));
  const report = await importing(link);
  expect(report).toMatchObject({ created: 1, rejected: 0, failures: [] });
  expect(relative(report)).toEqual(['link.zip/l.jsonl: a link']);
  for (const name of ['../up.jsonl', '/root.jsonl', 'in/../../up.jsonl', 'C:\\x.jsonl']) {
    const refused = await importing(file('out.zip', zipSync({ [name]: strToU8(work(1)) })));
    expect(refused).toMatchObject({ created: 0, failures: [expect.stringMatching(/broken zip archive \(.+\)$/)] });
  }
});
