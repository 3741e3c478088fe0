// `stepwatch serve`, and a browser that enters it.
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Browser, BrowserContext } from '@playwright/test';
import type { Shell } from './station.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');
const passwords = { STEPWATCH_PASSWORD: 'operators-word', STEPWATCH_VIEWER_PASSWORD: 'viewers-word' };

export async function startServed(
  directory: string,
  browser: Browser,
  withPasswords: boolean,
): Promise<Shell> {
  const child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--directory', directory, '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(withPasswords && passwords) } },
  );
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  const { url, origin } = await address(child, printed);
  const contexts: BrowserContext[] = [];
  return {
    async openPage(path, as, watch) {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      watch(page);
      if (as === 'operator') await page.goto(url);
      else {
        await page.goto(`${origin}/login`);
        await page.getByRole('textbox').fill(passwords.STEPWATCH_VIEWER_PASSWORD);
        await page.getByRole('button').click();
      }
      if (path !== '') await page.goto(`${origin}/${path}`);
      return page;
    },
    enginePid: async () => engineOf(child),
    printed: () => printed.join(''),
    async end() {
      for (const context of contexts) await context.close();
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** The first line that the program prints. @throws Error when it ends before, with what it printed. */
async function address(
  child: ChildProcessByStdio<null, Readable, Readable>,
  printed: readonly string[],
): Promise<{ readonly url: string; readonly origin: string }> {
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line') as Promise<[string]>,
    once(child, 'close').then(([code]): never => {
      throw new Error(`stepwatch serve ended with exit code ${code}:\n${printed.join('')}`);
    }),
  ]);
  return JSON.parse(line);
}

/** The child of the shell that is an engine: the shell may have others, such as an opened browser. */
function engineOf(shell: ChildProcess): number {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (Number(parent) === shell.pid && command.includes('engine.js')) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('There is no engine.');
}
