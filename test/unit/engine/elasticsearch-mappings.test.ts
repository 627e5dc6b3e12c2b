// The reviewed mapping files: as the catalogues need them, explained one by one, and what an index becomes.
import { describe, expect, test } from '@jest/globals';
import type { Catalogue, Field, Stored } from '../../../src/domain/catalogue.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../../src/domain/entity-fields.js';
import { WORKS } from '../../../src/domain/fields.js';
import { sameModel } from '../../../src/domain/model.js';
import { documentOf } from '../../../src/engine/elasticsearch/documents.js';
import { kindOf, type StoredKind, WORK_KIND } from '../../../src/engine/elasticsearch/kinds.js';
import { indexingOf, mappingOf, worksMapping } from '../../../src/engine/elasticsearch/mappings.js';
import { makeAuthor, makeCuration, makeInstitution, makeSource, makeTopic } from '../../support/entities.js';
import { explainedFields, fieldsIn, MAPPING_FILES, readMappingFile } from '../../support/read-mappings.js';
import { makeModel, makeWork } from '../../support/works.js';

const TYPES: Readonly<Record<Field<never>['type'], string>> = {
  keyword: 'keyword',
  integer: 'long',
  date: 'date',
  boolean: 'boolean',
};

describe.each<[string, Catalogue<never>]>(
  [WORKS, AUTHORS, TOPICS, INSTITUTIONS, SOURCES, CURATION].map((catalogue) => [catalogue.kind, catalogue]),
)('%s and their field catalogue', (kind, catalogue) => {
  const mapped = fieldsIn(kind);

  test.each(catalogue.fields.map((field) => [field.name, field] as const))(
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
    const names = new Set(catalogue.fields.map((field) => field.name));
    const others = [...mapped.keys()].filter((name) => !names.has(name));
    const explained = explainedFields(kind, /^(?:Bookkeeping|Searched)/);
    expect(others.filter((name) => !explained.includes(name))).toEqual([]);
  });

  test('words are stemmed where they are prose', () => {
    const analyzer = { prose: 'stems', names: 'words' }[catalogue.analysis];
    expect(mapped.get('text')?.analyzer).toBe(catalogue.textFields.length > 0 ? analyzer : undefined);
    expect(mapped.has('text.exact')).toBe(analyzer === 'stems' && catalogue.textFields.length > 0);
  });
});

/** The fields at the top of a document without its vector. */
function topsOf<D extends Stored>(kind: StoredKind<D>, thing: D): string[] {
  return Object.keys(documentOf(kind, thing, 0)).sort();
}

test.each([
  ['works', topsOf(WORK_KIND, makeWork({ id: 'w' }))],
  ['authors', topsOf(kindOf(AUTHORS), makeAuthor({ id: 'a' }))],
  ['topics', topsOf(kindOf(TOPICS), makeTopic({ id: 't' }))],
  ['institutions', topsOf(kindOf(INSTITUTIONS), makeInstitution({ id: 'i' }))],
  ['sources', topsOf(kindOf(SOURCES), makeSource({ id: 's' }))],
  ['curation', topsOf(kindOf(CURATION), makeCuration({ id: 'c' }))],
])('a document of %s has every field but the vector, and no other', (name, sent) => {
  const { properties } = readMappingFile(name).mappings;
  const vector = ['vector', 'vector_hash'];
  expect(sent).toEqual(
    Object.keys(properties)
      .filter((field) => !vector.includes(field))
      .sort(),
  );
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

  test('has no vectors where things have none, and another basis for another catalogue', () => {
    const mapping = mappingOf(AUTHORS);
    expect(mapping.indexBody(model).mappings.properties).not.toHaveProperty('vector');
    const more = { ...AUTHORS, fields: AUTHORS.fields.slice(1) };
    expect(mappingOf(more).basis).not.toBe(mapping.basis);
    expect(mappingOf({ ...AUTHORS, analysis: 'prose' }).basis).not.toBe(mapping.basis);
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
