// Which conditions of a filter speak of people, and which of their works.
import { describe, expect, test } from '@jest/globals';
import { AUTHORS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { ALL } from '../../../src/domain/query.js';
import { parseFilter } from '../../../src/search/parse-filter.js';
import { splitFilter } from '../../../src/search/split-filter.js';

const people = (text: string) => parseFilter(text, AUTHORS);
const works = (text: string) => parseFilter(text, WORKS);

describe('splitFilter', () => {
  test.each([
    ['', ALL, ALL],
    ['h_index:>10', people('h_index:>10'), ALL],
    ['publication_year:2020-', ALL, works('publication_year:2020-')],
    ['from_publication_date:2020-01-01', ALL, works('from_publication_date:2020-01-01')],
    ['cited_by_count:>100', people('cited_by_count:>100'), ALL],
    ['works.cited_by_count:>100', ALL, works('cited_by_count:>100')],
    ['topics.id:!t1|t2', people('topics.id:!t1|t2'), ALL],
    ['works.topics.id:!t1|t2', ALL, works('topics.id:!t1|t2')],
    ['institutions.id:i', people('institutions.id:i'), ALL],
    ['authorships.institutions.id:i', ALL, works('authorships.institutions.id:i')],
    ['works.from_publication_date:2020-01-01', ALL, works('from_publication_date:2020-01-01')],
    ['works_count:>3,type:article,orcid:null', people('works_count:>3,orcid:null'), works('type:article')],
    ['display_name.search:levy,title.search:graph', people('display_name.search:levy'), works('title.search:graph')],
    ['works.default.search:"graph, nets" a', ALL, works('default.search:"graph, nets" a')],
    ['works.id:"a,works_count:1",claimed:true', people('claimed:true'), works('id:"a,works_count:1"')],
  ])('%s', (text, ofPeople, ofWorks) => {
    expect(splitFilter(text)).toEqual({ people: ofPeople, works: ofWorks });
  });

  test.each(['colour:red', 'works.h_index:3', 'works.:3', 'authors.h_index:3'])('refuses %s', (text) => {
    expect(() => splitFilter(text)).toThrow(expect.objectContaining({ code: 'unknown_field', path: 'filter' }));
  });

  test('says what there is', () => {
    expect(() => splitFilter('colour:red')).toThrow(/"colour".*h_index.*publication_year.*works\./);
  });

  test('what is wrong with a value is said as ever', () => {
    expect(() => splitFilter('h_index:many')).toThrow(expect.objectContaining({ code: 'invalid_filter' }));
  });
});
