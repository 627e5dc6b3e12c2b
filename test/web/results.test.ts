// What can be done with a work among the results: see why it is there, cite it, see what is related, filter by it.
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe } from '../support/browser/look.js';
import { settled, worksOf } from '../support/browser/search-page.js';
import { demoService } from '../support/demo-service.js';

const IDEA = 'training models too large for one GPU';

let url: string;
let page: Page;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

const first = () => worksOf(page).first();

async function file(format: string): Promise<string> {
  const response = await fetch(`${url}/works?${new URLSearchParams({ search: IDEA, per_page: '1', select: 'id' })}`);
  const { results } = (await response.json()) as WorksAnswer;
  const query = new URLSearchParams({ filter: `id:${results[0]?.id}`, format });
  return (await (await fetch(`${url}/works?${query}`)).text()).trim();
}

function opened(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${url}/?q=${encodeURIComponent(IDEA)}`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await settled(page);
  });
}

function details(browser: TestBrowser): void {
  opened(browser);

  test('why it is there: its words, where they stand, the nearest sentence', async () => {
    const why = first().getByRole('button', { name: /^Why this hit/ });
    expect(await why.getAttribute('aria-expanded')).toBe('false');
    await why.click();
    await first()
      .getByText(/Found by its (?:words|meaning)/)
      .waitFor();
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    expect(await first().innerText()).toMatch(/number \d+ by (?:words|meaning)/);
    expect(await axe(page)).toEqual([]);
    await why.click();
    expect(
      await first()
        .getByText(/Found by its/)
        .count(),
    ).toBe(0);
  });

  test('what is related, each with its reason', async () => {
    await first()
      .getByRole('button', { name: /^Related/ })
      .click();
    const related = first().locator('.related').getByRole('listitem');
    await related.first().waitFor();
    expect(await related.count()).toBeGreaterThan(1);
    for (const text of await related.allInnerTexts()) expect(text).toMatch(/\w{3}.*\n?.*\w{3}/);
    await related.first().getByRole('link').first().click();
    await page.waitForURL(/\/work\//);
    await page.goBack();
    await settled(page);
  });
}

function citing(browser: TestBrowser): void {
  opened(browser);

  test('a citation is what the service exports, and is copied as it is', async () => {
    const cite = first().getByRole('button', { name: /^Cite/ });
    await cite.click();
    const dialog = page.getByRole('dialog');
    for (const [name, format] of [
      ['BibTeX', 'bibtex'],
      ['RIS', 'ris'],
    ] as const) {
      const text = await file(format);
      await dialog.getByRole('button', { name: `Copy ${name}` }).click();
      await dialog.getByText('Copied').first().waitFor();
      expect((await page.evaluate<string>('navigator.clipboard.readText()')).trim()).toBe(text);
      // a field has no other ends of lines
      expect(await dialog.getByRole('textbox', { name }).inputValue()).toBe(text.replaceAll('\r\n', '\n'));
    }
    expect(await axe(page)).toEqual([]);
  });

  test('it can be saved as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'Download BibTeX' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.bib$/);
    expect((await readFile(await download.path(), 'utf8')).trim()).toBe(await file('bibtex'));
  });

  test('the dialog keeps the focus, closes by Escape and gives the focus back', async () => {
    for (let i = 0; i < 12; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('dialog') !== null`)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate<string>('document.activeElement.innerText')).toMatch(/^Cite/);
  });
}

describeInBrowser('a work among the results', { details, citing });
