// The reviewed mapping files: as the catalogue and the entities need them, explained one by one, and what an index becomes.
import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { authorSchema, institutionSchema, sourceSchema, topicSchema } from '../../../src/domain/entities.js';
import { type Field, WORK_FIELDS } from '../../../src/domain/fields.js';
import { sameModel } from '../../../src/domain/model.js';
import { documentOf } from '../../../src/engine/elasticsearch/documents.js';
import { indexingOf, worksMapping } from '../../../src/engine/elasticsearch/mappings.js';
import {
  explainedFields,
  fieldsIn,
  MAPPING_FILES,
  type MappingName,
  readMappingFile,
} from '../../support/read-mappings.js';
import { makeModel, makeWork } from '../../support/works.js';

const TYPES: Readonly<Record<Field['type'], string>> = {
  keyword: 'keyword',
  integer: 'long',
  date: 'date',
  boolean: 'boolean',
};
const SCHEMAS: Readonly<Record<Exclude<MappingName, 'works'>, z.ZodObject>> = {
  authors: authorSchema,
  topics: topicSchema,
  institutions: institutionSchema,
  sources: sourceSchema,
};

describe('works and the field catalogue', () => {
  const mapped = fieldsIn('works');
  const bookkeeping = explainedFields('works', /^(?:Bookkeeping|Searched)/);

  test.each(WORK_FIELDS.map((field) => [field.name, field] as const))(
    '%s can do what the catalogue says',
    (name, field) => {
      const mapping = mapped.get(name);
      expect(mapping?.type).toBe(TYPES[field.type]);
      // all fields filter, which asks the index; facets and sort orders ask the doc values
      expect([mapping?.index, mapping?.doc_values]).toEqual([undefined, undefined]);
      if (field.type === 'date') expect(mapping?.format).toBe('strict_date');
    },
  );

  test('what is not in the catalogue is bookkeeping or searched, and says so', () => {
    const names = new Set(WORK_FIELDS.map((field) => field.name));
    expect([...mapped.keys()].filter((name) => !names.has(name)).sort()).toEqual(bookkeeping.sort());
  });

  test('a document has every field but the vector, and no other', () => {
    const vector = ['vector', 'vector_hash'];
    const tops = Object.keys(readMappingFile('works').mappings.properties).filter((name) => !vector.includes(name));
    expect(Object.keys(documentOf(makeWork({ id: 'w' }), 0)).sort()).toEqual(tops.sort());
  });
});

describe('every mapping file', () => {
  test.each(MAPPING_FILES)('%s: each field has its reason in the README, and no other has', (name) => {
    const explained = explainedFields(name);
    expect([...explained].sort()).toEqual([...fieldsIn(name).keys()].sort());
  });

  test.each(MAPPING_FILES)('%s: nothing is mapped by guessing, and the index type of a vector is stated', (name) => {
    const { settings, mappings } = readMappingFile(name);
    expect(mappings.dynamic).toBe('strict');
    expect(settings).toEqual(readMappingFile('works').settings);
    const { vector } = mappings.properties;
    if (vector) expect(vector).toMatchObject({ element_type: 'byte', index_options: { type: 'flat' } });
  });

  test.each(Object.entries(SCHEMAS))('%s: whatever an entity holds has a place', (name, schema) => {
    const { properties } = readMappingFile(name as MappingName).mappings;
    const own = ['names', 'vector'];
    expect(
      Object.keys(properties)
        .filter((field) => !own.includes(field))
        .sort(),
    ).toEqual(Object.keys(schema.shape).sort());
  });
});

describe('the body of a new index', () => {
  const model = makeModel(384);

  test('has the vector field once the model is known, with its dimension', () => {
    const mapping = worksMapping();
    expect(mapping.indexBody(null).mappings.properties).not.toHaveProperty('vector');
    const { mappings, settings } = mapping.indexBody(model);
    expect(mappings.properties?.vector).toMatchObject({ type: 'dense_vector', dims: 384 });
    expect(settings).toMatchObject({ analysis: { analyzer: { stems: {} } }, number_of_shards: 1 });
    expect(mapping.vectorMapping(model).properties).toEqual({ vector: mappings.properties?.vector });
  });

  test('says what it was built with', () => {
    const mapping = worksMapping();
    const { format, basis } = mapping;
    expect(mapping.indexBody(null).mappings._meta).toEqual({ ideascope: { format, basis, model: null } });
    expect(mapping.vectorMapping(model)._meta).toEqual({ ideascope: { format, basis, model } });
  });

  test('has another basis whenever the file changes, and only then', () => {
    const file = readMappingFile('works') as unknown as Parameters<typeof worksMapping>[0] & object;
    expect(worksMapping(file).basis).toBe(worksMapping().basis);
    const sharded = { ...file, settings: { ...file.settings, number_of_shards: 2 } };
    expect(worksMapping(sharded).basis).not.toBe(worksMapping().basis);
  });

  test('a model is the same if name, weights, type and dimension are; none is only like none', () => {
    expect(sameModel(model, makeModel(384))).toBe(true);
    expect(sameModel(model, makeModel(384, 'r2'))).toBe(false);
    expect([sameModel(null, undefined), sameModel(null, model), sameModel(model, null)]).toEqual([true, false, false]);
  });
});

describe('how vectors are searched', () => {
  test.each([
    ['flat', true],
    ['int8_flat', true],
    ['int4_flat', true],
    ['bbq_flat', false],
    ['hnsw', false],
    ['int8_hnsw', false],
    ['bbq_hnsw', false],
  ] as const)('%s: exact is %s', (type, exact) => {
    const dense = { type: 'dense_vector', index_options: { type } } as const;
    expect(indexingOf(dense)).toEqual({ elementType: 'float', exact });
    expect(indexingOf({ ...dense, element_type: 'byte' })).toEqual({ elementType: 'byte', exact });
  });

  test('a type that is not stated may be approximate', () => {
    expect(indexingOf({ type: 'dense_vector' })).toEqual({ elementType: 'float', exact: false });
  });
});
