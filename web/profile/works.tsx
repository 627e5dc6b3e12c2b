// The works of a person: what each is, and what it says.
import { Link } from 'wouter';
import type { WorkAnswer } from '../../src/client/index.js';
import { RichText } from '../ui/rich-text.js';
import { Authors, Facts, WorkTitle } from '../ui/work-line.js';
import { worksHref } from './addresses.js';
import { Clamped } from './clamped.js';
import { counted } from './facts.js';
import { Heading } from './headings.js';

interface NewestWorksProps {
  readonly id: string;
  readonly works: readonly WorkAnswer[];
  readonly count: number;
}

export function NewestWorks({ id, works, count }: NewestWorksProps) {
  return (
    <section className="stack">
      <div className="section-head">
        <Heading rank={2}>Published work</Heading>
        <span className="quiet">{counted(count, 'published item')}</span>
      </div>
      {works.length === 0 ? (
        <p className="quiet">No works are stored of this person.</p>
      ) : (
        works.map((work) => <WorkCard key={work.id} work={work} />)
      )}
      {count > works.length && (
        <p>
          <Link href={worksHref(id)} className="button">
            {`All ${counted(count, 'work')}, with search`}
          </Link>
        </p>
      )}
    </section>
  );
}

export function WorkCard({ work }: { readonly work: WorkAnswer }) {
  const { abstract, highlight } = work;
  return (
    <article className="card stack work-card">
      <Facts work={work} />
      <Heading rank={3} className="work-title">
        <WorkTitle work={work} highlight={highlight?.display_name} />
      </Heading>
      <Authors authorships={work.authorships} />
      {abstract && (
        <Clamped of={`the abstract of ${work.display_name ?? 'this work'}`}>
          <p>
            <RichText text={abstract} highlight={highlight?.abstract} />
          </p>
        </Clamped>
      )}
    </article>
  );
}
