// The contract → the table of routes that the client carries, as TypeScript.
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

function renderRoute([name, route]: [string, Route]): string {
  const [params, query, body] = [route.params, route.query, route.body].map((part) => Object.keys(part?.shape ?? {}));
  const all = [...(params ?? []), ...(query ?? []), ...(body ?? [])];
  const twice = all.find((one, i) => all.indexOf(one) !== i);
  if (twice !== undefined) throw new Error(`${name} takes ${twice} in two parts of its request: call one otherwise`);
  const entries = [
    `method: '${route.method}'`,
    `path: '${route.path}'`,
    ...(route.body && query && query.length > 0 ? [`query: [${query.map((one) => `'${one}'`).join(', ')}]`] : []),
    ...(route.body ? ['body: true'] : []),
    ...(takesKey(route) ? ['key: true'] : []),
  ];
  const line = `  ${name}: { ${entries.join(', ')} },\n`;
  const lines = `  ${name}: {\n${entries.map((entry) => `    ${entry},\n`).join('')}  },\n`;
  return `  /** ${route.summary.replaceAll('*/', '*\\/')} */\n${line.length <= MOST_COLUMNS ? line : lines}`;
}
