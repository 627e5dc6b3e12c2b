// The layering as a test: reads every import of src, indexer and web and names each file that breaks a rule.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAX_LINES = 300;
/** Written by a command, not by hand. */
const GENERATED = 'src/client/shapes.ts';

interface Source {
  /** Path from the root, with slashes. */
  readonly file: string;
  readonly text: string;
  /** `src/domain/work.js` for our own files, the bare name for packages: `zod`, `node:fs`. */
  readonly imports: readonly string[];
}

/** Files under `within` may import nothing but what matches `allowed`. */
interface Layer {
  readonly within: string;
  readonly allowed: RegExp;
  readonly rule: string;
}

const PORTS = 'src/(?:engine/engine|embedding/(?:embedder|reranker))\\.js';
const SERVICES = 'src/(?:errors|logger|readings|request-scope|thread-priority|turns)\\.js';

const LAYERS: readonly Layer[] = [
  { within: 'src/domain/', allowed: /^(?:zod|src\/domain\/.*)$/, rule: 'domain imports zod and domain only' },
  {
    within: 'src/text/',
    allowed: /^(?:stemmer|src\/(?:domain|text)\/.*)$/,
    rule: 'text imports domain, text and stemmer only',
  },
  {
    within: 'src/export/',
    allowed: /^src\/(?:domain|text|export)\/.*$/,
    rule: 'export imports domain, text and export only',
  },
  {
    within: 'src/engine/',
    allowed: new RegExp(`^(?:node:.*|lmdb|@elastic/elasticsearch|src/(?:domain|text|engine)/.*|${SERVICES})$`),
    rule: 'engine imports domain, text, its driver, errors, logger, readings and request-scope only',
  },
  {
    within: 'src/embedding/',
    allowed:
      /^(?!src\/(?!domain\/|text\/|embedding\/|(?:errors|logger|readings|request-scope|thread-priority|turns)\.js$)).*$/,
    rule: 'embedding imports domain, text, its drivers, errors, logger, readings and request-scope only',
  },
  {
    within: 'src/search/',
    allowed: new RegExp(`^(?:node:.*|zod|src/(?:domain|text|search)/.*|${PORTS}|${SERVICES})$`),
    rule: 'search imports zod, domain, text, the two ports, errors, logger and request-scope only',
  },
  {
    within: 'src/api/',
    allowed: new RegExp(
      `^(?:node:.*|express|express-rate-limit|helmet|compression|cors|zod|src/(?:access|domain|export|search|api)/.*|${PORTS}|${SERVICES})$`,
    ),
    rule: 'api imports access, domain, export, search, the two ports, errors, logger and request-scope only',
  },
  {
    within: 'src/access/',
    allowed: /^(?:node:.*|zod|src\/access\/.*|src\/(?:config|logger)\.js)$/,
    rule: 'access imports zod, access, config and logger only',
  },
  {
    within: 'src/client/',
    allowed: /^src\/(?:client\/.*|errors\.js)$/,
    rule: 'client imports client only, and the type of the codes of errors',
  },
  { within: 'src/', allowed: /^(?!(?:indexer|web)\/)/, rule: 'src never imports indexer or web' },
  {
    within: 'web/',
    allowed:
      /^(?:web\/.*|src\/client\/index\.js|react|react-dom|wouter|downshift|katex|d3-(?:force|selection|zoom)|@tanstack\/react-query)$/,
    rule: 'web talks HTTP only: it imports the client, its own libraries and itself',
  },
];

/** What only some files may import. */
interface Reserved {
  readonly target: RegExp;
  readonly importers: RegExp;
  readonly rule: string;
}

