// What fields of works, authors and sources read of a thing, where it is more than a property of it.
import { describe, expect, test } from '@jest/globals';
import type { Catalogue, Stored } from '../../../src/domain/catalogue.js';
import { AUTHORS, SOURCES } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import type { InstitutionRef } from '../../../src/domain/work.js';
import { makeAuthor, makeSource } from '../../support/entities.js';
import { makeWork } from '../../support/works.js';

const LUND: InstitutionRef = {
  id: 'i:lund',
  display_name: 'Lund',
  ror: 'https://ror.org/012a77v79',
  country_code: 'SE',
};
const KYOTO: InstitutionRef = { id: 'i:kyoto', display_name: 'Kyoto', country_code: 'JP' };
const KTH: InstitutionRef = { id: 'i:kth', display_name: 'KTH', ror: 'https://ror.org/026vcq606', country_code: 'SE' };
const NOWHERE: InstitutionRef = { id: 'i:nowhere', display_name: 'Nowhere' };

const keys = <D extends Stored>(catalogue: Catalogue<D>, name: string, thing: D) =>
  catalogue
    .known(name)
    .values(thing)
    .map(({ key }) => key);

const by = (display_name: string, institutions: InstitutionRef[], orcid?: string) => ({
  author_position: 'middle' as const,
  author: { display_name, ...(orcid === undefined ? {} : { orcid }) },
  institutions,
});

describe('works', () => {
  const plain = makeWork({ id: 'plain' });
  const work = makeWork({
    id: 'w',
    authorships: [by('Ann', [LUND, KYOTO]), by('Bo', [LUND, KTH, NOWHERE], 'https://orcid.org/0000-0002-1825-0097')],
    primary_location: { source: { id: 's', display_name: 'Letters', issn_l: '2434-561x' } },
    referenced_works: ['a', 'b'],
  });

  test.each<[string, (string | number)[], (string | number)[]]>([
    ['institutions_distinct_count', [4], [0]],
    ['countries_distinct_count', [2], [0]],
    ['referenced_works_count', [2], [0]],
    ['has_references', [1], [0]],
    ['has_orcid', [1], [0]],
    ['institutions.ror', [LUND.ror ?? '', LUND.ror ?? '', KTH.ror ?? ''], []],
    ['primary_location.source.issn_l', ['2434-561X'], []],
    ['locations.source.id', ['s'], []],
  ])('%s', (name, ofWork, ofPlain) => {
    expect([keys(WORKS, name, work), keys(WORKS, name, plain)]).toEqual([ofWork, ofPlain]);
  });

  test('what users write is compared in the stored form', () => {
    expect(WORKS.known('primary_location.source.issn').normalise('ISSN:2434-561x')).toBe('2434-561X');
    expect(WORKS.known('institutions.ror').normalise('ror:012A77V79')).toBe(LUND.ror);
  });
});

describe('authors', () => {
  const author = makeAuthor({
    id: 'a',
    last_known_institutions: [LUND, KYOTO],
    affiliations: [
      { institution: KTH, years: [2019] },
      { institution: KYOTO, years: [2020] },
    ],
  });

  test.each([
    ['last_known_institutions.ror', [LUND.ror]],
    ['affiliations.institution.ror', [KTH.ror]],
    ['affiliations.institution.country_code', ['SE', 'JP']],
  ])('%s', (name, expected) => {
    expect(keys(AUTHORS, name, author)).toEqual(expected);
  });
});

describe('sources', () => {
  test('an ISSN is another id, however it is written, unless it is the id or none', () => {
    const idsOf = (issn_l: string | undefined, id = 's') =>
      SOURCES.externalIds(makeSource({ id, ...(issn_l === undefined ? {} : { issn_l }) }));
    expect(idsOf('2434-561x')).toEqual(['issn:2434-561X']);
    expect(idsOf('2434-561X', 'issn:2434-561X')).toEqual([]);
    expect([...idsOf('n/a'), ...idsOf(undefined)]).toEqual([]);
  });

  test('the linking ISSN is compared bare', () => {
    const source = makeSource({ id: 's', issn_l: '2434-561x' });
    expect(keys(SOURCES, 'issn_l', source)).toEqual([SOURCES.known('issn_l').normalise('issn:2434-561x')]);
  });
});
