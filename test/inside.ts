// Runs a command within the sandbox of the engine, so that tests which load the engine's rooms into their own process run inside as well:
//   npx tsx test/inside.ts npx vitest run test/integration/media
// Beside the folders of the checkout and of temporary files, programs of the tests may be started, and ports be listened on.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closedIn } from '../src-main/supervisor/index.ts';

const checkout = resolve(import.meta.dirname, '..');
const [program, ...words] = process.argv.slice(2);
if (program === undefined) throw new Error('usage: npx tsx test/inside.ts PROGRAM WORD...');

const { environment, dispose } = closedIn(
  join(checkout, 'out/main/engine.js'),
  { read: [], write: [checkout, tmpdir()], writeIfThere: [], sockets: [], ports: [] },
  process.env,
);
const rules = environment.STEPWATCH_SANDBOX_RULES;
if (rules === undefined) throw new Error('The library of the sandbox is not built: scripts/build-native.sh');
const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', starter()], {
  env: {
    ...process.env,
    ...environment,
    TMPDIR: tmpdir(),
    STEPWATCH_SANDBOX_RULES: `${rules}\nx:/usr\nx:/bin\nx:${checkout}\nb:0`,
  },
  stdio: 'inherit',
});
dispose();
process.exitCode = status ?? 1;

/** The program may be a script, which does not load the library: it is started by a process that did. */
function starter(): string {
  return `
    import { spawnSync } from 'node:child_process';
    if (!/landlock=[1-9]/.test(process.env.STEPWATCH_SANDBOX_STATE)) throw new Error('This kernel has no Landlock.');
    const { status, error } = spawnSync(${JSON.stringify(program)}, ${JSON.stringify(words)}, { stdio: 'inherit' });
    if (error) throw error;
    process.exitCode = status ?? 1;
  `;
}
