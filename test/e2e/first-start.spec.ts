// A new user at a new station: from the first page to the first verdict. And the page where people log in.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { isDesktop, servedOnly } from './desktop-shell.ts';
import { expect, test } from './station.ts';

test.use({ line: 'new' });

const sizes = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
] as const;

test('a new user comes from the first page to the verdict of the demo', async ({ open }) => {
  const began = performance.now();
  const { page } = await open();
  const next = page.getByRole('button', { name: 'Next', exact: true });

  await mustBe(page, 'Choose your language');
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Elija su idioma');
  await page.getByRole('button', { name: 'English' }).click();
  await next.click();

  // A source that does not open says why, in its place; nobody is thrown out.
  await expect(page.getByRole('button', { name: 'Go on without a source' })).toBeEnabled();
  await page.getByRole('button', { name: /^Video file/ }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill('/nowhere/part.mp4');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('/nowhere/part.mp4');
  await mustBe(page, 'Video file');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Path' })).toHaveValue('/nowhere/part.mp4');
  await page.getByRole('button', { name: 'Back' }).click();

  await page.getByRole('button', { name: 'Demo: a good part' }).click();
  const chosen = performance.now();
  await expect(page.locator('figure[data-fps]')).toBeVisible();
  await mustBe(page, 'Where do the pictures come from?');
  await next.click();

  const recipe = page.getByRole('button', { name: /^Flexible coupling Fits the demo videos/ });
  await expect(recipe).toHaveAttribute('aria-pressed', 'true');
  await mustBe(page, 'Which steps does a part have?');
  await next.click();

  await page.getByRole('textbox', { name: 'Name of the station' }).fill('Line 7');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name of the station' })).toHaveValue('Line 7');
  await mustBe(page, 'What is this station called?');
  await next.click();

  await mustBe(page, 'Should it fill the whole screen?');
  await next.click();

  await expect(page.getByText('Demo: a good part')).toBeVisible();
  await mustBe(page, 'Ready to start');
  await page.getByRole('button', { name: 'Start', exact: true }).click();

  await expect(page).toHaveTitle('Line 7 · Stepwatch');
  await expect(page.locator('[data-count="pass"]')).toHaveText('1');
  const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0);
  process.stdout.write(
    `first page to first verdict: ${seconds(began)} s, of which ${seconds(chosen)} s with the demo playing\n`,
  );

  // Nobody sees them again, and everybody finds them again.
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/#/setup/station`);
  await page.getByRole('button', { name: 'First steps again' }).click();
  await mustBe(page, 'Choose your language');
});

test.describe('where people log in', () => {
  test.use({ withPasswords: true });

  test('viewers wait until a new station is set up, and the page says product, station and what is wrong', async ({
    open,
    station,
    browser,
  }) => {
    test.skip(isDesktop, servedOnly);
    const { page: viewer } = await open('', 'viewer');
    await expect(viewer.getByRole('heading', { level: 1 })).toHaveText('This station is being set up');
    const { page: operator } = await open();
    await operator.getByRole('button', { name: 'Set up later' }).click();
    await expect(operator.locator('[data-band="noSource"]')).toBeVisible();
    await expect(viewer.locator('[data-band="noSource"]')).toBeVisible();
    await operator.goto(`${new URL(operator.url()).origin}/#/setup/station`);
    await operator.getByRole('textbox', { name: 'Name', exact: true }).fill('Line <7>');
    await operator.getByRole('button', { name: 'Apply' }).click();
    await expect(operator).toHaveTitle('Line <7> · Stepwatch');

    const page = await (await browser.newContext()).newPage();
    await page.goto(station.loginAddress!);
    await expect(page).toHaveTitle('Log in · Line <7> · Stepwatch');
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await violations(page)).toEqual([]);
    }
    // Five are free. The page after the next one has no form, and no later one has, until the time is over.
    const password = page.getByRole('textbox', { name: 'Password' });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await password.fill(`wrong ${attempt}`);
      await page.getByRole('button', { name: 'Log in' }).click();
      await expect(page.getByRole('alert')).toContainText('The password is wrong.');
    }
    await page.goto(station.loginAddress!);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Too many attempts');
    await expect(password).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    // It comes back by itself.
    await expect(password).toBeVisible();
    await page.context().close();
  });
});

/** The step has this heading, fits the smallest and the usual screen, and has nothing that axe-core finds. */
async function mustBe(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  for (const size of sizes) {
    await page.setViewportSize(size);
    // The last button of the footer goes on, or back where a form has a button of its own.
    await expect(page.locator('footer button').last()).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(widerThanTheScreen)).toEqual([]);
  }
  expect(await violations(page)).toEqual([]);
}

/** Runs in the page: what can be pressed or typed into, and is not whole on a screen as wide as this one. */
function widerThanTheScreen(): readonly string[] {
  return [...document.querySelectorAll('button, input, a')]
    .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML }))
    .filter(({ box }) => box.width > 0 && (box.left < 0 || box.right > window.innerWidth))
    .map(({ html }) => html);
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
