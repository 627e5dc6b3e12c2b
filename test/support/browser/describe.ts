// Registers tests in a real Chromium: what goes wrong on any page fails the test, whatever the test looks at.
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { skipLoudly } from '../skip-loudly.js';
import { findChromium, LAUNCH_MS, NAMES, TestBrowser } from './chromium.js';

/** The longest that the first test file of a run waits for the service: a first run on a machine downloads the model. */
export const START_MS = 150_000;

/**
 * Registers tests in one browser, each group with a heading of its own, or one skipped test that says why there is none.
 * @throws Error in CI, where there must be one
 */
export function describeInBrowser(
  name: string,
  groups: Readonly<Record<string, (browser: TestBrowser) => void>>,
): void {
  const executable = findChromium();
  if (executable === undefined) {
    const reason = `there is no Chromium: $CHROMIUM, or one of ${NAMES.join(', ')} on the path`;
    if (process.env.CI === 'true') throw new Error(`CI must test in a browser, but ${reason}`);
    skipLoudly(name, reason);
    return;
  }
  describe(name, () => {
    const browser = new TestBrowser(executable);
    beforeAll(() => browser.launch(), LAUNCH_MS);
    afterEach(() => {
      expect(browser.takeFaults()).toEqual([]);
    });
    afterAll(() => browser.close(), LAUNCH_MS);
    for (const [heading, register] of Object.entries(groups)) {
      describe(heading, () => {
        // hooks run in their order: pages go before the services that they ask
        afterAll(() => browser.closePages());
        register(browser);
      });
    }
  });
}
