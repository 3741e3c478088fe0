// A process engineer: a recipe from nothing to its first verdict, what the history tells, and what is set up.
import type { Locator, Page } from '@playwright/test';
import { isDesktop, servedOnly } from './desktop-shell.ts';
import { band, expect, scan, test, watchVideo } from './station.ts';

const roomKeys = { Live: '1', Recipes: '2', History: '3', Figures: '4', Teach: '5', Setup: '6' } as const;

/** With the keyboard: a picture that plays on a busy machine holds up what is pressed beside it. */
async function openRoom(page: Page, name: keyof typeof roomKeys): Promise<void> {
  await page.keyboard.press(roomKeys[name]);
  await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
}

/** The recipe's row in the collection. */
function row(page: Page, title: string): Locator {
  return page.getByRole('list', { name: 'Recipes' }).getByRole('listitem').filter({ hasText: title });
}

async function addTo(editor: Locator, button: string, action: string): Promise<void> {
  await editor.getByRole('button', { name: button }).press('Enter');
  await editor.page().getByRole('menuitem', { name: action, exact: true }).press('Enter');
}

/** The recipe of the line of colours, made with the keyboard alone. */
async function buildColours(editor: Locator): Promise<void> {
  const take = (action: string) =>
    editor
      .getByRole('region', { name: 'What can be added' })
      .getByRole('button', { name: action, exact: true })
      .press('Enter');
  for (const action of ['red', 'green', 'blue', 'Repeat']) await take(action);
  // The group waits for what is pressed next.
  for (const action of ['red', 'green', 'blue']) await take(action);
  await editor.getByRole('button', { name: '2 rounds' }).press('Enter');
  const rounds = editor.getByRole('textbox', { name: 'Rounds, at most' });
  await rounds.press('Control+a');
  await rounds.pressSequentially('1001');
  await expect(editor.getByText('Enter a number from 1 to 1000')).toBeVisible();
  await expect(editor.getByRole('button', { name: /^Line \d+: / })).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await rounds.press('Control+a');
  await rounds.pressSequentially('6');
  for (const action of ['red', 'blue', 'green']) await addTo(editor, 'Add a step', action);
  // Green was put last by mistake: one place up with the keyboard.
  await editor.getByRole('button', { name: '24 green' }).press('Alt+ArrowUp');
  await expect(editor.getByRole('button', { name: '23 green' })).toBeFocused();
}

test.use({ line: 'colours' });

