// Takes a picture of every scene, in both themes and two sizes, for people to look at.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '../e2e/chromium.ts';
import { openGallery, showScene } from './gallery.ts';
import { type Scene, type SceneName, scenes } from './scenes.ts';

const { values } = parseArgs({
  options: {
    scene: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true, default: ['dark', 'light'] },
    size: { type: 'string', multiple: true, default: ['1920x1080', '1280x800'] },
    language: { type: 'string', default: 'en' },
  },
});
const names = values.scene ?? Object.keys(scenes);
const shots = resolve(import.meta.dirname, '../../out/gallery/shots');
mkdirSync(shots, { recursive: true });

const phone = { width: 390, height: 844 };
const gallery = await openGallery();
const browser = await chromium.launch(chromiumOptions);
for (const size of values.size) {
  const [width, height] = size.split('x').map(Number);
  const page = await browser.newPage({ viewport: { width: width!, height: height! } });
  for (const theme of values.theme) {
    for (const name of names) {
      const scene: Scene = scenes[name as SceneName];
      await page.setViewportSize(scene.phone ? phone : { width: width!, height: height! });
      await showScene(page, gallery, name as SceneName, {
        theme: theme as 'dark' | 'light',
        language: values.language as 'en' | 'es',
      });
      // The picture of the bench comes from a worker.
      const canvas = page.locator('figure[data-fps]');
      if (await page.locator('figure').count()) await canvas.waitFor({ timeout: 3000 }).catch(() => {});
      const language = values.language === 'en' ? '' : `-${values.language}`;
      await page.screenshot({ path: resolve(shots, `${name}-${theme}-${width}${language}.png`) });
    }
  }
  await page.close();
}
await browser.close();
await gallery.close();
process.stdout.write(`${names.length} scenes in ${shots}\n`);
