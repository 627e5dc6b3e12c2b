// What people and programs type: texts of searches, filters, sorts, facets, ids, cursors, and what is being completed.
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { canonicalId, parseId } from '../../../src/domain/ids.js';
import { fieldsOf } from '../../../src/domain/query.js';
import { IdeascopeError } from '../../../src/errors.js';
import { decodeCursor, encodeCursor } from '../../../src/search/cursor.js';
import { parseGroupBy } from '../../../src/search/group-by.js';
import { markTyped } from '../../../src/search/mark-typed.js';
import { parseFacets } from '../../../src/search/parse-facets.js';
import { parseFilter } from '../../../src/search/parse-filter.js';
import { parseSort } from '../../../src/search/parse-sort.js';
import { idsIn, pastedId } from '../../../src/search/pasted-id.js';
import { FIELD_WORDS } from '../../../src/search/query-fields.js';
import { MAX_CONDITIONS } from '../../../src/search/query-reader.js';
import { namesIn, readSearchText } from '../../../src/search/read-search.js';
import { splitFilter } from '../../../src/search/split-filter.js';
import { printReading, readStrictly, understand } from '../../../src/search/understand.js';
import { readTyped } from '../../../src/text/completion.js';
import { mutatedText } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, refusing, target } from '../target.js';

export const SEARCHES = [
  'graph neural networks for weather forecasts',
  '"attention is all you need" -survey',
  'author:"Ada Quill" year:2019..2021 title:tides',
  '(deep OR "machine learning") AND NOT review',
  'why do large models hallucinate?',
  'doi:10.1145/3394486.3406703 arxiv:2101.00001',
  'https://openalex.org/W2741809807',
  '10.1145/3394486.3406703, 10.48550/arXiv.1706.03762',
  'type:article lang:en country:SE cited:>100 has:abstract',
  'GPT-2 C++ O(n^2) $\\alpha$-stable Lévy 深層学習',
  '„Gezeiten” «marées» -"not this" -that 2019',
  `${'We propose a method that learns representations of graphs. '.repeat(8)}`,
];
const SEARCH_PIECES = [
  ...[...FIELD_WORDS.keys()].map((word) => `${word}:`),
  ...['AND', ' OR ', 'NOT ', ' -', '-"', '"', '“', '”', '(', ')', '..', '>=', '2019', ' ', 'W2741809807', '10.1/a'],
];
const aSearch = (random: Random) => mutatedText(random, { seeds: SEARCHES, pieces: SEARCH_PIECES });

const NAMES = [...WORKS.fields, ...AUTHORS.fields].flatMap(({ name, aliases }) => [name, ...aliases]);
const FILTERS = [
  'type:article',
  'publication_year:>2019,cited_by_count:10-20',
  'authorships.author.id:A5023888391|A5100000001',
  'topics.id:!T10320,language:en|de',
  'from_publication_date:2020-01-01,to_publication_date:2021-12-31',
  'title.search:"deep learning",abstract.search:graph|tides',
  'has_doi:true,open_to_collaborate:false',
  'primary_location.source.display_name:"Journal of ""quoted"" things"',
  'doi:https://doi.org/10.1145/3394486.3406703',
  'works.cited_by_count:>5',
];
const FILTER_PIECES = [...NAMES, ...['.search:', ':', ',', '|', '!', '"', '""', '>', '<', '-', '2019', 'true', 'null']];
const aFilter = (random: Random) => mutatedText(random, { seeds: FILTERS, pieces: FILTER_PIECES });

const ID_SEEDS = [
  'W2741809807',
  'https://openalex.org/A5023888391',
  'doi:10.1145/3394486.3406703',
  'https://doi.org/10.48550/arXiv.1706.03762',
  'arxiv:hep-th/9901001v3',
  'https://arxiv.org/pdf/2101.00001v2.pdf',
  'https://orcid.org/0000-0002-1825-0097',
  'https://ror.org/02mhbdp94',
  'issn:0028-0836',
  'author:ada-quill-0f9a1c22bb~2',
  'own:tides/7?x=1#y',
];

/** The filter of a reading names known fields only: whatever is typed, the engine is asked nothing else. */
function ensureKnownFields(filter: ReturnType<typeof readSearchText>['filter']): void {
  for (const field of fieldsOf(filter)) ensure(WORKS.find(field) !== undefined, `a search asks for ${field}`);
}

