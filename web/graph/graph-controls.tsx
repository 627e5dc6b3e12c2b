// Beside the drawing: what the lines and keys mean, a search within what is shown.
import { useState } from 'react';
import { LinkSign } from './kind-sign.js';
import { EDGE_TYPES, findNodes, type Graph } from './model.js';
import { ThingBox } from './thing-box.js';
import { EDGE_NAMES, factsOf, nameOf } from './words.js';

const CHOICES = 10;

interface FindProps {
  readonly graph: Graph;
  readonly onFind: (id: string) => void;
}

export function FindInGraph({ graph, onFind }: FindProps) {
  const [text, setText] = useState('');
  const choices = findNodes(graph, text, CHOICES).map((node) => ({
    type: node.type,
    id: node.id,
    name: nameOf(node),
    hint: factsOf(node)[0] ?? '',
  }));
  return (
    <ThingBox
      label="Find in this graph"
      placeholder="Find in this graph"
      text={text}
      onText={setText}
      choices={choices}
      onPick={({ id }) => {
        setText('');
        onFind(id);
      }}
      note="Nothing that is shown has such a name."
    />
  );
}

export function Legend() {
  // beside the drawing there is room for it; below it, it is in the way
  const [isOpen] = useState(() => matchMedia('(min-width: 62rem)').matches);
  return (
    <details className="graph-legend card" open={isOpen}>
      <summary>Lines and keys</summary>
      <div className="graph-legend-columns">
        <ul>
          {EDGE_TYPES.map((type) => (
            <li key={type} className="row">
              <LinkSign type={type} />
              {EDGE_NAMES[type]}
            </li>
          ))}
          <li className="quiet">Broader lines stand for more joint works, larger signs for more telling ones.</li>
        </ul>
        <dl>
          {KEYS.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}

const KEYS = [
  ['arrows', 'the next sign in that direction'],
  ['Page ↑ ↓', 'the one before, the next one'],
  ['Home', 'the first one'],
  ['Enter', 'select'],
  ['E', 'expand, as a double click does'],
  ['+ − 0', 'nearer, further, everything'],
  ['Shift + arrows', 'move the drawing'],
  ['Esc', 'leave'],
] as const;
