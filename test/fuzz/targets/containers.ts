// What files come in: zip archives with members of any name, and gzip, whole and damaged.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type ZippableFile, zipSync } from 'fflate';
import { membersOf } from '../../../indexer/importers/open-archive.js';
import { readWorks } from '../../../indexer/importers/read-works.js';
import { SourceError } from '../../../indexer/importers/source-error.js';
import { HOSTILE } from '../hostile.js';
import { mutatedBytes } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, type Outcome, refusingLater, target } from '../target.js';
import { noCompanion } from './importers.js';

const LINES = Buffer.from('{"id":"w:1","title":"Tides"}\n{"id":"w:2","title":"Ebbs"}\n');
const MEMBERS = [
  'a.jsonl',
  'in/b.json',
  'c.jsonl.gz',
  '../up.jsonl',
  '/root.jsonl',
  'C:\\x.jsonl',
  'in\\..\\d.jsonl',
  'e.csv',
];
/** Of a file with permissions 644, of a symbolic link, of a device. */
const KINDS = [0o100644, 0o120777, 0o020666];

/** Members under any names, links and devices among them, whole or damaged. */
function archive(random: Random): Buffer {
  const members = Array.from({ length: 1 + random.below(3) }, () => {
    const name = random.pick(MEMBERS) + (random.chance(0.2) ? `${random.pick(HOSTILE)}.jsonl` : '');
    const content = name.endsWith('.gz') ? gzipSync(LINES) : LINES;
    const member: ZippableFile = [new Uint8Array(content), { attrs: random.pick(KINDS) * 65_536, os: 3 }];
    return [name, member] as const;
  });
  const whole = zipSync(Object.fromEntries(members));
  return random.chance(0.6) ? mutatedBytes(random, [whole]) : Buffer.from(whole);
}

let folder = '';

async function readArchive(bytes: Buffer): Promise<Outcome> {
  const path = join(folder, `${randomUUID()}.zip`);
  await writeFile(path, bytes);
  try {
    return await refusingLater(SourceError, async () => {
      for await (const member of membersOf(path)) {
        const name = 'stream' in member ? member.path : member.file;
        ensure(name.startsWith(`${path}/`) && !name.split('/').includes('..'), 'a member stands in its archive');
        if (!('stream' in member)) continue;
        for await (const _ of readWorks(member, { format: 'auto', beside: noCompanion })) void _;
      }
    });
  } finally {
    await rm(path);
  }
}

export const CONTAINER_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'zip',
    reads: 'archives: their directory, the names and the contents of their members',
    share: 0.05,
    make: archive,
    run: readArchive,
    open: async () => {
      folder = await mkdtemp(join(tmpdir(), 'ideascope-fuzz-zip-'));
    },
    close: () => rm(folder, { recursive: true }),
  }),
  target({
    name: 'gzip',
    reads: 'packed files and uploads, in lines',
    share: 0.05,
    make: (random) => {
      const whole = gzipSync(LINES);
      return mutatedBytes(random, [whole, Buffer.concat([whole, whole])]);
    },
    run: (bytes) =>
      refusingLater(SourceError, async () => {
        const inLines = { longest: 1_000, most: 100_000 };
        const stream = Readable.from([bytes]);
        const options = { format: 'auto', beside: noCompanion, inLines } as const;
        for await (const _ of readWorks({ path: 'the body', stream }, options)) void _;
      }),
  }),
];