const SEARCH_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'search text',
    reads: '`search=`: words, phrases, exclusions, alternatives, field words, ids',
    share: 1,
    make: aSearch,
    run: (text) => {
      const reading = understand(text);
      ensure(reading.phrases.length + reading.excluded.length <= MAX_CONDITIONS, 'phrases are bounded');
      ensure(!/[\p{Cs}\p{Cc}]/u.test(reading.text), 'no control character is searched for');
      understand(printReading(reading));
      ensureKnownFields(readSearchText(text).filter);
      namesIn(text);
      return 'taken';
    },
  }),
  target({
    name: 'strict search text',
    reads: 'names, and the words of `title.search` and the like',
    share: 1,
    make: aSearch,
    run: (text) => refusing(IdeascopeError, () => readStrictly(text, text.length % 2 === 0)),
  }),
  target({
    name: 'typed text',
    reads: '`q=` of completion, and the marks in what it completes to',
    share: 0.5,
    make: aSearch,
    run: (text) => {
      readTyped(text);
      markTyped(`Ada Quill & <b>Sons</b> ${text.slice(0, 40)}`, text.slice(0, 500));
      return 'taken';
    },
  }),
];

const LIST_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'filter',
    reads: '`filter=` over works, over authors, and over both',
    share: 1,
    make: aFilter,
    run: (text) => {
      const all = [() => parseFilter(text, WORKS), () => parseFilter(text, AUTHORS), () => splitFilter(text)].map(
        (read) => refusing(IdeascopeError, read),
      );
      return all.includes('taken') ? 'taken' : 'refused';
    },
  }),
  target({
    name: 'sort',
    reads: '`sort=`',
    share: 0.5,
    make: (random) =>
      mutatedText(random, {
        seeds: ['cited_by_count:desc', 'publication_year,display_name:asc', 'relevance_score:desc'],
        pieces: [...NAMES, ':desc', ':asc', ',', ':'],
      }),
    run: (text) => refusing(IdeascopeError, () => parseSort(text, text.length % 2 === 0, WORKS)),
  }),
  target({
    name: 'facets and group_by',
    reads: '`facets=` and `group_by=`',
    share: 0.5,
    make: (random) =>
      mutatedText(random, {
        seeds: ['type', 'topics.id:include_unknown', 'type,language'],
        pieces: [...NAMES, ':', ','],
      }),
    run: (text) => {
      refusing(IdeascopeError, () => parseFacets(text.split(','), 10, WORKS));
      return refusing(IdeascopeError, () => parseGroupBy(text, 10, WORKS));
    },
  }),
  target({
    name: 'id',
    reads: 'ids and addresses, alone and in a text',
    share: 1,
    make: (random) => mutatedText(random, { seeds: ID_SEEDS, pieces: ID_SEEDS }),
    run: (text) => {
      const id = canonicalId(text);
      ensure(canonicalId(id) === id, 'the stored form of an id is that of itself');
      parseId(text);
      pastedId(text);
      idsIn(text);
      return 'taken';
    },
  }),
  target({
    name: 'cursor',
    reads: '`cursor=`',
    share: 0.5,
    make: (random) => {
      const place = { after: { values: [2019, undefined], id: 'W1' } };
      const seeds = ['*', encodeCursor('abcdefgh', { rank: 25 }), encodeCursor('abcdefgh', place)];
      if (random.chance(0.5)) return mutatedText(random, { seeds, longest: 4_000 });
      const json = mutatedText(random, {
        seeds: ['{"of":"abcdefgh","rank":25}', '{"of":"abcdefgh","values":[1,null],"id":"a"}'],
      });
      return Buffer.from(json).toString('base64url');
    },
    run: (text) => {
      const sorted = [{ field: 'publication_year', direction: 'desc' as const }];
      refusing(IdeascopeError, () => decodeCursor(text, 'abcdefgh', sorted));
      return refusing(IdeascopeError, () => decodeCursor(text, 'abcdefgh', 'relevance'));
    },
  }),
];

export const QUERY_TARGETS: readonly FuzzTarget[] = [...SEARCH_TARGETS, ...LIST_TARGETS];