test('a recipe is made from nothing, tried out, saved, and used by the next part', async ({ open }) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'inProgress')).toBeVisible();

  await openRoom(page, 'Recipes');
  await expect(row(page, 'Colours').filter({ hasText: 'In use' })).toHaveCount(1);
  await page.keyboard.press('n');
  const editor = page.getByRole('dialog');
  await expect(editor.getByText('Still needed: a title, steps')).toBeVisible();
  await page.keyboard.type('Colours of today');
  await expect(editor.getByRole('textbox', { name: 'Short name' })).toHaveValue('colours-of-today');
  await editor.getByRole('tab', { name: 'Steps' }).press('Enter');
  await buildColours(editor);
  await expect(editor.getByText('Valid: 24 steps')).toBeVisible();

  // The text follows the tree, and the tree the text.
  await editor.getByRole('tab', { name: 'YAML' }).click();
  const yaml = editor.getByRole('textbox', { name: 'Text of the recipe, YAML' });
  await expect(yaml).toContainText('sequence: [red, green, blue]');
  await yaml.press('Control+End');
  // All at once: letters that come more than a second apart would be several edits, and as many steps of undo.
  await page.keyboard.insertText('  - gren');
  await expect(editor.getByRole('button', { name: /^Line \d+: .*gren/ })).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(yaml).not.toContainText('gren');
  await expect(editor.getByText('Valid: 24 steps')).toBeVisible();

  // What was begun is still there after a reload.
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(editor.getByText('Valid: 24 steps')).toBeVisible();

  await editor.getByRole('tab', { name: 'Try out' }).click();
  await editor.getByRole('tab', { name: 'A video' }).click();
  await editor.getByRole('button', { name: /^colours/ }).click();
  await editor.getByRole('button', { name: /^good\.mp4/ }).click();
  await editor.getByRole('button', { name: 'Try out', exact: true }).click();
  const result = editor.getByRole('region', { name: 'Part 1' });
  await expect(result.getByText('Pass', { exact: true })).toBeVisible();
  await expect(result.getByRole('row')).toHaveCount(25);

  await editor.getByRole('textbox', { name: 'What was changed, and why' }).fill('First version');
  await editor.getByRole('button', { name: /^Save(,| and) use/ }).press('Enter');
  await expect(editor).toHaveCount(0);
  const made = row(page, 'Colours of today');
  await expect(made).toContainText('24 steps');
  await expect(made).toContainText(/From the next part on|In use/);

  await openRoom(page, 'Live');
  await watchVideo(page, 'good');
  await openRoom(page, 'Recipes');
  await expect(made).toContainText('In use');
  await openRoom(page, 'History');
  // How many parts there are depends on how often the first video came to its end meanwhile: the newest one counts.
  const newest = page.getByRole('list', { name: 'Parts' }).getByRole('button').first();
  const shown = page.getByRole('region', { name: 'Part', exact: true });
  await expect(async () => {
    await expect(newest).toContainText('Pass');
    await newest.click();
    await expect(shown).toContainText(/colours-of-today|Colours of today/, { timeout: 2000 });
  }).toPass({ timeout: 240_000 });

  // Another recipe would have failed that part. The result waits while the part is looked at.
  await openRoom(page, 'Recipes');
  await made.getByRole('button', { name: 'Edit' }).click();
  await editor.getByRole('button', { name: /^1 / }).press('Delete');
  await editor.getByRole('tab', { name: 'Try out' }).click();
  await editor.getByRole('button', { name: 'Try on these parts' }).click();
  const changed = editor.getByRole('table', { name: 'Parts whose verdict would change' });
  await expect(changed.getByRole('row').nth(1)).toContainText(/green|red/);
  await changed.getByRole('button').first().click();
  await expect(shown).toContainText(/colours-of-today|Colours of today/);
  await page.goBack();
  await expect(changed).toBeVisible();
  await editor.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();

  // What was made teaches the same recipe once more.
  await page.getByRole('button', { name: 'Learn from parts' }).click();
  await page.keyboard.type('Learnt colours');
  await editor.getByRole('button', { name: /^Choose all/ }).click();
  await editor.getByRole('button', { name: 'Make the draft' }).click();
  await expect(editor.getByText('Valid: 24 steps')).toBeVisible();
  await expect(editor.getByRole('region', { name: 'What it was learnt from' })).toContainText(/Part \d+/);
});

