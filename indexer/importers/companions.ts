// Files that others are read with: names of people beside a collection. Each is read once per import.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Surroundings } from './importer.js';
import type { LeftOut } from './list-files.js';

export class Companions {
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #used = new Set<string>();

  /** @param file the one that is read; its companions are looked for relative to its folder */
  of(file: string): Surroundings['beside'] {
    if (file === '-') return async () => undefined;
    return async (path) => {
      const found = join(dirname(file), path);
      let text = this.#texts.get(found);
      if (text === undefined) {
        // a file that is not there is no error: most have no companions
        text = readFile(found, 'utf8').catch(() => undefined);
        this.#texts.set(found, text);
      }
      if ((await text) !== undefined) this.#used.add(found);
      return text;
    };
  }

  /** A file that no importer takes may have been read as a companion all the same. */
  explain(leftOut: LeftOut): LeftOut {
    return this.#used.has(join(leftOut.file)) ? { ...leftOut, reason: 'no works, but what other files need' } : leftOut;
  }
}
