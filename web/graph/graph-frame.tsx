// Around the drawing: the path that led here, drawing or list, what is under way, what is left out.
import { Link } from 'wouter';
import { type GraphAddress, graphAddress, isSame, SIZES, type Step, type Thing, VIEWS, walk } from './address.js';
import type { Graph } from './model.js';
import type { LoadedGraph, Part } from './use-graph.js';
import { counted, nameOf } from './words.js';

interface FrameProps {
  readonly address: GraphAddress & { readonly around: Thing };
  readonly trail: readonly Step[];
}

export function Trail({ trail, address, name }: FrameProps & { readonly name: string }) {
  return (
    <nav aria-label="Path">
      <ol className="graph-trail row">
        <li>
          <Link href={graphAddress({})}>Graph</Link>
        </li>
        {trail.map((step) => (
          <li key={`${step.type}/${step.id}`}>
            <Link
              href={graphAddress({ ...address, around: { type: step.type, id: step.id }, expanded: [] })}
              state={{ trail: walk(trail, { ...address.around, name }, step) }}
            >
              <bdi>{step.name}</bdi>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function ViewToggle({ address, trail }: FrameProps) {
  return (
    <nav className="graph-toggle" aria-label="View">
      {VIEWS.map((view) => (
        <Link
          key={view}
          href={graphAddress({ ...address, view })}
          state={{ trail }}
          className="button"
          aria-current={address.view === view ? 'true' : undefined}
        >
          {view === 'graph' ? 'Graph' : 'List'}
        </Link>
      ))}
    </nav>
  );
}

/** What was expanded, what is under way, and what did not come. */
export function ExpansionNotes({ loaded, address, trail }: FrameProps & { readonly loaded: LoadedGraph }) {
  const { expansions, graph } = loaded;
  const nameIn = ({ id }: Thing) => {
    const node = graph?.nodes.find((one) => one.id === id);
    return node ? nameOf(node) : id.slice(0, 120);
  };
  const without = (thing: Thing) => address.expanded.filter((one) => !isSame(one, thing));
  const isUnderWay = ({ answer, error }: Part) => !answer && error === null;
  const last = expansions.at(-1);
  return (
    <>
      <p className="unseen" role="status">
        {last && isUnderWay(last) && `Loading what is around ${nameIn(last.thing)}`}
        {last?.answer && `${nameIn(last.thing)} is expanded: ${counted(graph?.nodes.length ?? 0, 'node')} are shown`}
      </p>
      {expansions.length > 0 && (
        <ul className="row graph-expanded" aria-label="Expanded">
          {expansions.map((part) => (
            <li key={`${part.thing.type}/${part.thing.id}`} className={part.error === null ? 'chip' : 'chip failed'}>
              <span>
                {isUnderWay(part) ? 'Expanding ' : part.error === null ? 'Expanded: ' : 'Could not be expanded: '}
                <bdi>{nameIn(part.thing)}</bdi>
              </span>
              {part.error !== null && (
                <button type="button" className="button plain" onClick={part.retry}>
                  Try again
                </button>
              )}
              <Link
                href={graphAddress({ ...address, expanded: without(part.thing) })}
                state={{ trail }}
                className="graph-remove"
                title="Fold up"
              >
                <span aria-hidden="true">×</span>
                <span className="unseen">Fold up {nameIn(part.thing)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface SizeNoteProps extends FrameProps {
  readonly loaded: LoadedGraph;
  readonly shown: Graph;
}

/** How much is shown, and that there is more. */
export function SizeNote({ address, trail, loaded, shown }: SizeNoteProps) {
  const larger = SIZES.find((size) => size > address.size);
  return (
    <div className="row quiet graph-size">
      <p role="status">
        {`${counted(shown.nodes.length, 'node')}, ${counted(shown.edges.length, 'link')}.`}
        {loaded.truncated && ' There is more around it: these tell the most.'}
      </p>
      {loaded.truncated && larger !== undefined && (
        <Link href={graphAddress({ ...address, size: larger })} state={{ trail }}>
          {`Up to ${larger} nodes`}
        </Link>
      )}
      {address.size !== SIZES[0] && (
        <Link href={graphAddress({ ...address, size: SIZES[0] })} state={{ trail }}>
          Fewer
        </Link>
      )}
      <Link href={graphAddress({ ...address, steps: address.steps === 1 ? 2 : 1 })} state={{ trail }}>
        {address.steps === 1 ? 'Two steps from it' : 'One step from it'}
      </Link>
    </div>
  );
}
