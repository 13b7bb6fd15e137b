// Makes two ledgers, the demo's and one full of attacks, serves both on this machine and runs every *.test.mjs beside this file.
//
//   npm test              in crates/desk/web, after `cargo build -p tacitus && cargo build -p tacitus-desk --example hostile_ledger`
//   npm test -- flows     only files whose name has that word
//
// TACITUS, HOSTILE_LEDGER and CHROMIUM name other programs than those of target/debug and of the PATH.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, '../../../../target/debug');
const program = process.env.TACITUS ?? join(target, 'tacitus');
const hostile = process.env.HOSTILE_LEDGER ?? join(target, 'examples/hostile_ledger');
const folder = mkdtempSync(join(tmpdir(), 'tacitus-pages-'));
const servers = [];

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', cwd: folder });
  if (done.error) throw new Error(`${command} could not be run: ${done.error.message}; build it first, see the head of run.mjs`);
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status}:\n${done.stderr}`);
  return done.stdout;
}

/** Serves a ledger at a free port of this machine and gives its address back. */
function serve(ledger) {
  const server = spawn(program, ['serve', '--ledger', ledger, '--listen', '127.0.0.1:0'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  servers.push(server);
  return new Promise((give, fail) => {
    let said = '';
    server.stderr.setEncoding('utf8');
    server.stderr.on('data', (text) => {
      said += text;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) give(address[0]);
    });
    server.on('exit', (code) => fail(new Error(`tacitus serve ended with ${code}:\n${said}`)));
  });
}

async function main() {
  run(program, ['demo', '--dir', join(folder, 'demo')]);
  run(hostile, [join(folder, 'hostile.db')]);
  const env = {
    ...process.env,
    DESK: await serve(join(folder, 'demo/ledger.db')),
    HOSTILE_DESK: await serve(join(folder, 'hostile.db')),
  };
  const wanted = process.argv[2] ?? '';
  const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs') && name.includes(wanted)).sort();
  // A child of a test runner would report to its parent instead of printing.
  delete env.NODE_TEST_CONTEXT;
  const tests = spawnSync(process.execPath, ['--test', ...files.map((name) => join(here, name))], { env, stdio: 'inherit' });
  return tests.status ?? 1;
}

let status = 1;
try {
  status = await main();
} catch (error) {
  console.error(`page tests: ${error.message}`);
} finally {
  for (const server of servers) server.kill('SIGINT');
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
