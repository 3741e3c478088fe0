// Every state of the gallery, in both themes: no violation that axe-core finds.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { type Gallery, openGallery, showScene } from '../screens/gallery.ts';
import { type SceneName, scenes } from '../screens/scenes.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await openGallery();
});
test.afterAll(() => gallery.close());

for (const theme of ['dark', 'light'] as const) {
  for (const name of Object.keys(scenes) as SceneName[]) {
    test(`${name} in ${theme}`, async ({ page }) => {
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
