// A researcher's profile page, line by line: what a platform shows of a person, asked of a service with the demo.
import { expect, test } from '@jest/globals';

const PERSON = 'author:olatunji-ruwase';
const KEY = 'a-key-for-the-profile-page';

/** The settings that the page needs. */
export const PROFILE_SETTINGS = { API_KEYS: KEY };

/** The parts of an answer that the page shows. */
interface Profile {
  readonly author: {
    readonly display_name: string;
    readonly last_known_institutions: readonly { readonly display_name: string }[];
    readonly open_to_collaborate: boolean;
    readonly claimed: boolean;
    readonly trust_score: number | null;
    readonly verification_level: number | null;
    readonly topics: readonly { readonly display_name: string; readonly works_count: number }[];
  };
  readonly counts: Readonly<Record<'works' | 'followers' | 'topics' | 'close_collaborators' | 'collaborators', number>>;
  readonly works: { readonly results: readonly PageWork[] };
  readonly collaborators: { readonly results: readonly { readonly close: boolean }[] };
  readonly graph: { readonly nodes: readonly { readonly id: string; readonly type: string }[] };
  readonly related_works: { readonly results: readonly PageWork[] };
}

interface PageWork {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly publication_year: number;
  readonly abstract: string | null;
  readonly primary_location: { readonly source: { readonly display_name: string } | null } | null;
  readonly authorships: readonly { readonly author: { readonly id: string | null } }[];
}

async function profileAt(url: string): Promise<Profile> {
  return (await (await fetch(`${url}/authors/${PERSON}/profile`)).json()) as Profile;
}

/** Registers the tests of the page against the service at an address that is known when they run. */
export function checkProfilePage(urlOf: () => string): void {
  test('the profile page: header, and badges as the platform sets them', async () => {
    const badges = { open_to_collaborate: true, claimed: false, trust_score: 19, verification_level: 1 };
    const before = await profileAt(urlOf());
    expect(before.author).toMatchObject({ open_to_collaborate: false, trust_score: null, verification_level: null });
    const patched = await fetch(`${urlOf()}/authors/${PERSON}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(badges),
    });
    expect(patched.status).toBe(200);
    const { author } = await profileAt(urlOf());
    expect(author).toMatchObject({ display_name: 'Olatunji Ruwase', ...badges });
    expect(author.last_known_institutions.map((one) => one.display_name)).toEqual(['Microsoft']);
  });

  test('the profile page: counts follow from the collection', async () => {
    const { counts, author } = await profileAt(urlOf());
    // counted in demo/works.jsonl by hand
    expect(counts).toEqual({ works: 10, followers: 0, topics: 12, close_collaborators: 5, collaborators: 31 });
    expect(author.topics[0]).toMatchObject({ display_name: 'Large language models', works_count: 10 });
  });

  test('the profile page: works, newest first, with type, year, source, title and abstract', async () => {
    const { results } = (await profileAt(urlOf())).works;
    const years = results.map((work) => work.publication_year);
    expect(years).toEqual([...years].sort((a, b) => b - a));
    expect(results.slice(0, 2).map((work) => work.title)).toEqual([
      'AutoSP: Unlocking Long-Context LLM Training Via Compiler-Based Sequence Parallelism',
      'MoE-Prefill: Zero Redundancy Overheads in MoE Prefill Serving',
    ]);
    expect(results[0]).toMatchObject({ type: 'preprint', publication_year: 2026 });
    for (const work of results) {
      expect(work.primary_location?.source?.display_name).toEqual(expect.any(String));
      expect(work.abstract).toEqual(expect.any(String));
    }
  });

  test('the profile page: close collaborators, graph slice and related works by others', async () => {
    const { collaborators, graph, related_works: related } = await profileAt(urlOf());
    expect(collaborators.results.filter(({ close }) => close)).toHaveLength(5);
    expect(graph.nodes[0]).toMatchObject({ id: PERSON, type: 'author' });
    expect(new Set(graph.nodes.map(({ type }) => type))).toEqual(new Set(['author', 'work', 'topic', 'institution']));
    expect(related.results).toHaveLength(10);
    const writers = related.results.flatMap((work) => work.authorships.map(({ author }) => author.id));
    expect(writers).not.toContain(PERSON);
  });
}
