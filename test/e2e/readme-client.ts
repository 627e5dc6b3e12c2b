// The README's programs are true: each is run against a service with the demo, and what it prints compared.
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

/** A program without annotations of types, which is JavaScript too, and what is printed below it. */
const PROGRAM = /```ts\n([^`]*(?:`[^`\n]+`[^`]*)*)```\n\n```\n([^`]*)```/g;

/** Registers a test for each program of a text in which the service is at `home`. */
export function checkClientExamples(text: string, home: string, url: () => string): void {
  const programs = [...text.matchAll(PROGRAM)].map(([, program = '', printed = '']) => ({ program, printed }));

  test('has programs', () => {
    expect(programs.length).toBeGreaterThanOrEqual(1);
  });

  test.each(programs)('a program prints what stands below it', async ({ program, printed }) => {
    // below the package, whose name it imports
    const file = fileURLToPath(new URL(`./readme-program-${process.pid}.mjs`, import.meta.url));
    await writeFile(file, program.replaceAll(home, url()));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [file]);
      expect(stdout).toBe(printed);
    } finally {
      await rm(file);
    }
  });
}
