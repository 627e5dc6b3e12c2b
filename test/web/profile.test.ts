// The profile of a researcher: the counts, years, works, topics and people that the API has, and the graph in context.
import { beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { ProfileAnswer } from '../../src/client/index.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { demoService } from '../support/demo-service.js';

const AUTHOR = 'author:olatunji-ruwase';

let url: string;
let page: Page;
let profile: ProfileAnswer;

beforeAll(async () => {
  url = await demoService();
  profile = (await (await fetch(`${url}/authors/${AUTHOR}/profile`)).json()) as ProfileAnswer;
}, START_MS);

const section = (heading: string | RegExp): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: heading }) });

async function definitions(): Promise<Map<string, string>> {
  const terms = await page.getByRole('main').getByRole('term').allInnerTexts();
  const values = await page.getByRole('main').getByRole('definition').allInnerTexts();
  return new Map(terms.map((term, i) => [term.toLowerCase(), values[i] ?? '']));
}

function opened(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${url}/author/${AUTHOR}`);
    await page.getByRole('heading', { level: 1, name: 'Olatunji Ruwase' }).waitFor();
  });
}

function facts(browser: TestBrowser): void {
  opened(browser);

  test('who it is and how much there is', async () => {
    expect(await page.title()).toContain('Olatunji Ruwase');
    const known = await definitions();
    expect(Number(known.get('works'))).toBe(profile.author?.works_count);
    expect(Number(known.get('close collaborators'))).toBe(profile.collaborators?.meta.close_count);
    expect(await page.getByRole('list', { name: 'In short' }).innerText()).toContain('Unclaimed profile');
    await page.getByRole('link', { name: 'Microsoft' }).first().waitFor();
  });

  test('publications by year add up to all of them', async () => {
    const table = page.getByRole('table', { name: 'Works by year' });
    const cells = await table.getByRole('cell').allInnerTexts();
    const sum = cells.reduce((total, cell) => total + Number(cell), 0);
    expect(sum).toBe(profile.author?.works_count);
  });

  test('close collaborators, and all of them on demand', async () => {
    const names =
      profile.collaborators?.results.filter(({ close }) => close).map((one) => one.author?.display_name) ?? [];
    expect(names.length).toBeGreaterThan(0);
    const shown = await section(/collaborators/i)
      .getByRole('listitem')
      .allInnerTexts();
    expect(shown).toHaveLength(names.length);
    for (const [i, name] of names.entries()) expect(shown[i]).toContain(name);
    await page.getByRole('button', { name: /^All \d+ collaborators/ }).click();
    const count = profile.collaborators?.meta.count ?? 0;
    await section(/collaborators/i)
      .getByText(new RegExp(`of ${count} shown`))
      .waitFor();
    expect(
      await section(/collaborators/i)
        .getByRole('listitem')
        .count(),
    ).toBeGreaterThan(names.length);
  });
}

function beyond(browser: TestBrowser): void {
  opened(browser);

  test('works, topics, and what to read next, all of them links', async () => {
    const works = await page.getByRole('article').getByRole('heading').allInnerTexts();
    expect(works).toEqual(profile.works?.results.map(({ display_name }) => display_name));
    const topics = await section('Topics').getByRole('link').allInnerTexts();
    expect(topics.length).toBe(profile.author?.topics?.length);
    const related = section(/Related works/).getByRole('listitem');
    expect(await related.count()).toBe(profile.related_works?.results.length);
  });

  test('the graph shows where somebody stands, and leads to the explorer', async () => {
    const middle = page.getByRole('button', { name: /^Olatunji Ruwase, person.*in the middle/ });
    await middle.waitFor();
    await page.getByRole('link', { name: /full explorer/i }).click();
    await page.waitForURL(/\/graph\?around=/);
    await page.getByRole('heading', { level: 1, name: /Olatunji Ruwase/ }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Olatunji Ruwase' }).waitFor();
  });

  test('somebody who is not here', async () => {
    browser.tolerate(/status of 404/);
    await page.goto(`${url}/author/author:nobody-at-all`);
    await page.getByRole('heading', { level: 1, name: /no such/i }).waitFor();
  });
}

describeInBrowser('a profile', { facts, beyond });
