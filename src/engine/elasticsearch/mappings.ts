// The reviewed mapping files and what follows from them: the body of a new index, and whether an index still fits.
import { readFileSync } from 'node:fs';
import type { estypes } from '@elastic/elasticsearch';
import { WORKS } from '../../domain/fields.js';
import type { ModelIdentity } from '../../domain/model.js';
import { hashOf } from '../hash.js';
import type { AnyCatalogue } from './field-values.js';
import type { VectorIndexing } from './request.js';

/** Bumped when documents change in a way that the mapping does not show. */
const FORMAT = 6;

/** What an index says of itself (`_meta` of its mapping). */
export interface IndexMeta {
  readonly format: number;
  /** Names mapping, settings and field catalogue: an index of another basis must be built anew. */
  readonly basis: string;
  /** The model of the vectors; null: there are none yet. */
  readonly model: ModelIdentity | null;
}

export interface MappingFile {
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: { readonly dynamic: string; readonly properties: Record<string, estypes.MappingProperty> };
}

/** Beside dist/, whose src/engine/elasticsearch/ this file is compiled into. */
const FOLDER = new URL('../../../../mappings/', import.meta.url);

/** A file of the folder `mappings`. */
export function readMapping<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as T;
}

export interface IndexMapping {
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

/** The mapping of the things that a catalogue describes; for tests also with another file. */
export function mappingOf(catalogue: AnyCatalogue, file = readMapping<MappingFile>(catalogue.kind)): IndexMapping {
  const { fields, textFields, analysis } = catalogue;
  return mappingFrom(file, [fields, textFields, analysis]);
}

/** The mapping of works. */
export function worksMapping(file?: MappingFile): IndexMapping {
  return mappingOf(WORKS, file);
}

/** @param catalogue what documents follow from besides the file, as JSON has it */
export function mappingFrom(file: MappingFile, catalogue: unknown = null): IndexMapping {
  const analysis = readMapping<estypes.IndicesIndexSettingsAnalysis>('analysis');
  const { vector, ...properties } = file.mappings.properties;
  const basis = hashOf(JSON.stringify([FORMAT, file, analysis, catalogue]));
  const metaFor = (model: ModelIdentity | null) => ({ ideascope: { format: FORMAT, basis, model } });
  // the vector field comes with the first model: only then is its dimension known
  const vectorFor = (model: ModelIdentity): Record<string, estypes.MappingProperty> =>
    vector ? { vector: { ...vector, dims: model.dimension } as estypes.MappingProperty } : {};
  return {
    format: FORMAT,
    basis,
    vectors: indexingOf((vector ?? {}) as estypes.MappingDenseVectorProperty),
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
