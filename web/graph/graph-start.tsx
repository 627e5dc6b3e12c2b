// The graph page before anything is asked for: a field for what is to be the middle, and large topics to begin with.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Client } from '../../src/client/index.js';
import { usePageTitle } from '../ui/page-title.js';
import { Failed } from '../ui/states.js';
import { usePaused } from '../ui/use-paused.js';
import { graphAddress } from './address.js';
import { NODE_TYPES } from './model.js';
import { ThingBox, type ThingChoice } from './thing-box.js';
import { counted, KIND_NAMES, nameOf } from './words.js';

const TYPING_PAUSE_MS = 120;
const COMPLETIONS = 12;
const TOPICS = 14;

export function GraphStart({ client, isWrong }: { readonly client: Client; readonly isWrong: boolean }) {
  usePageTitle('Graph');
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const { choices, note } = useCompletions(client, text);
  return (
    <div className="graph-start stack">
      <h1>Explore the graph</h1>
      <p className="quiet">How works, people, topics and institutions hang together, from any of them on.</p>
      {isWrong && (
        <p className="note warning" role="alert">
          The address names nothing that has a graph: after “around=” it takes work/…, author/…, topic/… or
          institution/… with an id.
        </p>
      )}
      <ThingBox
        label="Begin with a person, a work, a topic or an institution"
        placeholder="A person, a work, a topic, an institution"
        text={text}
        onText={setText}
        choices={choices}
        onPick={({ type, id }) => navigate(graphAddress({ around: { type, id } }))}
        note={note}
      />
      <Suggestions client={client} />
    </div>
  );
}

function useCompletions(
  client: Client,
  text: string,
): { readonly choices: readonly ThingChoice[]; readonly note: string } {
  const q = usePaused(text.trim(), TYPING_PAUSE_MS);
  const { data, error, isFetching } = useQuery({
    queryKey: ['graph-completions', q],
    queryFn: ({ signal }) => client.autocomplete({ q, per_page: COMPLETIONS }, { signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const choices = (q === '' ? [] : (data?.results ?? [])).flatMap((one): ThingChoice[] => {
    const type = NODE_TYPES.find((known) => known === one.entity_type);
    if (!type || one.id === undefined) return [];
    const hint = one.hint ?? (one.works_count == null ? KIND_NAMES[type].one : counted(one.works_count, 'work'));
    return [{ type, id: one.id, name: nameOf({ display_name: one.display_name ?? '' }), hint }];
  });
  if (error) return { choices: [], note: 'Names cannot be completed now.' };
  return { choices, note: isFetching || q !== text.trim() ? 'Looking …' : 'Nothing has such a name.' };
}

function Suggestions({ client }: { readonly client: Client }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['graph-topics'],
    queryFn: ({ signal }) =>
      client.searchTopics(
        { sort: 'works_count:desc', per_page: TOPICS, select: ['id', 'display_name', 'works_count'] },
        { signal },
      ),
  });
  if (error) return <Failed error={error} retry={refetch} />;
  const topics = data?.results ?? [];
  if (data && topics.length === 0) return <p className="quiet">There are no topics here yet: import works first.</p>;
  return (
    <section className="stack" aria-label="Large topics">
      <h2>Or begin with a large topic</h2>
      <ul className="row">
        {topics.map(({ id = '', display_name = '', works_count = 0 }) => (
          <li key={id}>
            <Link href={graphAddress({ around: { type: 'topic', id } })} className="chip">
              <bdi>{nameOf({ display_name })}</bdi>
              <span className="quiet">{works_count.toLocaleString('en')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
