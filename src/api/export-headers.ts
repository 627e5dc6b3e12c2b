// The headers in which an export says what `meta` says in a JSON answer.
import type { Walk } from '../search/walk-works.js';

/** As OpenAPI describes them. */
export const EXPORT_HEADERS = {
  'Ideascope-Count': {
    description: 'Of an export: how many works matched when it began.',
    schema: { type: 'integer', minimum: 0 },
  },
  'Ideascope-Count-Relation': {
    description: 'Of an export: `eq`, or `gte` where more may match than were counted.',
    schema: { type: 'string', enum: ['eq', 'gte'] },
  },
  'Ideascope-Mode': {
    description: 'Of an export with a search: the mode actually used.',
    schema: { type: 'string', enum: ['hybrid', 'keyword', 'semantic'] },
  },
  'Ideascope-Degraded': {
    description: 'Of an export: the codes of what was missing, joined by commas.',
    schema: { type: 'string' },
  },
} as const;

type ExportHeader = keyof typeof EXPORT_HEADERS;

export function exportHeaders({ total, mode, degraded }: Walk): Readonly<Partial<Record<ExportHeader, string>>> {
  return {
    'Ideascope-Count': String(total.value),
    'Ideascope-Count-Relation': total.relation,
    ...(mode === undefined ? {} : { 'Ideascope-Mode': mode }),
    ...(degraded.length === 0 ? {} : { 'Ideascope-Degraded': degraded.map(({ code }) => code).join(', ') }),
  };
}
