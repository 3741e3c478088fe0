// States of every screen: no violation that axe-core finds, in both themes where a rule looks at colours; and on small screens
// nothing is out of reach, under something else or cut. EVERY_SCENE=1 goes through all that the gallery has, which takes minutes.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { misfits } from '../screens/fit.ts';
import { type Gallery, openGallery, showScene } from '../screens/gallery.ts';
import { type SceneName, scenes } from '../screens/scenes.ts';

/** One of each kind of page and dialog. */
const ofEveryKind = [
  'in-progress-mistake',
  'override-dialog',
  'fail-acknowledge',
  'no-source',
  'shortcuts',
  'source-rtsp',
  'first-source-watching',
  'recipes',
  'recipe-steps',
  'recipe-conflict',
  'history',
  'history-part',
  'figures',
  'setup',
  'setup-judging',
  'setup-links',
  'teach',
  'teach-label-drafts',
  'teach-networks',
] as const satisfies readonly SceneName[];
const names = process.env.EVERY_SCENE
  ? (Object.keys(scenes) as SceneName[]).filter((name) => !isOfPhone(name))
  : ofEveryKind;

function isOfPhone(name: SceneName): boolean {
  return 'phone' in scenes[name];
}

const smallScreens = ['1366x768', '1024x768', '768x1024', '390x844'] as const;

/** Views that are made for one kind of screen. */
const ofOneScreen = [
  ['wall-mistake', '1920x1080'],
  ['wall-recipe-failed', '1280x720'],
  ['wall-lost', '768x1024'],
  ['in-progress-mistake', '1024x768'],
  ['in-progress-help', '768x1024'],
  ['failures-waiting', '390x844'],
  ['phone-acknowledge', '390x844'],
  ['history-evidence', '390x844'],
] as const satisfies readonly (readonly [SceneName, string])[];

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
  test(`${name} in dark and in light, and on small screens`, async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await showScene(page, gallery, name, { theme: 'dark' });
    await expectNoViolation();
    for (const size of smallScreens) {
      await resize(size);
      expect(await misfits(page), size).toEqual([]);
    }
  });
}

for (const [name, size] of ofOneScreen) {
  test(`${name} at ${size}`, async () => {
    await resize(size);
    await showScene(page, gallery, name, { theme: 'dark' });
    expect(await misfits(page)).toEqual([]);
    await expectNoViolation();
  });
}

async function expectNoViolation(): Promise<void> {
  expect(await violations(new AxeBuilder({ page }))).toEqual([]);
  // What is pressed in a scene need not be pressed again for other colours.
  await page.evaluate(async () => {
    document.documentElement.setAttribute('data-theme', 'light');
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.all(transitions.map(({ finished }) => finished.catch(() => undefined)));
  });
  expect(await violations(new AxeBuilder({ page }).withRules(ofColours))).toEqual([]);
}

function resize(size: string): Promise<void> {
  const [width, height] = size.split('x').map(Number);
  return page.setViewportSize({ width: width!, height: height! });
}

async function violations(axe: AxeBuilder) {
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}
