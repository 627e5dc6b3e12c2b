// What the commands print when they are done, as text.
import type { Author } from '../src/domain/entities.js';
import type { ModelIdentity } from '../src/domain/model.js';
import type { EngineStatus } from '../src/engine/engine.js';
import type { SearchAnswer } from '../src/search/search-works.js';
import type { EntityCounts } from '../src/search/service-state.js';
import type { TopicsProgress } from '../src/search/topics-for-work.js';
import type { EmbedReport } from './embed.js';
import type { ImportReport } from './pipeline.js';
import { shown } from './shown-text.js';
import type { SuggestReport } from './suggest.js';

const REASONS_SHOWN = 10;
const AUTHORS_SHOWN = 3;

const count = (value: number) => value.toLocaleString('en');

function shortList(lines: readonly string[], total: number): string[] {
  const first = lines.slice(0, REASONS_SHOWN).map((line) => `  ${shown(line)}`);
  return total > first.length ? [...first, `  … and ${count(total - first.length)} more`] : first;
}

export function describeImport(report: ImportReport): string {
  const { created, updated, unchanged, rejected, rejections, skipped, skips, leftOut, failures } = report;
  const reasons = rejections.map((one) => `${one.file}, ${one.unit} ${one.number}: ${one.reason}`);
  const outcomes = [
    `${count(created)} created`,
    `${count(updated)} updated`,
    `${count(unchanged)} unchanged`,
    `${count(rejected)} rejected`,
    ...(skipped > 0 ? [`${count(skipped)} skipped`] : []),
  ];
  const skippedFor = [...skips].map(([reason, times]) => `${count(times)} skipped: ${reason}`);
  const left = leftOut.map(({ file, reason }) => `${file}: ${reason}`);
  return [
    outcomes.join(', '),
    ...shortList(reasons, rejected),
    ...shortList(skippedFor, skippedFor.length),
    ...(left.length > 0 ? ['not read:', ...shortList(left, left.length)] : []),
    ...(failures.length > 0 ? ['not read to the end:', ...shortList(failures, failures.length)] : []),
    '',
  ].join('\n');
}

export function describeEmbedding(report: EmbedReport): string {
  const { embedded, failures, switched } = report;
  const reasons = failures.map((one) => `${one.id}: ${one.reason}`);
  return [
    `${count(embedded)} embedded${failures.length > 0 ? `, ${count(failures.length)} could not be` : ''}`,
    ...shortList(reasons, failures.length),
    ...(switched ? ['searches use the new model now'] : []),
    '',
  ].join('\n');
}

export function describeSuggestions({ looked, suggested }: SuggestReport): string {
  return `${count(suggested)} of ${count(looked)} works without topics got suggested ones\n`;
}

function describeTopics({ suggested, none, waiting }: TopicsProgress): string {
  return `of ${count(suggested)} works; none for ${count(none)}; ${count(waiting)} to be looked at`;
}

function describeModel({ name, dtype, dimension }: ModelIdentity): string {
  return `${name} (${dtype}, ${dimension} dimensions)`;
}

export function describeEntities({ authors, topics, institutions, sources, waiting }: EntityCounts): string {
  const counts = `${count(authors)} researchers, ${count(topics)} topics, ${count(institutions)} institutions`;
  const rest = waiting === 0 ? '' : `; ${count(waiting)} wait to be derived`;
  return `${counts}, ${count(sources)} sources${rest}\n`;
}

export function describeAuthor({ id, display_name, works_count, merged_ids }: Author): string {
  const merged = merged_ids.length === 0 ? '' : `, with ${merged_ids.join(', ')}`;
  return `${shown(`${display_name} (${id}): ${count(works_count)} works${merged}`)}\n`;
}

export interface StatusFacts {
  readonly status: EngineStatus;
  readonly entities: EntityCounts;
  /** What the running service says of itself, in a few words. */
  readonly service?: string | undefined;
  /** Name of the model that is set; undefined: none. */
  readonly configured: string | undefined;
  /** Works that the model could not read. */
  readonly failures: number;
  /** Where topics are suggested. */
  readonly topics?: TopicsProgress | undefined;
}

export function describeStatus({ status, service, entities, configured, failures, topics }: StatusFacts): string {
  const rows: [string, string][] = [
    ...(service ? [['service', service] satisfies [string, string]] : []),
    ['engine', status.engine],
    ['works', count(status.works)],
    ['embedded', `${count(status.embedded)} of ${count(status.works)}`],
    ...(failures > 0 ? [['not embedded', `${count(failures)} could not be`] satisfies [string, string]] : []),
    ['model in use', status.model === undefined ? 'none' : describeModel(status.model)],
    ['model set', configured ?? 'none (keywords only)'],
    ['researchers', count(entities.authors)],
    ['topics', count(entities.topics)],
    ['institutions', count(entities.institutions)],
    ['sources', count(entities.sources)],
    ['to be derived', count(entities.waiting)],
    ...(topics ? [['suggested', describeTopics(topics)] satisfies [string, string]] : []),
  ];
  return `${rows.map(([name, value]) => `${name.padEnd(14)}${shown(value)}`).join('\n')}\n`;
}

export function describeAnswer(answer: SearchAnswer): string {
  const { value, relation } = answer.total;
  const total = `${relation === 'gte' ? 'at least ' : ''}${count(value)}`;
  const rows = answer.hits.map(({ work, score }, index) => {
    const names = work.authorships.map(({ author }) => author.display_name);
    const authors = names.length > AUTHORS_SHOWN ? [...names.slice(0, AUTHORS_SHOWN), 'et al.'] : names;
    const facts = [work.publication_year, authors.join(', '), work.id].filter(
      (fact) => fact !== undefined && fact !== '',
    );
    const title = work.display_name === '' ? '(no title)' : work.display_name;
    return `${String(index + 1).padStart(3)}. ${score?.toFixed(3) ?? ''}  ${shown(title)}\n            ${shown(facts.join(' · '))}`;
  });
  return [`${total} works match (${answer.mode ?? 'all'})`, ...rows, ''].join('\n');
}