const RESERVED: readonly Reserved[] = [
  {
    target: /^src\/engine\/builtin\//,
    importers: /^src\/(?:compose\.ts$|engine\/builtin\/)/,
    rule: 'adapters do not know each other',
  },
  {
    target: /^src\/engine\/elasticsearch\//,
    importers: /^src\/(?:compose\.ts$|engine\/elasticsearch\/)/,
    rule: 'adapters do not know each other',
  },
  {
    target: /^@elastic\/elasticsearch$/,
    importers: /^src\/engine\/elasticsearch\//,
    rule: "Elasticsearch's client only in src/engine/elasticsearch",
  },
  { target: /^lmdb$/, importers: /^src\/engine\/builtin\//, rule: 'lmdb only in src/engine/builtin' },
  {
    target: /^(?:onnxruntime-node|@huggingface\/transformers)$/,
    importers: /^src\/embedding\/load-model\.ts$/,
    rule: 'model runtimes only in src/embedding/load-model.ts',
  },
  { target: /^prom-client$/, importers: /^src\/metrics\//, rule: 'prom-client only in src/metrics' },
  { target: /^@opentelemetry\//, importers: /^src\/tracing\//, rule: "OpenTelemetry's packages only in src/tracing" },
  {
    target: /^src\/(?:metrics|tracing)\//,
    importers: /^src\/(?:main\.ts$|metrics\/|tracing\/)/,
    rule: 'only src/main.ts names who counts and traces',
  },
  { target: /^express$/, importers: /^src\/api\//, rule: 'express only in src/api' },
  {
    target: /^src\/engine\/(?!engine\.js$)/,
    importers: /^src\/(?:compose\.ts$|engine\/)/,
    rule: 'only src/compose.ts names an engine adapter',
  },
  {
    target: /^src\/embedding\/(?!(?:embedder|reranker)\.js$)/,
    importers: /^src\/(?:compose\.ts$|embedding\/)/,
    rule: 'only src/compose.ts names an embedding adapter',
  },
];

/** Our own files by path from the root, packages by their name without a subpath. */
function resolveImport(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const IMPORT = /(?:^|[;}\s])(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

function readSource(file: string): Source {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
  return { file, text, imports: found.map((specifier) => resolveImport(file, specifier)) };
}

/** Good enough for our own sources: comments hold no code, and a `//` inside a string follows a colon. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:\\'"`/])\/\/.*$/gm, '$1');
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}

function sourcesUnder(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('src/engine/builtin/kernel/'))
    .map(readSource);
}

/** Each broken rule as `file: rule (what breaks it)`. */
function violations(source: Source): string[] {
  const broken = (rule: string, what: string) => `${source.file}: ${rule} (${what})`;
  const ofLayers = LAYERS.filter((layer) => source.file.startsWith(layer.within)).flatMap((layer) =>
    source.imports.filter((one) => !layer.allowed.test(one)).map((one) => broken(layer.rule, one)),
  );
  const ofReserved = RESERVED.filter((reserved) => !reserved.importers.test(source.file)).flatMap((reserved) =>
    source.imports.filter((one) => reserved.target.test(one)).map((one) => broken(reserved.rule, one)),
  );
  return [...ofLayers, ...ofReserved, ...ofText(source).map(([rule, what]) => broken(rule, what))];
}

function ofText({ file, text }: Source): [string, string][] {
  const code = withoutStrings(withoutComments(text));
  const lines = text.trimEnd().split('\n').length;
  const found: [string, string][] = [];
  if (lines > MAX_LINES && file !== GENERATED) found.push([`at most ${MAX_LINES} lines`, `${lines} lines`]);
  if (file !== 'src/config.ts' && /\bprocess\.env\b/.test(code))
    found.push(['process.env only in src/config.ts', 'process.env']);
  if (/(?:[:<|&,]|\bas|=>)\s*any\b(?!\s*[:(])/.test(code)) found.push(['no `any`', 'any']);
  if (file.startsWith('src/client/') && /\bimport\s(?!type\s)[^'"]*['"](?!\.\/)/.test(withoutComments(text)))
    found.push(['client runs with nothing else: types only from elsewhere', 'import']);
  if (!text.startsWith('//') && !text.startsWith('#!'))
    found.push(['the first line says what the file is for', 'no comment']);
  if (file.startsWith('web/')) found.push(...ofPages(code));
  return found;
}

/** What turns texts into markup or programs; the policy of the pages refuses it in browsers that know how. */
const UNSAFE =
  /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe|srcdoc|createContextualFragment|document\.write|eval|new Function)\b/g;

function ofPages(code: string): [string, string][] {
  return [...code.matchAll(UNSAFE)].map(([found]) => ['texts stay texts', found]);
}

/** Colours of any notation: they are named in one file, for light and dark at once. */
const COLOUR = /#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(/gi;

function ofStyles(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const lines = text.trimEnd().split('\n').length;
  const rules = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const colours = file === 'web/styles/tokens.css' ? [] : [...rules.matchAll(COLOUR)].map(([colour]) => colour);
  return [
    ...(lines > MAX_LINES ? [`${file}: at most ${MAX_LINES} lines (${lines} lines)`] : []),
    ...(text.startsWith('/*') ? [] : [`${file}: the first line says what the file is for`]),
    ...colours.map((colour) => `${file}: colours only in web/styles/tokens.css (${colour})`),
    ...[...rules.matchAll(/@import|\burl\(/g)].map(([loads]) => `${file}: styles load nothing (${loads})`),
  ];
}

describe('architecture', () => {
  const sources = [...sourcesUnder('src'), ...sourcesUnder('indexer'), ...sourcesUnder('web')];

  test('every file keeps the rules', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  test('every style sheet keeps its rules', () => {
    const styles = readdirSync(join(ROOT, 'web'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.css'),
    );
    expect(styles.length).toBeGreaterThan(2);
    expect(styles.flatMap((name) => ofStyles(`web/${name.replaceAll('\\', '/')}`))).toEqual([]);
  });
});

describe('the rules', () => {
  test('markup that is made of texts is found', () => {
    const page = {
      file: 'web/bad.tsx',
      text: '// A page.\nx.innerHTML = y; <p dangerouslySetInnerHTML={z} />; eval(t);',
      imports: ['src/domain/work.js', 'react'],
    };
    expect(violations(page).map((one) => one.slice(one.indexOf('(')))).toEqual([
      '(src/domain/work.js)',
      '(innerHTML)',
      '(dangerouslySetInnerHTML)',
      '(eval)',
    ]);
  });
});

describe('how rules are read', () => {
  test('imports of every form are seen', () => {
    const text = [
      "import { a } from './a.js';",
      "import type B from '../b.js';",
      "import {\n  c,\n  d,\n} from 'node:fs';",
      "import 'side-effect';",
      "export { e } from '@scope/pkg/deep';",
      "export * from 'lmdb';",
      "const f = await import('onnxruntime-node');",
      "// import 'commented';",
    ].join('\n');
    const found = [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
    const resolved = found.map((one) => resolveImport('src/search/x.ts', one));
    expect(resolved).toEqual([
      'src/search/a.js',
      'src/b.js',
      'node:fs',
      'side-effect',
      '@scope/pkg',
      'lmdb',
      'onnxruntime-node',
    ]);
  });

  test('a broken rule is found and named', () => {
    const imports = ['express', 'src/engine/builtin/engine.js', 'indexer/cli.js', 'lmdb', 'src/api/app.js'];
    const text = 'const x: any = process.env;';
    const found = violations({ file: 'src/search/bad.ts', text, imports });
    const reasons = [
      'express only',
      'engine adapter',
      'never imports indexer',
      'lmdb only',
      'search imports',
      'no `any`',
    ];
    for (const reason of [...reasons, 'process.env only', 'first line']) {
      expect(found.filter((one) => one.includes(reason))).not.toEqual([]);
    }
    const fine = {
      file: 'src/search/good.ts',
      text: '// Any any: fine.\nconst s = ": any";',
      imports: ['src/errors.js'],
    };
    expect(violations(fine)).toEqual([]);
  });
});
