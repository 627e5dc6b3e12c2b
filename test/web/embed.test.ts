// Parts of the interface on a page of another origin, under a policy as strict as ours.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { WorksAnswer } from '../../src/client/index.js';
import { Place } from '../e2e/processes.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe } from '../support/browser/look.js';
import { demoService } from '../support/demo-service.js';
import { openPlainSite, type PlainSite } from '../support/plain-site.js';

const AUTHOR = 'author:olatunji-ruwase';
const WORK = 'arxiv:1910.02054';

let service: string;
let site: PlainSite;
let page: Page;

beforeAll(async () => {
  service = await demoService();
}, START_MS);
afterAll(() => site?.close());

const pageWith = (from: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A platform</title>
  <link rel="icon" href="data:,">
  <script type="module" src="${from}/embed.js"></script>
  <main><h1>A platform</h1>
  <ideascope-profile author="${AUTHOR}"><button slot="follow">Follow researcher</button></ideascope-profile>
  <ideascope-related work="${WORK}" limit="3"></ideascope-related></main></html>`;
const policyFor = (from: string) =>
  `default-src 'none'; script-src ${from}; connect-src ${from}; img-src 'self' data:; require-trusted-types-for 'script'`;

async function open(browser: TestBrowser, from: string): Promise<void> {
  site = await openPlainSite(pageWith(from), policyFor(from));
  page = await browser.open(site.url, { hosts: [new URL(from).host] });
}

function parts(browser: TestBrowser): void {
  beforeAll(() => open(browser, service));
  afterAll(() => site.close());

  test('a profile and related works are shown, and nothing of the page is touched', async () => {
    await page.getByRole('heading', { name: 'Olatunji Ruwase' }).waitFor();
    const response = await fetch(`${service}/works/${WORK}/related?limit=3`);
    const { results } = (await response.json()) as WorksAnswer;
    for (const { display_name } of results) {
      await page
        .locator('ideascope-related')
        .getByRole('link', { name: display_name ?? '' })
        .first()
        .waitFor();
    }
    expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual(['A platform']);
    expect(await page.title()).toBe('A platform');
    expect(await axe(page)).toEqual([]);
  });

  test('what the host puts into a slot is there, and the other slots are not', async () => {
    expect(await page.getByRole('button', { name: 'Follow researcher' }).isVisible()).toBe(true);
    const sections = await page.locator('ideascope-profile').getByRole('heading', { level: 3 }).allInnerTexts();
    expect(sections).toContain('Actions');
    expect(sections).not.toContain('Identity and collaboration');
  });

  test('links lead to the service, and the host may open them itself', async () => {
    const link = page.locator('ideascope-related').getByRole('link').first();
    expect(await link.getAttribute('href')).toMatch(new RegExp(`^${service}/work/`));
    await page.evaluate(`addEventListener('ideascope-open', (event) => {
      event.preventDefault();
      globalThis.opened = event.detail;
    })`);
    await link.click();
    expect(await page.evaluate('opened')).toMatchObject({ type: 'work', href: await link.getAttribute('href') });
    expect(page.url()).toBe(site.url);
  });

  test('it is dark where its reader and its page are', async () => {
    const colour = () => page.evaluate<string>(`getComputedStyle(document.querySelector('ideascope-profile')).color`);
    await page.emulateMedia({ colorScheme: 'dark' });
    const onLight = await colour();
    await page.evaluate(`{
      document.documentElement.style.colorScheme = 'light dark';
      const profile = document.querySelector('ideascope-profile');
      profile.parentElement.append(profile);
    }`);
    expect(await colour()).not.toBe(onLight);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await colour()).toBe(onLight);
  });

  test('another author is shown as soon as the attribute says so', async () => {
    await page.evaluate(`document.querySelector('ideascope-profile').author = 'author:yuxiong-he'`);
    await page.getByRole('heading', { name: 'Yuxiong He' }).waitFor();
    browser.tolerate(/status of 404/);
    await page.evaluate(`document.querySelector('ideascope-profile').author = 'author:nobody-at-all'`);
    await page
      .locator('ideascope-profile')
      .getByText(/no such|nobody|not found/i)
      .first()
      .waitFor();
  });
}

function refused(browser: TestBrowser): void {
  let place: Place;

  beforeAll(async () => {
    place = await Place.open();
    const { url } = await place.serve({ DEMO: '1', EMBEDDING_MODEL: 'none', LOG_LEVEL: 'warn' });
    await open(browser, url);
  }, START_MS);
  afterAll(() => place.close());
  afterAll(() => site.close());

  test('without CORS_ORIGINS nothing is told to pages of other sites, and the part says what is missing', async () => {
    browser.tolerate(/CORS policy|ERR_FAILED/);
    const said = page.locator('ideascope-profile').getByRole('alert');
    await said.waitFor();
    expect(await said.innerText()).toContain('CORS_ORIGINS');
  });
}

describeInBrowser('on a page of another origin', { parts, refused });
