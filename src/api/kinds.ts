// The catalogue of any kind, for what the API says of fields.
import type { Field, Kind, TextField } from '../domain/catalogue.js';
import { WORKS } from '../domain/fields.js';
import { ENTITY_CATALOGUES } from '../search/catalogues.js';

/** What can be said of a catalogue without anything of its kind at hand. */
export interface AnyCatalogue {
  readonly fields: readonly Omit<Field<never>, 'values'>[];
  readonly textFields: readonly Omit<TextField<never>, 'passages'>[];
  find(name: string): object | undefined;
}

export function catalogueOfKind(kind: Kind): AnyCatalogue {
  return kind === 'works' ? WORKS : ENTITY_CATALOGUES[kind];
}
