// What the interface reads by itself: addresses, filters in them, marks of the API, TeX in texts.

import { WORKS } from '../../../src/domain/fields.js';
import { parseFilter } from '../../../src/search/parse-filter.js';
import { absoluteHref, headingLevelOf, limitOf, openedBy, serviceAddress } from '../../../web/embed/addresses.js';
import { readGraphAddress, readThing, readTrail } from '../../../web/graph/address.js';
import { readWorksList } from '../../../web/profile/addresses.js';
import { readFilters, writeFilters } from '../../../web/search/filters.js';
import { readSearch, searchHref } from '../../../web/search/state.js';
import { formulasIn, partsOf } from '../../../web/ui/formulas.js';
import { beginningOf, markedWhole, piecesOf } from '../../../web/ui/marked-text.js';
import { plainText, segmentsOf } from '../../../web/ui/rich-runs.js';
import { readTexText } from '../../../web/ui/tex-text.js';
import { readableTex } from '../../../web/ui/typeset-options.js';
import { paragraphsOf } from '../../../web/work/paragraphs.js';
import { mutatedJson, mutatedText } from '../mutate.js';
import { ensure, type FuzzTarget, refusing, target } from '../target.js';
import { aText, TEXTS } from './texts.js';

const FILTERS = ['type:article|review', 'topics.id:"a, b"', 'publication_year:2019-2021', 'language:!en,x.search:"y"'];
const ADDRESSES = [
  '?q=graphs&filter=type%3Aarticle&page=2&mode=semantic&tab=people',
  '?around=work/W1&expanded=author/A1,topic/T1&view=list&size=100&steps=2',
  '?q=tides#q=a%20long%20text',
  'https://example.org/ideascope/?x=1',
];
const PIECES = [
  '&',
  '=',
  '%',
  '#',
  '?',
  ':',
  '|',
  ',',
  '"',
  '""',
  '!',
  '/',
  '+',
  'q=',
  'filter=',
  'around=',
  'javascript:',
];

export const WEB_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'filters of the interface',
    reads: '`filter=` in the address of a page',
    share: 0.3,
    make: (random) => mutatedText(random, { seeds: FILTERS, pieces: PIECES }),
    run: (text) => {
      const filters = readFilters(text);
      const written = writeFilters(filters);
      ensure(writeFilters(readFilters(written)) === written, 'what is written is read again');
      return refusing(Error, () => parseFilter(written, WORKS));
    },
  }),
  target({
    name: 'addresses of the interface',
    reads: 'addresses of pages, and attributes of what other sites embed',
    share: 0.5,
    make: (random) => mutatedText(random, { seeds: ADDRESSES, pieces: PIECES }),
    run: (text) => {
      const hash = text.indexOf('#');
      const state = readSearch(hash < 0 ? text : text.slice(0, hash), hash < 0 ? '' : text.slice(hash));
      if (!/\p{Cs}/u.test(JSON.stringify(state))) searchHref(state);
      readGraphAddress(text);
      readThing(text);
      readWorksList(text);
      limitOf(text);
      headingLevelOf(text);
      const service = serviceAddress(text, 'https://example.org/embed.js', 'https://host.example/page');
      if (service === undefined) return 'refused';
      ensure(/^https?:/.test(service), 'a service is on the web');
      openedBy(service, absoluteHref(service, '/work/W1'));
      return 'taken';
    },
  }),
  target({
    name: 'state of the interface',
    reads: 'what a browser kept of the way through the graph',
    share: 0.3,
    make: (random) => mutatedJson(random, [{ id: 'W1', type: 'work', name: 'Tides' }]),
    run: (state) => {
      readTrail(state);
      return 'taken';
    },
  }),
  target({
    name: 'texts of the interface',
    reads: 'marks of the API, formulas, TeX, paragraphs: texts as a page shows them',
    share: 0.2,
    make: (random) =>
      random.chance(0.5)
        ? aText(random)
        : mutatedText(random, {
            ...TEXTS,
            seeds: ['<mark>Tides</mark> &amp; <mark class="meaning">ebbs</mark>'],
            longest: 50_000,
          }),
    run: (text) => {
      const pieces = piecesOf(text);
      segmentsOf(pieces);
      markedWhole(text, text);
      beginningOf(text, 100);
      plainText(text);
      partsOf(text);
      readTexText(text, formulasIn(text));
      readableTex(text);
      paragraphsOf(text);
      return 'taken';
    },
  }),
];