test('a serial number that is scanned while a button has the keyboard begins its part, and presses nothing', async ({
  open,
}) => {
  const { page } = await open('#/recipes');
  await expect(row(page, 'Colours').filter({ hasText: 'In use' })).toHaveCount(1);
  await page.keyboard.press('n');
  const editor = page.getByRole('dialog');
  await editor.getByRole('tab', { name: 'YAML' }).click();
  await editor
    .getByRole('textbox', { name: 'Text of the recipe, YAML' })
    .fill('name: scanned\ntitle: Scanned\npart: {start: mark}\nsteps: [red, green, blue]\n');
  await editor.getByRole('button', { name: 'Save and use' }).click();
  await expect(editor).toHaveCount(0);
  await openRoom(page, 'Live');
  await watchVideo(page, 'good', 'Real time');
  await expect(page.locator('figure[data-fps]')).toBeVisible();
  await page.getByRole('button', { name: 'Change source' }).focus();
  // With letters that are shortcuts: x abandons, n begins, s changes the source.
  await scan(page, 'nxs-4711');
  await expect(band(page, 'inProgress')).toContainText('nxs-4711');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the history shows a failed part with its recording, and the figures lead from its mistake to it', async ({
  open,
}) => {
  const { page } = await open('#/setup/outputs');
  await page.getByRole('button', { name: 'Add output' }).click();
  await page.getByRole('menuitem', { name: 'Recording' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add output' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Recording' })).toContainText(
    'Waits for a picture',
  );

  await openRoom(page, 'Live');
  await watchVideo(page, 'wrong');
  await expect(band(page, 'fail')).toBeVisible();
  await openRoom(page, 'History');
  await expect(page.getByRole('heading', { name: 'Mistakes that come back' })).toBeVisible();
  const parts = page.getByRole('list', { name: 'Parts' }).getByRole('button');
  await expect(parts).toHaveCount(1);
  await expect(parts.first()).toContainText('Fail');
  await parts.first().click();
  const part = page.getByRole('region', { name: 'Part', exact: true });
  const wrong = part.getByRole('region', { name: 'Time line' }).getByRole('button', { name: /Wrong/ });
  await wrong.click();
  await expect(part.getByText('What the network saw in these')).toBeVisible();
  const video = part.getByLabel('Recording of the part');
  await expect
    .poll(() =>
      video.evaluate((element: HTMLVideoElement) => element.readyState > 0 && element.currentTime > 5),
    )
    .toBe(true);

  await part.getByRole('button', { name: 'Acknowledge' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Who' }).fill('M. Ortega');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Wrong bin');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(part).toContainText('Acknowledged by M. Ortega');

  await openRoom(page, 'Figures');
  const mistakes = page.getByRole('region', { name: 'Mistakes', exact: true });
  await mistakes.getByRole('button', { name: 'Table' }).click();
  await expect(mistakes.getByRole('row').filter({ hasText: 'Wrong' })).toContainText('100');
  await mistakes.getByRole('button', { name: /· Wrong$/ }).click();
  await expect(page.getByRole('button', { name: 'Wrong', exact: true })).toBeVisible();
  await expect(parts).toHaveCount(1);

  await page.getByRole('combobox', { name: 'Verdict' }).click();
  await page.getByRole('option', { name: 'Pass' }).click();
  await expect(page.getByText('No part fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show all parts' }).click();
  await expect(parts).toHaveCount(1);
});

