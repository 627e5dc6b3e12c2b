// What a work says: its abstract, its topics and its keywords.
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { WorkAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { searchHref } from '../search/state.js';
import { Section } from '../things/section.js';
import { RichText } from '../ui/rich-text.js';
import { paragraphsOf } from './paragraphs.js';

export function Abstract({ text }: { readonly text: string | null | undefined }) {
  const paragraphs = useMemo(() => paragraphsOf(text ?? ''), [text]);
  return (
    <Section title="Abstract">
      {paragraphs.length === 0 ? (
        <p className="quiet">No abstract is known.</p>
      ) : (
        <div className="abstract">
          {paragraphs.map((paragraph, i) => (
            <p key={i} dir="auto">
              <RichText text={paragraph} />
            </p>
          ))}
        </div>
      )}
    </Section>
  );
}

export function Subjects({ work: { topics = [], keywords = [] } }: { readonly work: WorkAnswer }) {
  if (topics.length + keywords.length === 0) return null;
  return (
    <Section title="Topics">
      <ul className="row">
        {topics.map(({ id, display_name, suggested }) => (
          <li key={id}>
            <Link href={thingHref('topic', id)} className={suggested ? 'chip suggested' : 'chip topic'}>
              <bdi>{display_name}</bdi>
              {suggested && <span className="quiet">suggested</span>}
            </Link>
          </li>
        ))}
        {keywords.map(({ id, display_name }) => (
          <li key={id}>
            <Link href={keywordHref(id)} className="chip">
              <span className="unseen">Keyword: </span>
              <bdi>{display_name}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function keywordHref(id: string): string {
  return searchHref({ filters: { values: { 'keywords.id': [id] }, years: undefined } });
}
