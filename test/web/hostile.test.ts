// A collection that tries to be more than text: nothing of it runs, loads or breaks a page, and all of it can be read.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Served, serve } from '../scenarios/serve.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe, overflowOf, quiet } from '../support/browser/look.js';
import { settled, totalOf, worksOf } from '../support/browser/search-page.js';
import { HOSTILE_TEXTS, HOSTILE_WORKS } from '../support/hostile-works.js';
import { openBuiltinLibrary } from '../support/open-builtin.js';

let served: Served;
let page: Page;

beforeAll(async () => {
  served = await serve(openBuiltinLibrary, 'unembedded', 'off', { works: HOSTILE_WORKS });
}, START_MS);
afterAll(() => served?.close());

/** In the page: elements that came out of texts, and links that lead anywhere but to pages. */
const ESCAPED = `[...document.querySelectorAll(
  'main script, main iframe, main img[onerror], main svg[onload], main b, main object, main embed, main form[action]'
), ...[...document.querySelectorAll('a[href]')].filter(({ protocol }) => !/^https?:$/.test(protocol))].map((one) => one.outerHTML)`;

async function isSound(): Promise<void> {
  await quiet(page);
  expect(await page.evaluate<string[]>(ESCAPED)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
}

const visible = (text: string) => text.replace(/[^\p{L}\p{N}<>"'=(){}]+/gu, ' ').trim();

function lists(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${served.url}/?q=hostile`, { width: 360, height: 740 });
    await settled(page);
  });

  test('all works are listed, their titles letter by letter', async () => {
    expect(await totalOf(page)).toBe(HOSTILE_WORKS.length);
    const text = visible(await page.getByRole('main').innerText());
    for (const one of HOSTILE_TEXTS.slice(0, 7)) expect(text).toContain(visible(one));
    await isSound();
  });

  test('further pages, reasons, citations', async () => {
    await page.goto(`${served.url}/?q=hostile&page=2`);
    await settled(page);
    await isSound();
    await page.goto(`${served.url}/?q=script`);
    await settled(page);
    const work = worksOf(page).first();
    await work.getByRole('button', { name: /^Why this hit/ }).click();
    await work.getByText(/Found by/).waitFor();
    await work.getByRole('button', { name: /^Cite/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Copy BibTeX' }).waitFor();
    await page.keyboard.press('Escape');
    await isSound();
  });

  test.each(['people', 'topics', 'institutions'])('%s', async (tab) => {
    await page.goto(`${served.url}/?q=hostile&tab=${tab}${tab === 'people' ? '&by=idea' : ''}`);
    await worksOf(page).first().waitFor();
    await isSound();
  });

  test('what is typed is text, too, wherever it is shown', async () => {
    for (const text of HOSTILE_TEXTS.slice(0, 6)) {
      await page.goto(`${served.url}/?q=${encodeURIComponent(text)}`);
      await settled(page);
      await isSound();
    }
    browser.tolerate(/status of 400/);
    await page.goto(
      `${served.url}/?q=x&filter=${encodeURIComponent('topics.id:"><script>alert(1)</script>')}&sort=<b>`,
    );
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await isSound();
  });
}

function pages(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${served.url}/`, { width: 360, height: 740 });
  });

  // those with TeX, which lists do not set as a whole, and those that are odd in other ways
  test.each(HOSTILE_WORKS.slice(HOSTILE_TEXTS.length - 1).map(({ id }) => id))('the page of %s', async (id) => {
    await page.goto(`${served.url}/work/${encodeURIComponent(id)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await quiet(page);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toMatch(/no such/i);
    await isSound();
  });

  test.each([
    ['author', 'author:hostile-0'],
    ['author', 'author:hostile-100'],
    ['topic', 'topic:hostile-1'],
    ['institution', 'institution:hostile-3'],
    ['source', 'source:hostile-4'],
  ])('the page of %s %s', async (kind, id) => {
    await page.goto(`${served.url}/${kind}/${id}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await quiet(page);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toMatch(/no such/i);
    expect(await axe(page, ['light'])).toEqual([]);
    await isSound();
  });

  test('the graph of a work of five hundred people', async () => {
    await page.goto(`${served.url}/graph?around=work/hostile:crowd&nodes=100`);
    await page.getByRole('button', { name: /in the middle/ }).waitFor();
    await isSound();
    await page.goto(`${served.url}/graph?around=work/hostile:crowd&view=list`);
    await page.getByRole('region').first().waitFor();
    await isSound();
  });
}

describeInBrowser('a hostile collection', { lists, pages });