test.describe('with the bundled recipes and model', () => {
  test.use({ line: 'demo' });

  test('changes that were not saved are asked for before they are lost', async ({ open }) => {
    const { page } = await open('#/recipes');
    await row(page, 'steps 18 and 19').getByRole('button', { name: 'Edit' }).click();
    const editor = page.getByRole('dialog');
    await editor.getByRole('button', { name: /^1 / }).press('Delete');
    await expect(editor.getByText('Valid: 21 steps')).toBeVisible();
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Go on editing' }).click();
    // Another room and back: the draft is where it was.
    await page.goBack();
    await page.goForward();
    await expect(editor.getByText('Valid: 21 steps')).toBeVisible();
    await editor.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await expect(editor).toHaveCount(0);
  });

  test('two people edit one recipe: the second one to save sees both versions and chooses', async ({
    open,
  }) => {
    test.skip(isDesktop, servedOnly);
    const { page: one } = await open('#/recipes');
    const { page: other } = await open('#/recipes');
    const addSeparator = async (page: Page, note: string): Promise<Locator> => {
      await row(page, 'steps 18 and 19').getByRole('button', { name: 'Edit' }).click();
      const editor = page.getByRole('dialog');
      await addTo(editor, 'Add a step', 'Separator');
      await expect(editor.getByText('Valid: 23 steps')).toBeVisible();
      await editor.getByRole('textbox', { name: 'What was changed, and why' }).fill(note);
      return editor;
    };
    const theirs = await addSeparator(one, 'A separator at the end');
    const mine = await addSeparator(other, 'My own change');
    await addTo(mine, 'Add a step', 'Spacer');
    await expect(mine.getByText('Valid: 24 steps')).toBeVisible();
    await theirs.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(theirs).toHaveCount(0);

    const question = other.getByRole('dialog', { name: 'Somebody else has saved this recipe' });
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(question).toContainText('A separator at the end');
    await question.getByRole('button', { name: 'Go on editing, show both' }).click();
    // The draft is where it was, and the other version stands beside it.
    const beside = other.getByRole('complementary', { name: 'Somebody else has saved this recipe' });
    await expect(beside.getByRole('row').filter({ hasText: '+ ' })).toContainText('spacer');
    await expect(other.getByText('Valid: 24 steps')).toBeVisible();
    await beside.getByRole('button', { name: 'Take the saved version' }).click();
    await expect(other.getByText('Valid: 23 steps')).toBeVisible();
    await other.getByRole('button', { name: 'Undo' }).click();
    await expect(other.getByText('Valid: 24 steps')).toBeVisible();
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(other.getByRole('dialog')).toHaveCount(0);

    // Both changes are versions, and nobody was asked about a version that he had seen.
    await expect(row(other, 'steps 18 and 19')).toContainText('3 versions');
    await row(one, 'steps 18 and 19').getByRole('button', { name: 'Edit' }).click();
    await expect(one.getByText('Valid: 24 steps')).toBeVisible();
  });

  test('versions of a recipe are compared and restored', async ({ open }) => {
    const { page } = await open('#/recipes');
    const coupling = row(page, 'steps 18 and 19');
    await coupling.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^1 / }).click();
    await dialog.getByRole('textbox', { name: 'Title for people' }).fill('Base');
    await dialog.getByRole('textbox', { name: 'What was changed, and why' }).fill('A word for the base');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(coupling).toContainText('2 versions');
    await coupling.getByRole('button', { name: 'More for' }).click();
    await page.getByRole('menuitem', { name: 'Versions' }).click();
    await expect(dialog.getByRole('button', { name: /A word for the base/ })).toBeVisible();
    await expect(dialog.getByRole('table', { name: 'Changes' })).toContainText('title: Base');
    await dialog.getByRole('list', { name: 'Versions' }).getByRole('button').last().click();
    await dialog.getByRole('button', { name: 'Restore this version' }).click();
    await expect(dialog.getByRole('list', { name: 'Versions' }).getByRole('button')).toHaveCount(3);
  });

  test('settings are taken, refused with a reason, and kept', async ({ open, directory }) => {
    const { page } = await open('#/setup/judging');
    const sure = page.getByRole('textbox', { name: 'Uncertain below, %' });
    await sure.fill('101');
    await expect(page.getByText('Enter a number from 0 to 100')).toBeVisible();
    await sure.fill('65');
    await page.getByRole('radio', { name: /Every change at once/ }).check();
    await page.getByRole('button', { name: 'Apply' }).first().click();
    await expect(page.getByText('Applied', { exact: true }).first()).toBeVisible();
    await page.reload();
    await expect(sure).toHaveValue('65');
    await expect(page.getByRole('radio', { name: /Every change at once/ })).toBeChecked();

    await page.getByRole('tab', { name: 'Model' }).click();
    await expect(page.getByRole('table', { name: 'How well each network file names actions' })).toContainText(
      '0.900',
    );
    const folder = page.getByRole('textbox', { name: 'Folder with model.yaml' });
    await folder.fill(`${directory}/nowhere`);
    await page.getByRole('button', { name: 'Use this model' }).click();
    await expect(page.getByRole('alert')).toContainText('Model not found');
    await expect(folder).toHaveValue(`${directory}/nowhere`);

    await page.getByRole('tab', { name: 'Diagnostics' }).click();
    await expect(page.getByText('Everything that is needed is there')).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save support bundle' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  });
});
