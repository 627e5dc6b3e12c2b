// The mapping files and their README as tests see them: fields by their full names.
import { readFileSync } from 'node:fs';
import type { estypes } from '@elastic/elasticsearch';

const FOLDER = new URL('../../../mappings/', import.meta.url);

export const MAPPING_FILES = ['works', 'authors', 'topics', 'institutions', 'sources', 'curation', 'marks', 'journal'];

/** What a field's mapping may say, of all types. */
export type FieldMapping = Readonly<Record<string, unknown>> & { readonly type?: string };
type Properties = Readonly<Record<string, FieldMapping>>;

export interface MappingFile {
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: { readonly dynamic: string; readonly properties: Properties };
}

export function readMappingFile(name: string): MappingFile {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as MappingFile;
}

/** The body that creates an index of a kind, with vectors of so many dimensions, perhaps otherwise indexed. */
export function creationBody(
  name: string,
  dims: number,
  indexing: object = {},
): Omit<estypes.IndicesCreateRequest, 'index'> {
  const { settings, mappings } = readMappingFile(name);
  const analysis = JSON.parse(
    readFileSync(new URL('analysis.json', FOLDER), 'utf8'),
  ) as estypes.IndicesIndexSettingsAnalysis;
  const { vector, ...others } = mappings.properties;
  const properties = vector ? { ...others, vector: { ...vector, dims, ...indexing } } : others;
  return { settings: { ...settings, analysis }, mappings: { ...mappings, properties } as estypes.MappingTypeMapping };
}

/** Every field of a file, subfields included, by its name with dots. */
export function fieldsIn(name: string): Map<string, FieldMapping> {
  return new Map(flat(readMappingFile(name).mappings.properties, ''));
}

function flat(properties: Properties, prefix: string): [string, FieldMapping][] {
  return Object.entries(properties).flatMap(([name, mapping]) => {
    const { properties: inner, fields } = mapping as { properties?: Properties; fields?: Properties };
    const own: [string, FieldMapping][] = inner ? [] : [[prefix + name, mapping]];
    return [...own, ...flat(inner ?? fields ?? {}, `${prefix}${name}.`)];
  });
}

/** The fields that the tables of the README explain under headings that contain a file's name; rows need a reason. */
export function explainedFields(name: string, table?: RegExp): string[] {
  const readme = readFileSync(new URL('README.md', FOLDER), 'utf8');
  const sections = readme
    .split(/^(?=#{2,3} )/m)
    .filter((section) => section.split('\n', 1)[0]?.includes(`${name}.json`));
  const parts = sections.flatMap((section) =>
    table ? section.split(/^(?=\S.*:$)/m).filter((part) => table.test(part)) : [section],
  );
  return parts.flatMap((part) => part.split('\n').flatMap(namesInRow));
}

function namesInRow(line: string): string[] {
  const [, names = '', , reason = ''] = line.split('|').map((cell) => cell.trim());
  return /\w/.test(reason) ? [...names.matchAll(/`([^`]+)`/g)].map(([, field = '']) => field) : [];
}
