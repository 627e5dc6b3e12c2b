// Streams of bytes as files and pipes give them: their first bytes looked at, gzip unpacked.
import { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type Bytes = AsyncIterable<Buffer>;

/**
 * Reads until `enough` says so, or the stream ends.
 * @returns what was read, and the whole stream again, from its beginning
 */
export async function peek(
  bytes: Bytes,
  enough: (head: Buffer) => boolean,
): Promise<{ head: Buffer; complete: boolean; all: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let complete = false;
  while (!complete && !enough(head)) {
    const next = await iterator.next();
    complete = next.done === true;
    if (next.done !== true) head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, complete, all: replay(head, iterator) };
}

async function* replay(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * Unpacks gzip, also of several members. Pulls only as much as is asked for.
 * @throws the error of zlib, after everything that could be unpacked before the damage
 */
export async function* gunzip(packed: Bytes): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { highWaterMark: 1 });
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  // a stream of its own at the end: zlib's would drop what it holds when it meets the damage
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    out.end();
  };
  source.on('error', fail);
  unzip.on('error', fail);
  source.pipe(unzip).pipe(out);
  try {
    for await (const chunk of out) yield chunk;
  } finally {
    source.destroy();
    unzip.destroy();
    out.destroy();
  }
  if (failure !== undefined) throw failure;
}
