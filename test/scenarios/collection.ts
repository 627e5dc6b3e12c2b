// The invented collection of the scenarios: 40 works on four themes, by authors who recur, with hand-made meanings.
import { idFromName } from '../../src/domain/ids.js';
import type { Work } from '../../src/domain/work.js';
import { embeddingText } from '../../src/text/embedding-text.js';
import { makeWork, randomFrom } from '../support/works.js';

type Theme = 'graphs' | 'vision' | 'climate' | 'genomics';

const TOPICS: Readonly<Record<Theme, string>> = {
  graphs: 'Graph Learning',
  vision: 'Computer Vision',
  climate: 'Climate Modelling',
  genomics: 'Genomics',
};

const HOMES: Readonly<Record<string, readonly [institution: string, country: string]>> = {
  'Ada Lindqvist': ['Uppsala Polytechnic', 'SE'],
  'Bruno Okafor': ['Lagos Institute of Data', 'NG'],
  'Chiyo Tanabe': ['Kamakura University', 'JP'],
  'Daniel Roth': ['Bern Technical College', 'CH'],
  'Elif Şahin': ['Kamakura University', 'JP'],
  'Farah Nasser': ['Lagos Institute of Data', 'NG'],
};

/** id, year, type, authors, themes, title, abstract (empty: none) */
type Row = [string, number, string, string, string, string, string];

