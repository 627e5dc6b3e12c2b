// Completion while typing, by keyboard alone, as the combobox pattern of WAI-ARIA has it (w3.org/WAI/ARIA/apg/patterns/combobox).
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe } from '../support/browser/look.js';
import { settled } from '../support/browser/search-page.js';
import { demoService } from '../support/demo-service.js';

let url: string;
let page: Page;
let box: Locator;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

const options = () => page.getByRole('listbox').getByRole('option');
const expanded = () => box.getAttribute('aria-expanded');

/** The option that the box names as the active one; undefined where it names none. */
async function active(): Promise<string | undefined> {
  const id = await box.getAttribute('aria-activedescendant');
  return id ? page.locator(`[id="${id}"]`).innerText() : undefined;
}

function open(browser: TestBrowser): void {
  beforeEach(async () => {
    page = await browser.open(`${url}/`);
    box = page.getByRole('combobox');
    await box.pressSequentially('memory op');
    await options().first().waitFor();
  });
  afterEach(() => page.context().close());
}

function keys(browser: TestBrowser): void {
  open(browser);

  test('what may be meant is a list of options in groups that the box names, and their number is said', async () => {
    expect(await expanded()).toBe('true');
    const list = page.getByRole('listbox');
    expect(await box.getAttribute('aria-controls')).toBe(await list.getAttribute('id'));
    expect(await list.getByRole('group').count()).toBeGreaterThan(0);
    expect(await options().allInnerTexts()).toContainEqual(expect.stringContaining('Memory optimization'));
    await page
      .getByRole('status')
      .filter({ hasText: /^[1-9]\d* completions?\b/ })
      .waitFor({ state: 'attached' });
    expect(await axe(page)).toEqual([]);
  });

  test('arrows choose an option and leave the text, Enter opens it', async () => {
    expect(await active()).toBeUndefined();
    await box.press('ArrowDown');
    const first = await active();
    expect(first).toBe(await options().first().innerText());
    await box.press('ArrowDown');
    expect(await active()).not.toBe(first);
    await box.press('ArrowUp');
    expect(await active()).toBe(first);
    expect(await box.inputValue()).toBe('memory op');
    expect(await page.locator('[role=option][aria-selected=true]').count()).toBe(1);
    await box.press('Enter');
    await page.waitForURL(/\/(?:topic|work|author|institution|source)\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  test('Escape closes the list and keeps the text; ArrowDown opens it again', async () => {
    await box.press('ArrowDown');
    await box.press('Escape');
    expect(await expanded()).toBe('false');
    expect(await box.inputValue()).toBe('memory op');
    expect(await options().count()).toBe(0);
    await box.press('ArrowDown');
    await options().first().waitFor();
  });

  test('Enter without a choice searches for the text, and the list goes', async () => {
    await box.press('Enter');
    await page.waitForURL(/q=memory\+op/);
    await settled(page);
    expect(await options().count()).toBe(0);
  });

  test('Tab leaves without choosing, and the list goes', async () => {
    await box.press('ArrowDown');
    await box.press('Tab');
    expect(await options().count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/');
  });
}

function pointer(browser: TestBrowser): void {
  open(browser);

  test('a click opens what it is on', async () => {
    await page.getByRole('option', { name: /Memory optimization/ }).click();
    await page.waitForURL(/\/topic\//);
    await page.getByRole('heading', { name: 'Memory optimization', level: 1 }).waitFor();
  });

  test('people are completed by their names, in whatever order', async () => {
    await box.fill('');
    await box.pressSequentially('ruwase olat');
    await page.getByRole('option', { name: /Olatunji Ruwase/ }).waitFor();
  });

  test('/ leads to the box from anywhere on the page', async () => {
    await page.getByRole('button', { name: /^Colours/ }).focus();
    await page.keyboard.press('/');
    expect(await box.evaluate('document.activeElement.role || document.activeElement.getAttribute("role")')).toBe(
      'combobox',
    );
    expect(await box.inputValue()).toBe('memory op');
  });
}

describeInBrowser('completion', { keys, pointer });
