// JSON Schema, as zod writes it of the contract, → TypeScript types.

/** The part of JSON Schema that zod writes. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly default?: unknown;
  readonly description?: string;
  readonly deprecated?: boolean;
}

export interface Style {
  /** Whether lists may be read-only, as what is given to a function should be. */
  readonly readonlyLists: boolean;
}

const DEFINITION = '#/$defs/';

/** @throws Error for what it does not know */
export function typeOf(schema: JsonSchema, style: Style, indent = ''): string {
  const { $ref, anyOf, oneOf } = schema;
  if ($ref?.startsWith(DEFINITION)) return $ref.slice(DEFINITION.length);
  const choices = anyOf ?? oneOf;
  if (choices) return [...new Set(choices.map((one) => typeOf(one, style, indent)))].join(' | ');
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if ('const' in schema) return literal(schema.const);
  const types = typeof schema.type === 'object' ? schema.type : [schema.type];
  return types.map((type) => typeNamed(type, schema, style, indent)).join(' | ');
}

function typeNamed(type: string | undefined, schema: JsonSchema, style: Style, indent: string): string {
  const { items, additionalProperties } = schema;
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array': {
      const item = typeOf(items ?? {}, style, indent);
      return `${style.readonlyLists ? 'readonly ' : ''}${/ /.test(item) && !item.startsWith('{') ? `(${item})` : item}[]`;
    }
    case 'object':
      if (typeof additionalProperties === 'object' && !schema.properties)
        return `Record<string, ${typeOf(additionalProperties, style, indent)}>`;
      return membersOf(schema, style, indent);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`the type ${type} is not known here`);
  }
}

/** `{ … }`, one member a line. */
export function membersOf(schema: JsonSchema, style: Style, indent = ''): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, member]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
    const type = typeOf(member, style, inner);
    const optional = required.includes(name) ? `${key}: ${type}` : `${key}?: ${type} | undefined`;
    return `${docOf(member, inner)}${inner}${optional};\n`;
  });
  const isOpen = members.length > 0 && typeof additionalProperties === 'object';
  if (isOpen) members.push(`${inner}[name: string]: unknown;\n`);
  return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('')}${indent}}`;
}

function docOf({ description, default: given, deprecated }: JsonSchema, indent: string): string {
  if (deprecated) return `${indent}${comment(`@deprecated ${description ?? ''}`.trim())}\n`;
  const said = given === undefined ? [] : [`Default: ${JSON.stringify(given)}.`];
  const text = [...(description === undefined ? [] : [description]), ...said].join(' ');
  return text === '' ? '' : `${indent}${comment(text)}\n`;
}

export function comment(text: string): string {
  return `/** ${text.replaceAll('*/', '*\\/')} */`;
}

function literal(value: unknown): string {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value);
}
