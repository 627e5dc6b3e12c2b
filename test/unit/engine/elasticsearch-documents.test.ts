// Things as documents: every field present, texts as folded words, nothing that the server would refuse.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { type Work, withAuthors } from '../../../src/domain/work.js';
import {
  asTerm,
  asWords,
  documentId,
  documentOf,
  passages,
  stamp,
  stateOf,
} from '../../../src/engine/elasticsearch/documents.js';
import { fromBucket, toStored } from '../../../src/engine/elasticsearch/field-values.js';
import { kindOf, WORK_KIND } from '../../../src/engine/elasticsearch/kinds.js';
import { hashOf } from '../../../src/engine/hash.js';
import { arbitraryWork } from '../../support/arbitrary-works.js';
import { makeAuthor, makeCuration, makeInstitution, makeSource } from '../../support/entities.js';
import { byAuthor, makeWork, onTopic } from '../../support/works.js';

const at = (document: unknown, path: string): unknown =>
  path.split('.').reduce((value, name) => (value as Record<string, unknown>)[name], document);

describe('ids', () => {
  test('every external id of a thing is one that is looked for', () => {
    const author = makeAuthor({ id: 'a', orcid: 'https://orcid.org/0000-0001-2345-6789', merged_ids: ['b'] });
    const institution = makeInstitution({ id: 'i', ror: 'https://ror.org/05cq64r17' });
    const source = makeSource({ id: 's', issn_l: '1234-5678' });
    const ids = { openalex: 'https://openalex.org/W1', doi: 'https://doi.org/10.1/a', arxiv: 'arxiv:2007.14062' };
    const looked = [
      [WORK_KIND, WORKS.externalIds(makeWork({ id: 'w', ids }))],
      [kindOf(AUTHORS), AUTHORS.externalIds(author)],
      [kindOf(INSTITUTIONS), INSTITUTIONS.externalIds(institution)],
      [kindOf(SOURCES), SOURCES.externalIds(source)],
    ] as const;
    for (const [kind, external] of looked) {
      expect(external).not.toEqual([]);
      expect(external.filter((id) => !kind.mayBeExternal(id))).toEqual([]);
    }
  });

  test('a work keeps its id up to 512 bytes, beyond that a hash stands for it', () => {
    expect(documentId('https://openalex.org/W1')).toBe('https://openalex.org/W1');
    expect(documentId('x'.repeat(512))).toHaveLength(512);
    expect(documentId('x'.repeat(513))).toMatch(/^sha256:[0-9a-f]{64}$/);
    // may be asked for, and must not fail
    expect(documentId('')).toMatch(/^sha256:/);
    // three bytes each
    expect(documentId('深'.repeat(171))).toMatch(/^sha256:/);
    expect(documentId('深'.repeat(170))).toHaveLength(170);
    expect(documentId('half \ud83d')).toMatch(/^sha256:/);
    expect(documentId('whole \ud83d\ude00')).toBe('whole \ud83d\ude00');
    expect(documentId(`${'x'.repeat(600)}a`)).not.toBe(documentId(`${'x'.repeat(600)}b`));
  });

  test('the id itself stands in the document, whatever its length', () => {
    expect(documentOf(WORK_KIND, makeWork({ id: 'x'.repeat(600) }), 0)['id']).toHaveLength(600);
  });
});