// biome-ignore format: a table, one work a line
const ROWS: readonly Row[] = [
  ['W2000000101', 2017, 'article', 'Ada Lindqvist, Bruno Okafor', 'graphs', 'Message Passing on Molecular Graphs', 'Message passing lets atoms exchange information along bonds. We learn molecular properties from graphs.'],
  ['W2000000102', 2018, 'article', 'Ada Lindqvist', 'graphs', 'Attention over Graph Neighbourhoods', 'Graph neural networks weigh their neighbours. Attention decides which neighbour matters.'],
  ['W2000000103', 2019, 'preprint', 'Chiyo Tanabe, Ada Lindqvist', 'graphs', 'How Deep Can Graph Neural Networks Be?', 'Deep graph neural networks smooth too much. We measure over-smoothing in deep networks.'],
  ['W2000000104', 2020, 'article', 'Bruno Okafor', 'graphs', 'Spectral Clustering without Eigenvectors', 'Clustering large graphs is slow. A polynomial filter of degree $k$ replaces the eigenvectors of the Laplacian.'],
  ['W2000000105', 2021, 'preprint', 'Daniel Roth, Ada Lindqvist', 'graphs', 'Link Prediction in Citation Networks', 'Who will cite whom? Link prediction on citation networks with neural message passing.'],
  ['W2000000106', 2021, 'article', 'Elif Şahin', 'graphs', 'Knowledge Graph Completion by Rotation', 'Relations of a knowledge graph are rotations in a complex plane.'],
  ['W2000000107', 2022, 'article', 'Farah Nasser, Bruno Okafor', 'graphs', 'Random Walks and Node Embeddings', 'Short random walks give embeddings of nodes that predict their labels.'],
  ['W2000000108', 2022, 'dataset', 'Daniel Roth', 'graphs', 'A Benchmark of Temporal Networks', 'Twelve temporal networks with timestamps for benchmarks of dynamic graph learning.'],
  ['W2000000109', 2023, 'preprint', 'Chiyo Tanabe', 'graphs', 'Graph Transformers at Scale', 'Transformers with structural encodings for graphs of a billion edges.'],
  ['W2000000110', 2015, 'article', 'Bruno Okafor, Farah Nasser', 'graphs', 'Community Detection by Label Spreading', ''],
  ['W2000000201', 2012, 'article', 'Chiyo Tanabe', 'vision', 'Convolutional Networks for Photographs', 'Deep convolutional networks classify photographs into a thousand kinds.'],
  ['W2000000202', 2015, 'article', 'Chiyo Tanabe, Elif Şahin', 'vision', 'Residual Connections Ease Training', 'Very deep networks train well with residual connections.'],
  ['W2000000203', 2016, 'article', 'Elif Şahin', 'vision', 'Finding Objects in Street Scenes', 'A detector proposes regions and names the objects in street scenes.'],
  ['W2000000204', 2018, 'preprint', 'Elif Şahin, Daniel Roth', 'vision', 'Segmenting Cells under the Microscope', 'Segmentation of touching cells in microscope images with few labels.'],
  ['W2000000205', 2019, 'article', 'Farah Nasser', 'vision', 'Depth from a Single Image', 'Estimating depth from one image by self-supervision on video.'],
  ['W2000000206', 2020, 'article', 'Chiyo Tanabe', 'vision', 'Image Patches as Words', 'A transformer reads image patches as if they were words.'],
  ['W2000000207', 2021, 'preprint', 'Daniel Roth, Chiyo Tanabe', 'vision', 'Contrastive Pictures and Captions', 'Pictures and captions share one space through contrastive learning.'],
  ['W2000000208', 2021, 'dataset', 'Elif Şahin', 'vision', 'Ten Thousand Handwritten Recipes', 'Scans of handwritten recipes with transcriptions.'],
  ['W2000000209', 2022, 'article', 'Farah Nasser, Elif Şahin', 'vision', 'Neural Radiance Fields for Museums', 'Neural radiance fields reconstruct museum objects from photographs.'],
  ['W2000000210', 2023, 'article', 'Ada Lindqvist', 'vision graphs', 'Scene Graphs from Images', 'Objects in images and their relations form a scene graph.'],
  ['W2000000301', 2010, 'article', 'Daniel Roth', 'climate', 'Regional Downscaling of Rainfall', 'Statistical downscaling of rainfall for mountain regions.'],
  ['W2000000302', 2014, 'article', 'Daniel Roth, Farah Nasser', 'climate', 'Aerosols and Cloud Brightness', 'Aerosols change the brightness of clouds. We constrain the forcing with satellites.'],
  ['W2000000303', 2016, 'article', 'Farah Nasser', 'climate', 'Heat Waves in Coastal Cities', 'Heat waves last longer in coastal cities. Mortality follows humidity.'],
  ['W2000000304', 2018, 'preprint', 'Daniel Roth', 'climate', 'Ocean Heat Content since 1960', 'Ocean heat content from floats and ships since 1960.'],
  ['W2000000305', 2019, 'article', 'Bruno Okafor, Daniel Roth', 'climate', 'Neural Emulators of Climate Models', 'Neural networks emulate climate models at a fraction of the cost.'],
  ['W2000000306', 2020, 'article', 'Farah Nasser', 'climate', 'Drought and Crop Yield', 'Drought lowers crop yield more at -5 °C nights than expected.'],
  ['W2000000307', 2021, 'dataset', 'Daniel Roth', 'climate', 'Daily Wind Fields of the Alps', 'Daily wind fields of the Alps on a fine grid.'],
  ['W2000000308', 2022, 'article', 'Bruno Okafor', 'climate graphs', 'Weather Forecasts on a Mesh', 'A graph neural network on a mesh forecasts the weather for ten days.'],
  ['W2000000309', 2023, 'preprint', 'Farah Nasser, Daniel Roth', 'climate', 'Tipping Points of Ice Sheets', 'Ice sheets tip when warming passes a threshold.'],
  ['own/climate 1', 2023, 'report', 'Daniel Roth', 'climate', 'Notes on Carbon Budgets', ''],
  ['W2000000401', 2009, 'article', 'Elif Şahin, Ada Lindqvist', 'genomics', 'Aligning Short Reads', 'Fast alignment of short reads to a reference genome.'],
  ['W2000000402', 2013, 'article', 'Elif Şahin', 'genomics', 'Variant Calling in Noisy Genomes', 'Calling variants in noisy genomes with a probabilistic model.'],
  ['W2000000403', 2017, 'article', 'Ada Lindqvist, Elif Şahin', 'genomics', 'Single Cells in Developing Brains', 'Sequencing of single cells shows how brains develop.'],
  ['W2000000404', 2018, 'article', 'Elif Şahin', 'genomics', 'Deep Learning of Promoters', 'Deep learning predicts the strength of promoters from sequence.'],
  ['W2000000405', 2019, 'preprint', 'Chiyo Tanabe, Elif Şahin', 'genomics', 'Protein Language Models', 'Language models of protein sequences learn structure.'],
  ['W2000000406', 2020, 'article', 'Ada Lindqvist', 'genomics', 'Gene Regulatory Networks from Perturbations', 'Perturbations reveal networks of gene regulation.'],
  ['W2000000407', 2021, 'article', 'Elif Şahin', 'genomics graphs', 'Pangenome Graphs', 'A pangenome is a graph of many genomes. Reads align to the graph.'],
  ['W2000000408', 2022, 'dataset', 'Bruno Okafor', 'genomics', 'A Catalogue of Ocean Microbes', 'Genomes of ocean microbes from four hundred samples.'],
  ['W2000000409', 2023, 'preprint', 'Elif Şahin, Chiyo Tanabe', 'genomics', 'Folding without Templates', 'Protein structure is predicted without templates by deep networks.'],
  ['own:"quoted", 2', 2024, 'report', 'Bruno Okafor', 'genomics', 'Minutes of the Sequencing Group', 'What we said about reads.'],
];

