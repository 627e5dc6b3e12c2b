// Bundles the web interface, web/ → dist/site: `npm run build` calls it after the compiler.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITE = join(ROOT, 'dist/site');

const SHARED = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  tsconfig: 'web/tsconfig.json',
  minify: true,
  metafile: true,
  legalComments: 'linked',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  // browsers that run the scripts read woff2: the other formats of a font would never be asked for
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.svg': 'file' },
} as const satisfies BuildOptions;

/** Files by the hash of what is in them, which browsers may keep for good; pages name them. */
async function buildPages(): Promise<Metafile> {
  const { metafile } = await build({
    ...SHARED,
    entryPoints: { main: 'web/main.tsx' },
    outdir: 'dist/site/assets',
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
  });
  return metafile;
}

/** What finds the service by the place of its script, or the page by its address: the script is embedded elsewhere. */
const NOT_EMBEDDED = ['web/api.ts', 'web/site-root.ts', 'node_modules/wouter/', 'node_modules/react'];
/** Pages of other sites get a third of the bytes: React's own renderer is two thirds of the script (docs/embed.md). */
const EMBEDDED_INSTEAD = {
  wouter: './web/embed/links.tsx',
  react: 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
} as const;

/** One file under a name that stays, as pages of other sites write it; with formulas it loads what typesets those of the pages. */
async function buildEmbed({ outputs }: Metafile): Promise<void> {
  const [typeset] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === 'web/ui/typeset.ts') ?? [];
  if (typeset === undefined) throw new Error('web/ui/typeset.ts has no file of its own');
  const path = `./assets/${basename(typeset)}`;
  const { metafile } = await build({
    ...SHARED,
    entryPoints: { embed: 'web/embed/embed.tsx' },
    outdir: 'dist/site',
    loader: { ...SHARED.loader, '.css': 'text' },
    alias: EMBEDDED_INSTEAD,
    plugins: [
      {
        name: 'typeset',
        setup: ({ onResolve }) => onResolve({ filter: /\/typeset\.js$/ }, () => ({ path, external: true })),
      },
    ],
  });
  const wrong = Object.keys(metafile.inputs).find((file) => NOT_EMBEDDED.some((start) => file.startsWith(start)));
  if (wrong) throw new Error(`${wrong} is in embed.js: shared parts take service and links from contexts`);
}

/** The page around the interface; `{root}` is left to the service, which knows how deep a page lies. */
function writePage({ outputs }: Metafile): void {
  const [script, main] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === 'web/main.tsx') ?? [];
  if (script === undefined || main?.cssBundle === undefined)
    throw new Error('web/main.tsx gave no script or no styles');
  const preload = main.imports
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => `<link rel="modulepreload" href="{root}assets/${basename(path)}">`);
  const parts: Readonly<Record<string, string>> = {
    script: basename(script),
    styles: basename(main.cssBundle),
    icon: 'icon.svg',
    preload: preload.join('\n    '),
  };
  const page = readFileSync(join(ROOT, 'web/index.html'), 'utf8');
  writeFileSync(
    join(SITE, 'index.html'),
    page.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole),
  );
}

rmSync(SITE, { recursive: true, force: true });
mkdirSync(join(SITE, 'assets'), { recursive: true });
const metafile = await buildPages();
await buildEmbed(metafile);
writePage(metafile);
copyFileSync(join(ROOT, 'web/icon.svg'), join(SITE, 'assets/icon.svg'));
// what the bundle is made of: test/web/size.test.ts holds it to its limits
writeFileSync(join(SITE, 'metafile.json'), JSON.stringify(metafile));
