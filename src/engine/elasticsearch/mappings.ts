// The reviewed mapping files and what follows from them: the body of a new index, and whether an index still fits.
import { readFileSync } from 'node:fs';
import type { estypes } from '@elastic/elasticsearch';
import { WORK_FIELDS, WORK_TEXT_FIELDS } from '../../domain/fields.js';
import type { ModelIdentity } from '../../domain/model.js';
import { hashOf } from '../hash.js';
import type { VectorIndexing } from './request.js';

/** Bumped when documents change in a way that the mapping does not show. */
const FORMAT = 1;

/** What an index says of itself (`_meta` of its mapping). */
export interface IndexMeta {
  readonly format: number;
  /** Names mapping, settings and field catalogue: an index of another basis must be built anew. */
  readonly basis: string;
  /** The model of the vectors; null: there are none yet. */
  readonly model: ModelIdentity | null;
}

interface MappingFile {
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: { readonly dynamic: string; readonly properties: Record<string, estypes.MappingProperty> };
}

/** Beside dist/, whose src/engine/elasticsearch/ this file is compiled into. */
const FOLDER = new URL('../../../../mappings/', import.meta.url);

/** A file of the folder `mappings`. */
export function readMapping<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as T;
}

export interface WorksMapping {
  readonly format: number;
  readonly basis: string;
  readonly vectors: VectorIndexing;
  /** The body that creates an index. */
  indexBody(model: ModelIdentity | null): {
    settings: estypes.IndicesIndexSettings;
    mappings: estypes.MappingTypeMapping;
  };
  /** The mapping of the vector field for a model, and the `_meta` that names it. */
  vectorMapping(model: ModelIdentity): {
    properties: Record<string, estypes.MappingProperty>;
    _meta: { ideascope: IndexMeta };
  };
}

/**
 * The mapping of works.
 * @param file for tests: another one than mappings/works.json
 */
export function worksMapping(file = readMapping<MappingFile>('works')): WorksMapping {
  const analysis = readMapping<estypes.IndicesIndexSettingsAnalysis>('analysis');
  const { vector, ...properties } = file.mappings.properties;
  const basis = hashOf(JSON.stringify([FORMAT, file, analysis, WORK_FIELDS, WORK_TEXT_FIELDS]));
  const metaFor = (model: ModelIdentity | null) => ({ ideascope: { format: FORMAT, basis, model } });
  // the vector field comes with the first model: only then is its dimension known
  const vectorFor = (model: ModelIdentity) => ({
    vector: { ...vector, dims: model.dimension } as estypes.MappingProperty,
  });
  return {
    format: FORMAT,
    basis,
    vectors: indexingOf(vector as estypes.MappingDenseVectorProperty),
    indexBody: (model) => ({
      settings: { ...file.settings, analysis },
      mappings: {
        dynamic: file.mappings.dynamic as estypes.MappingDynamicMapping,
        _meta: metaFor(model),
        properties: { ...properties, ...(model ? vectorFor(model) : {}) },
      },
    }),
    vectorMapping: (model) => ({ properties: vectorFor(model), _meta: metaFor(model) }),
  };
}

/** How a `dense_vector` is searched. */
export function indexingOf({ element_type, index_options }: estypes.MappingDenseVectorProperty): VectorIndexing {
  const type = index_options?.type;
  return {
    elementType: element_type === 'byte' ? 'byte' : 'float',
    exact: type === 'flat' || type === 'int8_flat' || type === 'int4_flat',
  };
}
