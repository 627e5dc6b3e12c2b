// The contract → the table of routes that the client carries, as TypeScript.
import type { z } from 'zod';
import { saidOf } from '../src/api/contract/wire.js';
import { ROUTES } from '../src/api/contract.js';
import { type Route, takesKey } from '../src/api/route.js';

/** Relative to the root of the project. */
export const ROUTES_FILE = 'src/client/routes.ts';

const HEAD = `// The routes as the client sends to them. Written by \`npm run client\` from the contract: change that instead.
import type { ClientRoute } from './request.js';

export const TABLE = {
`;
const FOOT = '} as const satisfies Readonly<Record<string, ClientRoute>>;\n';
const MOST_COLUMNS = 120;

/** @throws Error if a name stands in two parts of one request: arguments are given side by side */
export function renderRoutes(routes: Readonly<Record<string, Route>> = ROUTES): string {
  return HEAD + Object.entries(routes).map(renderRoute).join('') + FOOT;
}

/** What only says again what the path says is no argument of its own. */
function ownName([name, schema]: [string, z.ZodType]): string[] {
  return saidOf(schema).inPath ? [] : [name];
}

function renderRoute([name, route]: [string, Route]): string {
  const { params, query, body, lines } = route;
  const all = [params, query, body, lines].flatMap((part) => Object.entries(part?.shape ?? {}).flatMap(ownName));
  const twice = all.find((one, i) => all.indexOf(one) !== i);
  if (twice !== undefined) throw new Error(`${name} takes ${twice} in two parts of its request: call one otherwise`);
  const asked = Object.keys(query.shape);
  const entries = [
    `method: '${route.method}'`,
    `path: '${route.path}'`,
    ...(body && asked.length > 0 ? [`query: [${asked.map((one) => `'${one}'`).join(', ')}]`] : []),
    ...(body ? ['body: true'] : []),
    ...(lines ? [`lines: '${Object.keys(lines.shape)[0]}'`] : []),
    ...(takesKey(route) ? ['key: true'] : []),
  ];
  const oneLine = `  ${name}: { ${entries.join(', ')} },\n`;
  const several = `  ${name}: {\n${entries.map((entry) => `    ${entry},\n`).join('')}  },\n`;
  const text = oneLine.length <= MOST_COLUMNS ? oneLine : several;
  return `  /** ${route.summary.replaceAll('*/', '*\\/')} */\n${text}`;
}
