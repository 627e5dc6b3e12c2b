// A real Chromium for tests: what goes wrong on any page fails the test, whatever the test looks at.
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { skipLoudly } from './skip-loudly.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARGUMENTS = [
  '--headless',
  // tests run as root in containers, where Chromium has no sandbox
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LAUNCH_MS = 60_000;
/** The longest that the first test file of a run waits for the service: a first run on a machine downloads the model. */
export const START_MS = 150_000;
/** The longest that a page is waited for: patience with a busy machine, not what is promised. */
const PATIENCE_MS = 15_000;
const ARTEFACTS = fileURLToPath(new URL('../../../artefacts/', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Before anything of the page runs: violations of its policy are told where the tests listen. */
const TELL_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  console.error('policy violated:', effectiveDirective, blockedURI, sample));`;

export interface Visit extends BrowserContextOptions {
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Hosts beside its own that the page may ask: none. */
  readonly hosts?: readonly string[];
}

/** The Chromium of one test file. */
export class TestBrowser {
  #browser: Browser | undefined;
  readonly #executable: string;
  #faults: string[] = [];
  #tolerated: RegExp[] = [];

  constructor(executable: string) {
    this.#executable = executable;
  }

  /** With a profile of its own, which is removed at its end. */
  async launch(): Promise<void> {
    this.#browser = await chromium.launch({ executablePath: this.#executable, args: ARGUMENTS, timeout: LAUNCH_MS });
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  /** Somebody who was never here: no storage, no cache, no history. */
  async context(visit: Visit = {}): Promise<BrowserContext> {
    const { width = 1280, height = 900, hosts = [], ...options } = visit;
    if (!this.#browser) throw new Error('the browser is launched in beforeAll');
    const context = await this.#browser.newContext({
      viewport: { width, height },
      // what moves is never where it was looked for
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(TELL_VIOLATIONS);
    context.on('page', (page) => this.#watch(page, hosts));
    return context;
  }

  /** A page of its own context, at an address. */
  async open(url: string, visit: Visit = {}): Promise<Page> {
    const context = await this.context({ ...visit, hosts: [new URL(url).host, ...(visit.hosts ?? [])] });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  /** What this test provokes: a fault that matches is none until the test is over. */
  tolerate(fault: RegExp): void {
    this.#tolerated.push(fault);
  }

  /** What went wrong since the last call, on any page. */
  takeFaults(): string[] {
    const faults = this.#faults.filter((fault) => !this.#tolerated.some((pattern) => pattern.test(fault)));
    this.#faults = [];
    this.#tolerated = [];
    return faults;
  }

  #watch(page: Page, hosts: readonly string[]): void {
    const fault = (what: string) => void this.#faults.push(`${page.url()}: ${what}`);
    page.on('console', (message) => {
      if (message.type() === 'error') fault(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', ({ message }) => fault(`uncaught: ${message}`));
    page.on('dialog', (dialog) => {
      fault(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      const near = ['data:', 'blob:', 'about:'].includes(protocol) || hosts.includes(host);
      if (!near && hosts.length > 0) fault(`asks another host: ${request.url()}`);
    });
  }
}

/** Chromium or Chrome: `$CHROMIUM`, or the first of the usual names on the path. */
export function findChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM, ...named].find((path) => path !== undefined && path !== '' && runs(path));
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

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
    for (const [heading, register] of Object.entries(groups)) describe(heading, () => register(browser));
  });
}

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe (deque.com/axe) finds on the page as it is now, in light and in dark colours: `scheme: rule: help: element`. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(`${readFileSync(AXE, 'utf8')};0`);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate<readonly AxeResult[]>(
      `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`,
    );
    for (const { id, help, nodes } of violations) {
      found.push(
        ...nodes.map(({ html, failureSummary }) => `${colorScheme}: ${id}: ${help}: ${html} ${failureSummary}`),
      );
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** The whole page as a picture in `artefacts/`, for eyes. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  const path = join(ARTEFACTS, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  process.stdout.write(`screenshot: ${path}\n`);
}

/** How far the page can be scrolled sideways, in CSS pixels: a page that fits its window cannot. */
export function overflowOf(page: Page): Promise<number> {
  const tried = 'scrollTo(1e6, scrollY), scrollX';
  return page.evaluate<number>(`(() => { const far = (${tried}); scrollTo(0, scrollY); return far; })()`);
}
