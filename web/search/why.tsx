// Why a work is a hit, once somebody asks.
import { Failed } from '../ui/states.js';
import type { SearchState } from './state.js';
import { useExplanations } from './use-search.js';
import { type Explanation, foundBy, foundWords, missingWords, rankWords, scoreWords } from './why-words.js';

export function Why({ state, id }: { readonly state: SearchState; readonly id: string }) {
  const { data, error, refetch } = useExplanations(state, true);
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <p className="quiet">Looking why …</p>;
  const explanation = data.results.find((work) => work.id === id)?.explain;
  if (!explanation) return <p className="quiet">The results have changed meanwhile: search again to see why.</p>;
  return <Reasons explanation={explanation} />;
}

function Reasons({ explanation }: { readonly explanation: Explanation }) {
  const missing = missingWords(explanation);
  const score = scoreWords(explanation);
  const { excluded, sentence } = explanation;
  return (
    <div className="why stack">
      <p>
        {foundBy(explanation)} {rankWords(explanation)}
      </p>
      <dl className="reasons">
        {foundWords(explanation).map(({ words, places }) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{`in ${places}`}</dd>
          </div>
        ))}
        {missing !== '' && (
          <div>
            <dt>Not in it</dt>
            <dd>{missing}</dd>
          </div>
        )}
        {excluded.length > 0 && (
          <div>
            <dt>Left out, as asked</dt>
            <dd>{excluded.join(', ')}</dd>
          </div>
        )}
        {sentence && (
          <div>
            <dt>{sentence.field === 'abstract' ? 'Nearest sentence' : 'Nearest is the title'}</dt>
            <dd>
              <q>{sentence.text}</q>{' '}
              <span className="quiet">{`(similarity ${sentence.similarity.toFixed(2)} of 1)`}</span>
            </dd>
          </div>
        )}
      </dl>
      {score !== '' && <p className="quiet">{score}</p>}
    </div>
  );
}
