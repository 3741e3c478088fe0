// `stepwatch serve`, and a browser that enters it.
import type { Browser, BrowserContext } from '@playwright/test';
import { serveProgram } from '../served-program.ts';
import { configurationOf } from './colours-line.ts';
import type { Shell } from './station.ts';

const passwords = { STEPWATCH_PASSWORD: 'operators-word', STEPWATCH_VIEWER_PASSWORD: 'viewers-word' };

export async function startServed(
  directory: string,
  browser: Browser,
  withPasswords: boolean,
): Promise<Shell> {
  const station = await serveProgram(directory, {
    ...configurationOf(directory),
    ...(withPasswords && passwords),
  });
  const { url, origin } = station;
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
    loginAddress: `${origin}/login`,
    enginePid: async () => station.enginePid(),
    printed: station.printed,
    async end() {
      for (const context of contexts) await context.close();
      await station.end();
    },
  };
}
