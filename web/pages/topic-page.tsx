// The page of one topic.
import type { TopicAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { writeFilters } from '../search/filters.js';
import { CountedList } from '../things/counted-list.js';
import { FacetList } from '../things/facet-list.js';
import { ThingPage } from '../things/thing-page.js';

export function TopicPage({ id }: { readonly id: string }) {
  return (
    <ThingPage<TopicAnswer>
      type="topic"
      kind="Topic"
      id={id}
      read={(asked, signal) => api.getTopic({ id: asked }, { signal })}
      field="topics.id"
      side={({ related_topics = [], top_authors = [] }, filters) => (
        <>
          <CountedList title="Related topics" type="topic" things={related_topics} />
          <CountedList title="People" type="author" things={top_authors} />
          <FacetList
            title="Institutions"
            type="institution"
            field="authorships.institutions.id"
            filter={writeFilters(filters)}
          />
        </>
      )}
    />
  );
}
