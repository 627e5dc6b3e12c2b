// A real Chromium that notes what goes wrong on any page: errors, violated policies, dialogs, requests to other hosts.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

export const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
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
export const LAUNCH_MS = 60_000;
/** The longest that a page is waited for: patience with a busy machine, not what is promised. */
const PATIENCE_MS = 10_000;
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

  /** Closes all pages: what they were still asking for is nobody's fault any more. */
  async closePages(): Promise<void> {
    await Promise.all((this.#browser?.contexts() ?? []).map((context) => context.close()));
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
