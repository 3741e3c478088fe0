// Every state of the gallery, in both themes: no violation that axe-core finds.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type Gallery, openGallery, showScene } from '../screens/gallery.ts';
import { type SceneName, scenes } from '../screens/scenes.ts';

// One page for all of them: a scene loads it anew anyway, and 160 pages take half an hour on two cores.
let gallery: Gallery;
let page: Page;
test.beforeAll(async ({ browser }) => {
  gallery = await openGallery();
  // axe opens a page of its own beside it, which a page without a context does not allow.
  page = await (await browser.newContext()).newPage();
});
test.afterAll(async () => {
  await page.context().close();
  await gallery.close();
});

for (const theme of ['dark', 'light'] as const) {
  for (const name of Object.keys(scenes) as SceneName[]) {
    test(`${name} in ${theme}`, async () => {
      await showScene(page, gallery, name, { theme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => ({
          id,
          nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
        })),
      ).toEqual([]);
    });
  }
}
