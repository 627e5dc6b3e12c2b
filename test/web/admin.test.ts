// The admin page: a key opens it, it tells the state of the service, and an import can be watched as it runs.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Ended, Place, type Server } from '../e2e/processes.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe, overflowOf, screenshot } from '../support/browser/look.js';

const KEY = 'invented-key-of-the-admin';
const WORDLESS = { EMBEDDING_MODEL: 'none', DEMO: '0' };

let place: Place;
let server: Server;
let page: Page;

beforeAll(async () => {
  place = await Place.open();
  server = await place.serve({ ...WORDLESS, API_KEYS: KEY, LOG_LEVEL: 'warn' });
}, START_MS);
afterAll(() => place?.close());

const card = (name: string) => page.getByRole('region', { name });

async function give(key: string): Promise<void> {
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
}

function opening(browser: TestBrowser): void {
  test('a wrong key is refused in words, and is not kept', async () => {
    browser.tolerate(/status of 40[13]/);
    page = await browser.open(`${server.url}/admin`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axe(page)).toEqual([]);
    await give('not-a-key-of-this-service');
    await page.getByText('This is none of the keys of the service').waitFor();
    expect(await card('Index').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
  });

  test('the right one shows what is there', async () => {
    await give(KEY);
    await card('Index').getByText('Works stored').waitFor();
    expect(await card('Index').innerText()).toMatch(/Works stored\s+0/);
    await card('Imports').getByText('Nothing was imported').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(page.url()).not.toContain(KEY);
  });

  test('a reload forgets the key, unless it was to be kept in this tab', async () => {
    await page.reload();
    await page.getByLabel('Key', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: /Keep in this tab/ }).check();
    await give(KEY);
    await card('Index').waitFor();
    await page.reload();
    await card('Index').waitFor();
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await page.getByLabel('Key', { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('Key', { exact: true }).waitFor();
  });
}

/** Lines of a file. */
const works = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const number = from + i;
    return `${JSON.stringify({ id: `own:${number}`, title: `Invented work number ${number}` })}\n`;
  }).join('');

function watching(browser: TestBrowser): void {
  let ended: Promise<Ended>;

  beforeAll(async () => {
    page = await browser.open(`${server.url}/admin`);
    await give(KEY);
    await card('Index').waitFor();
  });

  test('an import is seen while it runs, with what it has read and rejected', async () => {
    const running = place.start(['import', '-', '--no-embed'], WORDLESS);
    ended = running.ended;
    // its input stays open: it runs until the test has seen it
    running.process.stdin?.write(`${works(0, 3000)}{"id": "own:untitled"}\n`);
    const run = page.getByRole('article', { name: /^Import of/ });
    await run.waitFor();
    await run
      .getByText(/running/i)
      .first()
      .waitFor();
    await run
      .getByText(/\d+ (?:created|records?)/)
      .first()
      .waitFor();
    expect(await axe(page)).toEqual([]);
    running.process.stdin?.end(works(3000, 3010));
    expect((await ended).code).toBe(0);
    const row = card('Imports').getByRole('row').filter({ hasText: 'finished' });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/3,010/);
    await row.getByText('Why one was rejected').click();
    await row.getByText(/title/).waitFor();
  });

  test('its works are counted by the index soon after', async () => {
    await card('Index').getByText('3,010').first().waitFor();
    expect(await overflowOf(page)).toBe(0);
    await screenshot(page, 'admin-import-1280');
  });
}

describeInBrowser('the admin page', { opening, watching });
