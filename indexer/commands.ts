// The commands that work on what is stored, and end: embed, status, search, suggest-topics, reindex, merge, split.
import type { Curator } from '../src/api/curator.js';
import { ENTITY_KINDS } from '../src/domain/catalogue.js';
import { canonicalId } from '../src/domain/ids.js';
import { sameModel } from '../src/domain/model.js';
import type { EmbedderHandle } from '../src/embedding/embedder.js';
import type { Library } from '../src/engine/engine.js';
import { openFailures } from '../src/search/open-failures.js';
import { searchWorks } from '../src/search/search-works.js';
import { countEntities, libraryState } from '../src/search/service-state.js';
import { topicsProgress } from '../src/search/topics-for-work.js';
import { askService } from './ask-service.js';
import {
  type Command,
  deriveWith,
  embedAndSuggest,
  type Surroundings,
  suggestAll,
  withEmbedder,
  withLibrary,
} from './command-steps.js';
import { createCurator } from './curate.js';
import { derive, deriveAll } from './derive.js';
import { embedAll, maxCpuOf } from './embed-all.js';
import { describeImports } from './report-imports.js';
import { describeAnswer, describeAuthor, describeEntities, describeStatus } from './reports.js';
import { removeSuggested } from './suggest.js';
import { countOption, listOption, oneOf, UsageError } from './usage.js';
import { waitForIndex } from './wait-for-index.js';

const MODES = ['hybrid', 'keyword', 'semantic'] as const;
const MOST_HITS = 200;

export const embedCommand: Command = async (line, around) => {
  const maxCpu = maxCpuOf(line);
  return withLibrary(around, (library) =>
    withEmbedder(around, async (handle) => {
      const state = handle.state();
      if (state.status !== 'ready') throw new Error(state.message);
      return embedAndSuggest(library, handle, { embedder: state.embedder, maxCpu }, around);
    }),
  );
};

export const statusCommand: Command = (_line, around) =>
  withLibrary(around, async (library) => {
    const { suggestTopics, embeddingModel } = around.config;
    // the counts of topics are the index's, which takes a moment to load
    if (suggestTopics) await waitForIndex(library.works, around.signal);
    const topics = suggestTopics ? await topicsProgress(library.works) : undefined;
    const [{ imports, ...state }, failures, service] = await Promise.all([
      libraryState(library),
      openFailures(library),
      askService(around.config),
    ]);
    around.print(
      describeStatus({ ...state, service, configured: embeddingModel, failures: failures.length, topics }) +
        describeImports(imports),
    );
    return true;
  });

/** Search by words alone needs no model, and loading one takes longer than the search. */
const NO_EMBEDDER: EmbedderHandle = {
  state: () => ({ status: 'off', message: 'not needed' }),
  settled: async () => ({ status: 'off', message: 'not needed' }),
  close: async () => undefined,
};

export const searchCommand: Command = (line, around) => {
  const mode = oneOf('mode', line.options.mode, MODES, 'hybrid');
  const perPage = countOption('limit', line.options.limit, MOST_HITS, 10);
  const request = { search: line.positionals[0], mode, page: 1, perPage, facets: [], facetSize: 0, highlight: false };
  const wired = mode === 'keyword' ? { ...around, openEmbedder: () => NO_EMBEDDER } : around;
  return withLibrary(around, ({ works: engine }) =>
    withEmbedder(wired, async (embedder) => {
      await waitForIndex(engine, around.signal);
      const answer = await searchWorks({ engine, embedder, logger: around.logger }, request);
      around.print(describeAnswer(answer));
      for (const { message } of answer.degraded) around.stderr.write(`${message}\n`);
      return true;
    }),
  );
};

export const suggestTopicsCommand: Command = (line, around) => {
  const { again, remove } = line.options;
  if (again === true && remove === true) throw new UsageError('--again and --remove: give one of them');
  const wired = remove === true ? { ...around, openEmbedder: () => NO_EMBEDDER } : around;
  return withLibrary(around, (library) =>
    withEmbedder(wired, async (handle) => {
      const state = handle.state();
      if (state.status === 'failed') throw new Error(state.message);
      await waitForIndex(library.works, around.signal);
      if (again === true || remove === true) {
        const removed = await removeSuggested(library.works, around.signal);
        around.print(`${removed.toLocaleString('en')} works are as if no topics had been looked for\n`);
      }
      return remove === true ? deriveWith(derive, library, around) : suggestAll(library, handle, around);
    }),
  );
};

export const reindexCommand: Command = (_line, around) =>
  withLibrary(around, async (library) => {
    await library.works.reindex();
    await library.curation.reindex();
    if (!(await deriveWith(deriveAll, library, around))) return false;
    for (const kind of ENTITY_KINDS) await library[kind].reindex();
    const { works, model } = await library.works.status();
    around.print(`the index is built anew: ${works.toLocaleString('en')} works\n`);
    around.print(describeEntities(await countEntities(library)));
    const { embeddingModel } = around.config;
    if (model === undefined || embeddingModel === undefined) return true;
    return withEmbedder(around, async (handle) => {
      const state = handle.state();
      if (state.status !== 'ready') {
        if (model.name !== embeddingModel) throw new Error(state.message);
        around.stderr.write(`${state.message}\nwhether the vectors are those of this model is not known\n`);
        return true;
      }
      // the same name may have other files, or be used otherwise now
      if (sameModel(state.embedder.identity, model)) return true;
      const others = model.name === embeddingModel ? `other files of ${model.name}` : model.name;
      around.stderr.write(`its vectors are of ${others}; those of ${embeddingModel} follow\n`);
      return embedAll(library, state.embedder, around);
    });
  });

/** The stored form of what was typed; an ORCID is the id of the author who has it. */
async function authorId(library: Library, text: string): Promise<string> {
  const asked = canonicalId(text);
  const [author] = asked === '' ? [] : await library.authors.fetch([asked]);
  return author === undefined || author.merged_ids.includes(asked) ? asked : author.id;
}

/** Changes records of people on entities that are true, and leaves them true. */
async function withCurator(
  around: Surroundings,
  use: (curator: Curator, idOf: (text: string) => Promise<string>) => Promise<string>,
): Promise<boolean> {
  return withLibrary(around, async (library) => {
    await waitForIndex(library.works, around.signal);
    if (!(await deriveWith(derive, library, around))) return false;
    around.print(await use(createCurator(library), (text) => authorId(library, text)));
    return deriveWith(derive, library, around);
  });
}

export const mergeCommand: Command = (line, around) =>
  withCurator(around, async (curator, idOf) => {
    const [from = '', into = ''] = line.positionals;
    const author = await curator.mergeAuthors(await idOf(from), await idOf(into));
    return `${from} leads to ${describeAuthor(author)}`;
  });

export const splitCommand: Command = (line, around) => {
  const works = listOption('works', line.options.works);
  const to = typeof line.options.to === 'string' ? line.options.to : undefined;
  if (works === undefined && to !== undefined) {
    throw new UsageError('--to needs --works: without works a merge is undone');
  }
  return withCurator(around, async (curator, idOf) => {
    const id = await idOf(line.positionals[0] ?? '');
    const target = to === undefined ? undefined : await idOf(to);
    const split = await curator.splitAuthor(id, works?.map(canonicalId), target);
    return [split.from, split.to].flatMap((author) => (author ? [describeAuthor(author)] : [])).join('');
  });
};
