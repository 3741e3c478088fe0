// Builds the gallery, serves it on loopback, and brings a page to a scene.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import { type Scene, type SceneName, scenes } from './scenes.ts';

const repository = resolve(import.meta.dirname, '../..');
const config = resolve(import.meta.dirname, 'vite.config.ts');

export interface Gallery {
  readonly url: string;
  close(): Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  takePicture();
  await build({ configFile: config, logLevel: 'error' });
  const server = await preview({
    configFile: config,
    logLevel: 'error',
    preview: { port: 0, host: '127.0.0.1' },
  });
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() };
}

/** A frame of a bundled video for the preview and as evidence, and the video for the label editor and as a clip. */
function takePicture(): void {
  const folder = resolve(repository, 'out/gallery/public');
  const picture = resolve(folder, 'bench.jpg');
  const video = resolve(repository, 'resources/demo/good.mp4');
  mkdirSync(resolve(folder, 'teach'), { recursive: true });
  mkdirSync(resolve(folder, 'evidence'), { recursive: true });
  copyFileSync(video, resolve(folder, 'teach/bench.mp4'));
  copyFileSync(video, resolve(folder, 'evidence/clip.mp4'));
  if (!existsSync(picture)) drawPicture(video, picture);
  copyFileSync(picture, resolve(folder, 'evidence/bench.jpg'));
}

function drawPicture(video: string, picture: string): void {
  const steps = `filesrc location=${video} ! decodebin ! videoconvert ! videoscale ! video/x-raw,width=1280,height=720 ! videorate ! video/x-raw,framerate=1/30 ! jpegenc quality=85 ! multifilesink location=${picture}`;
  execFileSync('gst-launch-1.0', ['-q', ...steps.split(' ')]);
}

export interface Look {
  readonly theme: 'dark' | 'light';
  readonly language?: 'en' | 'es';
}

/** Resolves when the scene has pressed all its keys and buttons, and the page has drawn the result. */
export async function showScene(
  page: Page,
  gallery: Gallery,
  name: SceneName,
  { theme, language = 'en' }: Look,
) {
  const scene: Scene = scenes[name];
  // A change of the fragment alone would not reload the page.
  if (page.url().startsWith(gallery.url)) await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await page.goto(`${gallery.url}?scene=${name}&theme=${theme}&language=${language}${scene.route ?? ''}`);
  await page.locator('main, [role=status]').first().waitFor();
  const loading = page.getByText(/^(Loading|Cargando)$/).first();
  await loading.waitFor({ state: 'hidden' });
  for (const press of scene.press ?? []) {
    const [kind, ...rest] = press.split(':');
    const what = rest.join(':');
    if (kind === 'key') await page.keyboard.press(what);
    else if (kind === 'menuitem') await page.getByRole('menuitem', { name: what }).click();
    else if (kind === 'switch') await page.getByRole('switch', { name: what }).click();
    else if (kind === 'tab') await page.getByRole('tab', { name: what }).click();
    else
      await page
        .getByRole('button', { name: what, exact: what === 'Watch' })
        .first()
        .click();
  }
  await loading.waitFor({ state: 'hidden' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What was pressed opens a few frames later, and only then begins to appear.
    for (let quietFrames = 0; quietFrames < 10; quietFrames++) {
      await new Promise(requestAnimationFrame);
      // Not a function of its own: esbuild would name it with a function that the page does not have.
      const animations = document.getAnimations().filter(
        ({ playState, effect, timeline }) =>
          // Not those that follow scrolling: they end where the box does.
          playState === 'running' && effect?.getTiming().iterations === 1 && timeline === document.timeline,
      );
      if (animations.length === 0) continue;
      quietFrames = 0;
      await Promise.all(animations.map(({ finished }) => finished.catch(() => 'given up for another one')));
    }
  });
}
