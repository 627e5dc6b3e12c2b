// Pages of one work, topic, institution and source: what the API knows of them, and where it leads.
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { WorkAnswer, WorksAnswer } from '../../src/client/index.js';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { settled, totalOf } from '../support/browser/search-page.js';
import { demoService } from '../support/demo-service.js';

let url: string;
let page: Page;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

async function read<T>(path: string): Promise<T> {
  return (await (await fetch(`${url}${path}`)).json()) as T;
}

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

function works(browser: TestBrowser): void {
  let work: WorkAnswer;

  beforeAll(async () => {
    const { results } = await read<WorksAnswer>('/works?search=%22ZeRO%3A%20Memory%20Optimizations%22&per_page=1');
    work = results[0] as WorkAnswer;
    page = await browser.open(`${url}/work/${encodeURIComponent(work.id ?? '')}`);
    await heading(work.display_name ?? '').waitFor();
  });

  test('title, people, abstract, topics', async () => {
    const text = await page.getByRole('main').innerText();
    for (const { author } of work.authorships ?? []) expect(text).toContain(author.display_name);
    expect(text).toContain(work.abstract?.slice(0, 80));
    for (const { display_name } of work.topics ?? []) {
      await page.getByRole('region', { name: 'Topics' }).getByRole('link', { name: display_name }).waitFor();
    }
    expect(await page.title()).toContain(work.display_name);
  });

  test('what is related is what the API relates, with reasons', async () => {
    const { results } = await read<WorksAnswer>(`/works/${work.id}/related?limit=6`);
    const items = page.getByRole('region', { name: 'Related works' }).getByRole('listitem');
    await items.first().waitFor();
    const shown = await items.allInnerTexts();
    expect(shown).toHaveLength(results.length);
    for (const [i, { display_name }] of results.entries()) expect(shown[i]).toContain(display_name);
  });

  test('an id of another kind leads to the same work, and links elsewhere go where they say', async () => {
    const doi = work.doi?.replace('https://doi.org/', 'doi:') ?? '';
    await page.goto(`${url}/work/${doi}`);
    await heading(work.display_name ?? '').waitFor();
    const links = await page.getByRole('list', { name: 'Elsewhere' }).getByRole('link').all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(hrefs).toContain(work.doi);
    expect(hrefs.filter((href) => !/^https?:\/\//.test(href ?? ''))).toEqual([]);
  });

  test('works like this are searched for', async () => {
    await page.getByRole('link', { name: 'Search for works like this' }).click();
    await page.waitForURL(/[?#&]q=/);
    await settled(page);
    expect(await totalOf(page)).toBeGreaterThan(0);
    await page.goBack();
    await heading(work.display_name ?? '').waitFor();
  });
}

function others(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${url}/`);
  });

  test.each([
    ['topic', '/topics/topic:quantization', 'topics.id'],
    ['institution', '/institutions/institution:microsoft', 'authorships.institutions.id'],
    ['source', '/sources/source:arxiv', 'primary_location.source.id'],
  ])('the page of a %s: its name, its works, all of them by a link', async (kind, path, field) => {
    const thing = await read<{ id: string; display_name: string; works_count: number }>(path);
    await page.goto(`${url}/${kind}/${thing.id}`);
    await heading(thing.display_name).waitFor();
    const newest = page.getByRole('region', { name: 'Newest works' });
    await newest.getByRole('listitem').first().waitFor();
    const all = newest.getByRole('link', { name: 'Show all' });
    const asked = new URL((await all.getAttribute('href')) ?? '', url).searchParams;
    expect(asked.get('filter')).toBe(`${field}:${thing.id}`);
    const { results } = await read<WorksAnswer>(`/works?${asked}&per_page=5`);
    const years = results.map(({ publication_year }) => publication_year ?? 0);
    expect(years).toEqual([...years].sort((a, b) => b - a));
    const shown = await newest.getByRole('listitem').allInnerTexts();
    expect(shown).toHaveLength(results.length);
    for (const [i, { display_name }] of results.entries()) expect(shown[i]).toContain(display_name);
    await all.click();
    await page.waitForURL(/filter=/);
    await settled(page);
    expect(await totalOf(page)).toBe(thing.works_count);
  });

  test.each(['work', 'topic', 'institution', 'source'])('a %s that is not here', async (kind) => {
    browser.tolerate(/status of 40[04]/);
    await page.goto(`${url}/${kind}/nothing-of-this-name`);
    await heading(/no such/i).waitFor();
    expect(await page.title()).toContain('Not found');
  });
}

describeInBrowser('pages of one thing', { works, others });
