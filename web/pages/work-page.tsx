// The page of one work.
import type { WorkAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { Connections } from '../things/connections.js';
import { ThingState } from '../things/thing-state.js';
import { useThing } from '../things/use-thing.js';
import { usePageTitle } from '../ui/page-title.js';
import { plainText } from '../ui/rich-runs.js';
import { OfflineNote } from '../ui/states.js';
import { CitedWorks, CitingWorks } from '../work/cited-works.js';
import { RelatedWorks } from '../work/related-works.js';
import { VersionsTable } from '../work/versions-table.js';
import { WorkHead } from '../work/work-head.js';
import { Abstract, Subjects } from '../work/work-text.js';

export function WorkPage({ id }: { readonly id: string }) {
  const work = useThing<WorkAnswer>('work', id, (asked, signal) => api.getWork({ id: asked }, { signal }));
  return (
    <ThingState type="work" id={id} thing={work}>
      {/* another work begins anew: what was opened for the last one is not opened here */}
      {(found) => <Work key={found.id} work={found} />}
    </ThingState>
  );
}

function Work({ work }: { readonly work: WorkAnswer }) {
  const id = work.id ?? '';
  usePageTitle(plainText(work.display_name ?? '') || 'Untitled');
  return (
    <article className="thing">
      <OfflineNote />
      <WorkHead work={work} />
      <div className="thing-columns">
        <div className="thing-main">
          <Abstract text={work.abstract} />
          <Subjects work={work} />
          <VersionsTable work={work} />
          <CitedWorks work={work} />
          <CitingWorks id={id} />
        </div>
        <div className="thing-side">
          <Connections type="work" id={id} />
          <RelatedWorks id={id} />
        </div>
      </div>
    </article>
  );
}