/** Works whose `id` is not OpenAlex's have no DOI; every third has no language. */
export const COLLECTION: readonly Work[] = ROWS.map(([id, year, type, authors, themes, title, abstract], i) => {
  const isOpenAlex = /^W\d+$/.test(id);
  const names = authors.split(', ');
  return makeWork({
    id: isOpenAlex ? `https://openalex.org/${id}` : id,
    ids: isOpenAlex
      ? { openalex: `https://openalex.org/${id}`, doi: `https://doi.org/10.5555/${id.toLowerCase()}` }
      : {},
    display_name: title,
    ...(abstract === '' ? {} : { abstract }),
    publication_year: year,
    publication_date: `${year}-${String((i % 12) + 1).padStart(2, '0')}-15`,
    type,
    ...(i % 3 === 2 ? {} : { language: 'en' }),
    authorships: names.map((name, k) => authorship(name, k, names.length)),
    topics: themes.split(' ').map((theme) => topic(theme as Theme)),
    cited_by_count: (i * 37) % 41,
    referenced_works: i % 10 === 0 ? [] : [`https://openalex.org/W2000000${Math.floor(i / 10) + 1}01`],
    ...(type === 'article'
      ? { primary_location: { source: { id: 'source:jii', display_name: 'Journal of Invented Ideas' } } }
      : {}),
  });
});

function authorship(name: string, place: number, count: number): Work['authorships'][number] {
  const [institution = '', country_code = ''] = HOMES[name] ?? [];
  return {
    author_position: place === 0 ? 'first' : place === count - 1 ? 'last' : 'middle',
    author: { id: idFromName('author', name), display_name: name },
    institutions: [{ id: idFromName('institution', institution), display_name: institution, country_code }],
  };
}

function topic(theme: Theme) {
  return { id: idFromName('topic', TOPICS[theme]), display_name: TOPICS[theme] };
}

// So many dimensions that a text without a given meaning, hashed by its words, is near no theme.
const DIMENSION = 256;
const directions = Object.fromEntries(Object.keys(TOPICS).map((theme, i) => [theme, scattered(i + 1)]));

/** Phrases that occur in some works, on one theme or on several. */
export const PHRASES = ['deep networks', 'neural networks', 'short reads', 'Single Image', 'images', 'no such phrase'];

/** Queries that share no word with what they mean; behind a phrase they mean the same. */
const MEANINGS: Readonly<Record<string, readonly Theme[]>> = {
  'how machines see': ['vision'],
  'how machines see pictures': ['vision'],
  'relational structure': ['graphs'],
  'global warming': ['climate'],
  heredity: ['genomics'],
  networks: ['graphs'],
  'deep networks': ['graphs', 'vision'],
  'deep learning about heredity': ['genomics'],
  ...Object.fromEntries(
    PHRASES.flatMap((phrase): [string, Theme[]][] => [
      [`${phrase} how machines see`, ['vision']],
      [`${phrase} heredity`, ['genomics']],
    ]),
  ),
};

/** What single sentences of works mean: the nearest one to a query of their theme. */
const SENTENCES: Readonly<Record<string, readonly Theme[]>> = {
  'Attention decides which neighbour matters.': ['graphs'],
  'Scene Graphs from Images': ['graphs'],
};

/** By text, for the fake embedder: works by their themes with something of their own, queries by what they mean. */
export const VECTORS: Readonly<Record<string, readonly number[]>> = Object.fromEntries([
  ...COLLECTION.map((work, i) => [embeddingText(work), mix(ROWS[i]?.[4].split(' ') ?? [], 0.3 + (i % 5) / 10, i)]),
  ...Object.entries({ ...MEANINGS, ...SENTENCES }).map(([text, themes]) => [text, mix(themes, 0, 0)]),
]);

function mix(themes: readonly string[], own: number, seed: number): number[] {
  const noise = scattered(1000 + seed);
  return noise.map((value, k) => themes.reduce((sum, theme) => sum + (directions[theme]?.[k] ?? 0), own * value));
}

/** A direction spread over all dimensions. */
function scattered(seed: number): number[] {
  const random = randomFrom(seed);
  return Array.from({ length: DIMENSION }, () => random() - 0.5);
}
