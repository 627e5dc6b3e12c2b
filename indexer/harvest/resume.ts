// Where harvests that were cut off go on: the token of the next page for each request, in a file of DATA_DIR.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OaiRequest } from './oai-request.js';

const schema = z.record(z.string(), z.string());

/** The same request again is the same list. */
function keyOf({ base, prefix, set, from, until }: OaiRequest): string {
  return JSON.stringify([base, prefix, set, from, until]);
}

export class ResumeFile {
  readonly #folder: string;
  readonly #file: string;

  /** @param folder DATA_DIR; made when something is kept */
  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'harvests.json');
  }

  async token(request: OaiRequest): Promise<string | undefined> {
    return (await this.#read())[keyOf(request)];
  }

  /** @param token undefined: the list is at its end */
  async keep(request: OaiRequest, token: string | undefined): Promise<void> {
    const { [keyOf(request)]: before, ...others } = await this.#read();
    if (before === token) return;
    const kept = token === undefined ? others : { ...others, [keyOf(request)]: token };
    await mkdir(this.#folder, { recursive: true });
    // whole or not at all: a harvest may be killed here too
    await writeFile(`${this.#file}.new`, `${JSON.stringify(kept, null, 2)}\n`);
    await rename(`${this.#file}.new`, this.#file);
  }

  /** A file that cannot be read has no tokens: harvests begin at their beginning then. */
  async #read(): Promise<Record<string, string>> {
    try {
      return schema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return {};
    }
  }
}