describe('words', () => {
  test.each([
    ['folded, between blanks', 'Mira Lévy:  “Naïve” graphs!', 'mira levy naive graphs'],
    ['not stemmed and with stop words', 'The Networks of Things', 'the networks of things'],
    ['scripts without blanks by character', '深層 learning', '深 層 learning'],
    ['a ligature of several words is one token', 'ﷺ x', 'صلى_الله_عليه_وسلم x'],
    ['ligatures of letters', 'eﬃcient ﬁlter Ⅷ', 'efficient filter viii'],
    ['nothing', ' …\u0301 ', ''],
  ])('%s', (_, text, expected) => {
    expect(asWords(text)).toBe(expected);
  });

  test('a word of more than 200 characters becomes a hash that the stemmer leaves alone', () => {
    const word = 'acgt'.repeat(50);
    expect(asTerm(word)).toBe(word);
    const long = asTerm(`${word}a`);
    expect(long).toMatch(/^long:[\w-]{22}$/);
    expect(long).not.toBe(asTerm(`${word}c`));
  });

  test('whatever the text, tokens are between 1 and 255 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        for (const token of asWords(text).split(' ').filter(Boolean)) expect(token.length).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe('passages', () => {
  const work = makeWork({
    id: 'w',
    display_name: 'The Title',
    abstract: 'An abstract.\nOf two lines.',
    topics: [onTopic('Graph Learning'), onTopic('Vision')],
    keywords: [onTopic('深層')],
    authorships: [byAuthor('Mira Lévy'), byAuthor('Jo Ng')],
    primary_location: { source: { id: 's', display_name: 'A Journal' } },
  });

  test('the title stands twice, which is its weight; elements of lists stand apart', () => {
    const others = ['an abstract of two lines', 'graph learning', 'vision', '深 層', 'mira levy', 'jo ng', 'a journal'];
    expect(passages(WORKS, work)).toEqual(['the title', 'the title', ...others]);
  });

  test('what has no word is left out', () => {
    expect(passages(WORKS, makeWork({ id: 'w', display_name: '…', abstract: '' }))).toEqual([]);
  });
});

describe('documents', () => {
  test('every field of the catalogue is there, null if the work has no value', () => {
    const document = documentOf(WORK_KIND, makeWork({ id: 'w' }), 7);
    const absent = WORKS.fields.filter(({ name }) => at(document, name) === null).map(({ name }) => name);
    expect(absent).toContain('publication_year');
    expect(absent).toContain('authorships.institutions.country_code');
    expect(WORKS.fields.filter(({ name }) => at(document, name) === undefined)).toEqual([]);
    expect(document).toMatchObject({ id: 'w', external_ids: null, has_doi: false, authors_count: 0, written_at: 7 });
  });

  test('values are in the form of the index: days, truth values, each value of a list once', () => {
    const given: Partial<Work> = {
      publication_date: '2020-02-29',
      ids: { doi: 'https://doi.org/10.1/x', arxiv: 'arxiv:2001.00001' },
      authorships: [
        byAuthor('A', [['i', 'DE']]),
        byAuthor('B', [
          ['i', 'DE'],
          ['j', 'JP'],
        ]),
      ],
    };
    const document = documentOf(WORK_KIND, makeWork({ id: 'w', ...given }), 0);
    expect(document).toMatchObject({
      publication_date: '2020-02-29',
      has_doi: true,
      external_ids: ['https://doi.org/10.1/x', 'arxiv:2001.00001'],
      authorships: {
        author: { id: ['author:a', 'author:b'], orcid: null },
        institutions: { id: ['i', 'j'], country_code: ['DE', 'JP'] },
      },
    });
  });

  test('half a surrogate pair is no Unicode: it is replaced in fields, and kept in the work', () => {
    const work = makeWork({ id: 'w\ud83d', display_name: 'a\udc00b', type: '\ud83d\ude00' });
    const document = documentOf(WORK_KIND, work, 0);
    expect(document).toMatchObject({ id: 'w\ufffd', type: '\ud83d\ude00' });
    expect(document.text).toEqual(['a b', 'a b']);
    expect(JSON.parse(document.stored)).toEqual(work);
    const { stored: _, ...sent } = document;
    // JSON writes such halves as escapes
    expect(JSON.stringify(sent)).not.toMatch(/\\ud/);
  });

  test('a stored value reads back as the catalogue has it', () => {
    const day = WORKS.known('publication_date');
    expect(toStored(day, 18_321)).toBe('2020-02-29');
    expect(fromBucket(day, Date.UTC(2020, 1, 29))).toBe(18_321);
    expect(fromBucket(WORKS.known('has_doi'), 1)).toBe(1);
    expect(fromBucket(WORKS.known('type'), 'article')).toBe('article');
  });
});

describe('documents of other kinds', () => {
  test('names of people keep every letter, and come with their initials', () => {
    const author = makeAuthor({ id: 'a', display_name: 'Jeff Rasley', display_name_alternatives: ['J. Rasley'] });
    expect(documentOf(kindOf(AUTHORS), author, 0).text).toEqual(['jeff rasley j r', 'j rasley r j|rasley']);
  });

  test('what the platform says has fields of its own, and ids of merged records are external ones', () => {
    const given = { orcid: 'https://orcid.org/1', merged_ids: ['b'], attributes: { claimed: true, trust_score: 7 } };
    expect(documentOf(kindOf(AUTHORS), makeAuthor({ id: 'a', ...given }), 0)).toMatchObject({
      claimed: true,
      open_to_collaborate: false,
      trust_score: 7,
      verification_level: null,
      external_ids: ['https://orcid.org/1', 'b'],
    });
  });

  test('what is never searched by words has no text, and what is not embedded no hash of it', () => {
    const document = documentOf(kindOf(CURATION), makeCuration({ id: 'a', merged_into: 'b' }), 0);
    expect(document).toMatchObject({ id: 'a', merged_into: 'b', external_ids: null });
    expect(['text', 'text_hash'].filter((name) => name in document)).toEqual([]);
  });

  test.each([
    [WORK_KIND, ['https://doi.org/10.1/x', 'arxiv:2001.00001'], ['my-own', 'https://example.org/1']],
    [kindOf(AUTHORS), ['https://orcid.org/1', 'a-merged-record'], []],
    [kindOf(INSTITUTIONS), ['https://ror.org/05a28rw58'], ['institution:uppsala']],
    [kindOf(SOURCES), ['issn:1234-567X'], ['source:nature']],
    [kindOf(CURATION), [], ['https://openalex.org/A1']],
  ])('ids that may be external ones are looked for twice', ({ mayBeExternal }, external, own) => {
    expect(external.map((id) => mayBeExternal(id))).toEqual(external.map(() => true));
    expect(own.map((id) => mayBeExternal(id))).toEqual(own.map(() => false));
  });
});

describe('what a change is recognised by', () => {
  test('who the authors turned out to be is stored, and is no content', () => {
    const work = makeWork({ id: 'w', authorships: [byAuthor('Mira Lévy')] });
    const [given, assigned] = [work, withAuthors(work, ['author:other'])].map((one) => stateOf(WORK_KIND, one));
    expect(assigned?.content_hash).toBe(given?.content_hash);
    expect(assigned?.stored_hash).not.toBe(given?.stored_hash);
    expect(JSON.parse(assigned?.stored ?? '')).toEqual(withAuthors(work, ['author:other']));
  });

  test('equal works have equal hashes; another citation count keeps the hash of the text', () => {
    fc.assert(
      fc.property(arbitraryWork, (work) => {
        expect(stateOf(WORK_KIND, work)).toEqual(stateOf(WORK_KIND, structuredClone(work)));
        const cited = stateOf(WORK_KIND, { ...work, cited_by_count: work.cited_by_count + 1 });
        expect(cited.content_hash).not.toBe(stateOf(WORK_KIND, work).content_hash);
        expect(cited.text_hash).toBe(stateOf(WORK_KIND, work).text_hash);
        expect(stateOf(WORK_KIND, { ...work, display_name: `${work.display_name} x` }).text_hash).not.toBe(
          cited.text_hash,
        );
      }),
    );
  });

  test('hashes are short and distinct, stamps ascend', () => {
    expect(hashOf('a')).toMatch(/^[\w-]{22}$/);
    expect(hashOf('a')).not.toBe(hashOf('b'));
    const stamps = Array.from({ length: 1000 }, stamp);
    expect(stamps.every((one, i) => i === 0 || one > (stamps[i - 1] ?? 0))).toBe(true);
    expect(Math.abs((stamps[0] ?? 0) / 1000 - Date.now())).toBeLessThan(10_000);
  });
});
