// The invented people of the scenarios: how the same names are written, who shares them, and what they wrote together.
import type { Work } from '../../src/domain/work.js';
import { makeWork } from '../support/works.js';

/** A person by a short name used below: id, name, ORCID (empty: none), institution, country. */
type Row = [id: string, name: string, orcid: string, institution: string, country: string];

// biome-ignore format: a table, one person a line
const WHO: Readonly<Record<string, Row>> = {
  jeff: ['https://openalex.org/A7000000001', 'Jeff Rasley', '', 'Fjord Works', 'NO'],
  jr: ['https://openalex.org/A7000000002', 'J. Rasley', '', 'Fjord Works', 'NO'],
  jonas: ['person/7', 'Jonas Rasley', '', 'Delta College', 'NL'],
  levy: ['https://openalex.org/A7000000003', 'Bernard Lévy', 'https://orcid.org/0000-0002-1825-0097', 'Delta College', 'NL'],
  plain: ['https://openalex.org/A7000000004', 'Bernard Levy', '', 'Fjord Works', 'NO'],
  middle: ['https://openalex.org/A7000000005', 'Maria Teresa Ferrante', '', 'Delta College', 'NL'],
  short: ['https://openalex.org/A7000000006', 'Maria Ferrante', '', 'Fjord Works', 'NO'],
  wei: ['https://openalex.org/A7000000007', 'Wei Zhang', '', 'Delta College', 'NL'],
  zhang: ['https://openalex.org/A7000000008', 'Zhang Wei', '', 'Fjord Works', 'NO'],
  dup: ['https://openalex.org/A7000000009', 'Ole Bruun', '', '', ''],
  dup2: ['https://openalex.org/A7000000010', 'O. Bruun', '', 'Fjord Works', 'NO'],
  works: ['people/works', 'Ida Works', '', '', ''],
};

const TOPICS: Readonly<Record<string, string>> = { tides: 'Tides', tidal: 'Tidal Power', dikes: 'Dikes and Tides' };

/** Work, year, citations, topic, people in order. */
type Written = [id: string, year: number, cited: number, topic: string, people: string];

// biome-ignore format: a table, one work a line
const WRITTEN: readonly Written[] = [
  ['W7000000001', 2018, 9, 'tides', 'jeff levy'],
  ['W7000000002', 2019, 4, 'tides', 'jeff levy'],
  ['W7000000003', 2020, 3, 'tidal', 'jeff levy middle'],
  ['W7000000004', 2021, 2, 'tides', 'jr levy'],
  ['W7000000005', 2021, 1, 'dikes', 'jonas'],
  ['W7000000006', 2022, 0, 'dikes', 'plain wei'],
  ['W7000000007', 2022, 7, 'tidal', 'plain'],
  ['W7000000008', 2015, 0, 'tides', 'middle short'],
  ['W7000000009', 2016, 5, 'dikes', 'middle'],
  ['W7000000010', 2017, 0, 'tides', 'wei zhang'],
  ['W7000000011', 2023, 0, 'tides', 'zhang'],
  ['W7000000012', 2012, 6, 'tidal', 'dup'],
  ['W7000000013', 2014, 8, 'tidal', 'dup2'],
  ['W7000000014', 2013, 2, 'tides', 'dup2'],
  ['W7000000015', 2011, 0, 'dikes', 'works'],
];

export const PEOPLE: readonly Work[] = WRITTEN.map(([id, year, cited, topic, people]) => {
  const names = people.split(' ');
  return makeWork({
    id: `https://openalex.org/${id}`,
    ids: { openalex: `https://openalex.org/${id}` },
    display_name: `Report ${id.slice(-2)} on ${TOPICS[topic]}`,
    publication_year: year,
    cited_by_count: cited,
    authorships: names.map((name, place) => authorship(name, place, names.length)),
    topics: [{ id: `topic:${topic}`, display_name: TOPICS[topic] ?? '' }],
    primary_location: { source: { id: 'source:water', display_name: 'Letters on Water', issn_l: '1234-5678' } },
  });
});

function authorship(who: string, place: number, count: number): Work['authorships'][number] {
  const [id, display_name, orcid, institution, country_code] = WHO[who] as Row;
  const home = {
    id: `institution:${institution.toLowerCase().replaceAll(' ', '-')}`,
    display_name: institution,
    country_code,
  };
  return {
    author_position: place === 0 ? 'first' : place === count - 1 ? 'last' : 'middle',
    author: { id, display_name, ...(orcid === '' ? {} : { orcid }) },
    institutions: institution === '' ? [] : [home],
  };
}
