// When something is missing: the model, the network, the service; a page says so, keeps what it has, and goes on by itself.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { Place } from '../e2e/processes.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe } from '../support/browser/look.js';
import { boxOf, searchFor, settled, titlesOf, worksOf } from '../support/browser/search-page.js';
import { demoService } from '../support/demo-service.js';

let page: Page;

function withoutModel(browser: TestBrowser): void {
  let place: Place;
  let url: string;

  beforeAll(async () => {
    place = await Place.open();
    ({ url } = await place.serve({ DEMO: '1', EMBEDDING_MODEL: 'none', LOG_LEVEL: 'warn' }));
    page = await browser.open(`${url}/`);
  }, START_MS);
  afterAll(() => place.close());

  const note = () => page.getByText(/keywords only/i).first();

  test('the first page says that there are keywords only', async () => {
    await note().waitFor();
    expect(await axe(page)).toEqual([]);
  });

  test('so do results, which are there nevertheless', async () => {
    await searchFor(page, 'memory optimization');
    expect(await worksOf(page).count()).toBeGreaterThan(3);
    await note().waitFor();
    expect(await axe(page)).toEqual([]);
  });

  test('a search by meaning alone cannot be answered: the page says so and offers another', async () => {
    browser.tolerate(/status of 503/);
    await page.goto(`${url}/?q=memory&mode=semantic`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/meaning|semantic|model/i);
    expect(await axe(page)).toEqual([]);
  });

  test('pages of works and people are whole', async () => {
    await page.goto(`${url}/work/arxiv:1910.02054`);
    await page.getByRole('heading', { level: 1, name: /^ZeRO/ }).waitFor();
    await page.getByRole('region', { name: 'Related works' }).getByRole('listitem').first().waitFor();
    await page.goto(`${url}/author/author:olatunji-ruwase`);
    await page.getByRole('heading', { level: 1, name: 'Olatunji Ruwase' }).waitFor();
  });
}

let url: string;

function opened(browser: TestBrowser): void {
  beforeAll(async () => {
    url = await demoService();
    page = await browser.open(`${url}/?q=memory`);
    await settled(page);
  }, START_MS);
}

function withoutNetwork(browser: TestBrowser): void {
  opened(browser);

  test('offline: what is shown stays, and a new search says why it cannot be', async () => {
    browser.tolerate(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    const before = await titlesOf(page);
    await page.context().setOffline(true);
    await page
      .getByText(/you are offline/i)
      .first()
      .waitFor();
    expect(await titlesOf(page)).toEqual(before);
    await boxOf(page).fill('attention');
    await boxOf(page).press('Enter');
    const alert = page.getByRole('alert');
    await alert
      .getByText(/offline/i)
      .first()
      .waitFor();
    expect(await axe(page)).toEqual([]);
    await page.context().setOffline(false);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await settled(page);
    await worksOf(page).first().waitFor();
    expect(await page.getByText(/you are offline/i).count()).toBe(0);
  });
}

function withoutAnswer(browser: TestBrowser): void {
  opened(browser);

  test('while an answer takes its time, the page says that it searches', async () => {
    const slowly = async (route: Route) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await route.continue();
    };
    await page.route('**/works?*', slowly, { times: 1 });
    await page.goto(`${url}/?q=quantization`);
    await page
      .getByText(/searching|loading/i)
      .first()
      .waitFor();
    await settled(page);
    await worksOf(page).first().waitFor();
  });

  test.each([
    [500, 'The service could not answer'],
    [400, 'This could not be read'],
  ])('an answer of %i is told in words', async (status, title) => {
    browser.tolerate(new RegExp(`status of ${status}`));
    const message = 'invented: what is wrong and what would be right';
    await page.route('**/works?*', (route) => route.fulfill({ status, json: { error: 'invented', message } }));
    await page.goto(`${url}/?q=pruning+${status}`);
    await page.getByRole('alert').getByRole('heading', { name: title }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain(message);
    await page.unroute('**/works?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await settled(page);
  });

  test('an answer that is no answer of the service does not break the page', async () => {
    await page.route('**/works?*', (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<p>a proxy' }),
    );
    await page.goto(`${url}/?q=a+proxy`);
    await page.getByRole('alert').first().waitFor();
    await boxOf(page).waitFor();
    await page.unroute('**/works?*');
  });
}

describeInBrowser('when something is missing', { withoutModel, withoutNetwork, withoutAnswer });
