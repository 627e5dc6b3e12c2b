// Tests that cannot run here: skipped with their reason, in the report and on the terminal.
import { describe, test } from '@jest/globals';

export function skipLoudly(name: string, reason: string): void {
  process.stderr.write(`skipped: ${name}: ${reason}\n`);
  describe(name, () => {
    test.skip(`not tested, because ${reason}`, () => undefined);
  });
}
