// Twelve invented works in the shape of OpenAlex's API, with its ids: what pyalex's checks count on.

const ENTITY = 'https://openalex.org/';

const INSTITUTIONS = {
  fr: institution('I9000000001', 'Crease Institute', 'https://ror.org/0aaaaaa11', 'FR'),
  gb: institution('I9000000002', 'Folding College', 'https://ror.org/0bbbbbb22', 'GB'),
};
const ADA = { id: `${ENTITY}A9000000001`, display_name: 'Ada Folder', orcid: 'https://orcid.org/0000-0002-1825-0097' };
const BO = { id: `${ENTITY}A9000000002`, display_name: 'Bo Crease', orcid: null };
const CY = { id: `${ENTITY}A9000000003`, display_name: 'Cy Papier', orcid: null };
const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

function institution(id: string, display_name: string, ror: string, country_code: string) {
  return { id: `${ENTITY}${id}`, display_name, ror, country_code };
}

/** Every third is by both institutions, every second by Ada, the last one has no language, the first no abstract. */
function work(n: number) {
  const places = n % 3 === 0 ? [INSTITUTIONS.fr, INSTITUTIONS.gb] : [n % 3 === 1 ? INSTITUTIONS.fr : INSTITUTIONS.gb];
  const people = [n % 2 === 0 ? ADA : BO, ...(n % 4 === 0 ? [CY] : [])];
  const source = n % 3 === 0 ? 'S9000000002' : 'S9000000001';
  return {
    id: idOf(n),
    doi: `https://doi.org/10.5555/crease.${n}`,
    title: `Creases and birds, part ${n}`,
    display_name: `Creases and birds, part ${n}`,
    publication_year: 2014 + n,
    publication_date: `${2014 + n}-05-17`,
    language: n === 12 ? null : 'en',
    type: n % 2 === 0 ? 'article' : 'preprint',
    ids: { openalex: idOf(n), doi: `https://doi.org/10.5555/crease.${n}` },
    authorships: people.map((author) => ({ author, institutions: places })),
    primary_location: {
      source: { id: `${ENTITY}${source}`, display_name: n % 3 === 0 ? 'Folding Letters' : 'Journal of Creases' },
      landing_page_url: `https://example.org/creases/${n}`,
    },
    topics: [{ id: `${ENTITY}T90001`, display_name: 'Paper birds', score: 0.9 }],
    cited_by_count: n * 7,
    referenced_works: n === 1 ? [] : [idOf(1)],
    abstract_inverted_index:
      n === 1 ? null : inverted(`We fold a sheet and fold the sheet again, step ${NUMBERS[n - 1]}.`),
  };
}

function idOf(n: number): string {
  return `${ENTITY}W90000000${String(n).padStart(2, '0')}`;
}

function inverted(abstract: string): Record<string, number[]> {
  const words = abstract.split(' ');
  return Object.fromEntries(words.map((word) => [word, words.flatMap((other, at) => (other === word ? [at] : []))]));
}

export const OPENALEX_WORKS = Array.from({ length: 12 }, (_, i) => work(i + 1));
