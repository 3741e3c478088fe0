// States of every screen: no violation that axe-core finds, in both themes where a rule looks at colours. EVERY_SCENE=1 goes
// through all that the gallery has, which takes minutes.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type Gallery, openGallery, showScene } from '../screens/gallery.ts';
import { type SceneName, scenes } from '../screens/scenes.ts';

const ofEveryScreen = [
  'in-progress-mistake',
  'identity-known',
  'override-dialog',
  'fail-acknowledge',
  'no-source',
  'engine-failed',
  'long-log',
  'shortcuts',
  'source-file',
  'source-udp-found',
  'recipes',
  'recipe-steps',
  'recipe-yaml',
  'recipe-dry-run',
  'recipe-conflict',
  'recipe-conflict-beside',
  'history',
  'history-part',
  'figures',
  'figures-tables',
  'setup',
  'setup-judging',
  'setup-identity',
  'setup-audit',
  'setup-shifts',
  'setup-links',
  'setup-outputs',
  'setup-diagnostics',
  'teach',
  'teach-none',
  'teach-record',
  'teach-label-drafts',
  'teach-label-keys',
  'teach-training',
  'teach-networks',
  'teach-samples',
] as const satisfies readonly SceneName[];
const names = process.env.EVERY_SCENE ? (Object.keys(scenes) as SceneName[]) : ofEveryScreen;

/** The rules of axe-core that look at colours. */
const ofColours = ['color-contrast', 'link-in-text-block'];

// One gallery and one page for all of them: a scene loads it anew anyway.
test.describe.configure({ mode: 'default' });
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

for (const name of names) {
  test(`${name} in dark and in light`, async () => {
    await showScene(page, gallery, name, { theme: 'dark' });
    expect(await violations(new AxeBuilder({ page }))).toEqual([]);
    // What is pressed in a scene need not be pressed again for other colours.
    await page.evaluate(async () => {
      document.documentElement.setAttribute('data-theme', 'light');
      const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.all(transitions.map(({ finished }) => finished.catch(() => undefined)));
    });
    expect(await violations(new AxeBuilder({ page }).withRules(ofColours))).toEqual([]);
  });
}

async function violations(axe: AxeBuilder) {
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}
