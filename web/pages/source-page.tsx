// The page of one source: a journal, a conference or a repository.
import type { SourceAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { writeFilters } from '../search/filters.js';
import { CountedList } from '../things/counted-list.js';
import { FacetList } from '../things/facet-list.js';
import { ThingPage } from '../things/thing-page.js';

export function SourcePage({ id }: { readonly id: string }) {
  return (
    <ThingPage<SourceAnswer>
      type="source"
      kind="Source"
      id={id}
      read={(asked, signal) => api.getSource({ id: asked }, { signal })}
      field="primary_location.source.id"
      facts={({ issn_l }) => issn_l && <span>ISSN {issn_l}</span>}
      side={({ topics = [] }, filters) => (
        <>
          <CountedList title="Topics" type="topic" things={topics} />
          <FacetList title="People" type="author" field="authorships.author.id" filter={writeFilters(filters)} />
        </>
      )}
    />
  );
}
