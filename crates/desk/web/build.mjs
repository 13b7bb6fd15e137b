// Makes the scripts that the desk serves, from map.ts and the packages of package-lock.json: `npm run build`. They are committed, so that
// nobody needs Node to build or to run the desk; a page test builds them again and compares.

import { build } from 'esbuild';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const SCRIPTS = [
  ['map.js', join(here, 'map.ts')],
  ['map-worker.js', join(here, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs')],
];

/** The packages of which a file is, innermost first. */
function packageOf(file) {
  const at = file.lastIndexOf('node_modules/');
  if (at < 0) return [];
  const [first, second] = file.slice(at + 'node_modules/'.length).split('/');
  return [file.slice(0, at) + 'node_modules/' + (first.startsWith('@') ? `${first}/${second}` : first)];
}

/** Licences of everything that is bundled, in full. MapLibre's own files are bundles already: the packages that it names are among them. */
function licences(inputs) {
  const found = new Set(inputs.flatMap(packageOf));
  for (const name of [...found]) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(here, name, 'package.json'), 'utf8'));
    for (const dependency of Object.keys(dependencies)) if (!dependency.startsWith('@types/')) found.add(`node_modules/${dependency}`);
  }
  return [...found].sort().filter((name) => existsSync(join(here, name))).map((name) => {
    const { name: title, version, license } = JSON.parse(readFileSync(join(here, name, 'package.json'), 'utf8'));
    const file = readdirSync(join(here, name)).find((f) => /^licen[cs]e/i.test(f));
    const text = file ? readFileSync(join(here, name, file), 'utf8').replace(/\r\n/g, '\n').trim() : '(the package has no text of its licence)';
    return `${title} ${version} (${license})\n${'-'.repeat(72)}\n${text}\n`;
  }).join('\n\n');
}

/** The scripts by name, as they are served, and their licences. */
export async function scripts() {
  const made = {};
  const inputs = [];
  for (const [name, entry] of SCRIPTS) {
    const { outputFiles, metafile } = await build({
      metafile: true,
      absWorkingDir: here,
      entryPoints: [entry],
      bundle: true,
      write: false,
      minify: true,
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'inline',
      loader: { '.txt': 'text' },
      logLevel: 'error',
      banner: { js: `/* Made by crates/desk/web/build.mjs. MapLibre GL JS and PMTiles are under BSD-3-Clause: see NOTICE. */` },
    });
    made[name] = Buffer.from(outputFiles[0].contents);
    inputs.push(...Object.keys(metafile.inputs));
  }
  return { made, notice: licences(inputs) };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { made, notice } = await scripts();
  writeFileSync(resolve(here, '../assets/map-licences.txt'), notice);
  for (const [name, content] of Object.entries(made)) {
    const packed = gzipSync(content, { level: 9 });
    writeFileSync(resolve(here, '../assets', `${name}.gz`), packed);
    console.log(`${name}: ${content.length} bytes, ${packed.length} compressed`);
  }
}
