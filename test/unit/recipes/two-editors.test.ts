// @vitest-environment happy-dom
// Two people edit one recipe: what the second one sees, and that nothing that was typed is lost.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeSession, sessionStore } from '../../../src-renderer/recipes/editing-session.ts';
import { createRecipeStore, type RecipeStore } from '../../screens/recipe-store.ts';
import { roomAnswers } from '../../screens/room-answers.ts';
import { openScreen, type Screen } from '../screens/render.tsx';

const first = 'name: coupling\ntitle: Coupling\nsteps:\n  - spacer\n';
const theirs = `${first}  - separator\n`;
const mine = `${first}  - install_lid\n`;

let store: RecipeStore;
let screen: Screen;

/** The editor is open on the recipe, and a lid was added to the draft. */
beforeEach(async () => {
  closeSession();
  store = createRecipeStore({ coupling: first });
  screen = openScreen('#/recipes', { ...roomAnswers, ...store.answers });
  await screen.press('Edit');
  await screen.press('Install lid');
});
afterEach(() => screen.close());

const draft = () => sessionStore.getState().session?.history.present.text;

it('saves without a question when nobody else has', async () => {
  await screen.press('Save');
  await screen.sees('coupling was saved');
  expect(store.newest('coupling')?.text).toBe(mine);
});

it('shows both versions to the second one who saves, and has saved nothing yet', async () => {
  store.saveElsewhere('coupling', theirs, 'A separator at the end');
  await screen.press('Save');
  await screen.sees('Somebody else has saved this recipe');
  await screen.sees('A separator at the end');
  await screen.sees('−   - separator');
  await screen.sees('+   - install_lid');
  expect(store.newest('coupling')?.text).toBe(theirs);
  expect(draft()).toBe(mine);
});

it('takes the other version, and undo brings the own draft back, which can be saved', async () => {
  store.saveElsewhere('coupling', theirs, '');
  await screen.press('Save');
  await screen.press('Take the saved version');
  expect(draft()).toBe(theirs);
  await screen.press('Undo');
  expect(draft()).toBe(mine);
  await screen.press('Save');
  await screen.sees('coupling was saved');
  expect(store.newest('coupling')?.text).toBe(mine);
});

it('saves the own version as the newest; the other one stays among the versions', async () => {
  store.saveElsewhere('coupling', theirs, 'Theirs');
  await screen.press('Save');
  await screen.press('Save mine as the newest');
  await screen.sees('coupling was saved');
  expect(store.newest('coupling')?.text).toBe(mine);
});

it('goes on editing with the other version beside the draft, and asks again at the next save', async () => {
  store.saveElsewhere('coupling', theirs, 'Theirs');
  await screen.press('Save');
  await screen.press('Go on editing, show both');
  await screen.press('Press down');
  await screen.sees('+   - press_down');
  expect(draft()).toBe(`${mine}  - press_down\n`);
  // And a third one was quicker again.
  store.saveElsewhere('coupling', `${theirs}  - complete_part\n`, 'A third version');
  await screen.press('Save');
  await screen.sees('A third version');
  await screen.press('Save mine as the newest');
  await screen.sees('coupling was saved');
  expect(store.newest('coupling')?.text).toBe(`${mine}  - press_down\n`);
});

it('asks nothing when the other one has made the same change', async () => {
  store.saveElsewhere('coupling', mine, '');
  await screen.press('Save');
  await screen.sees('coupling was saved');
  expect(sessionStore.getState().session).toBeNull();
});

it('keeps the draft of a recipe that was deleted meanwhile, and makes the recipe again', async () => {
  store.deleteElsewhere('coupling');
  await screen.press('Save');
  await screen.sees('Somebody has deleted coupling');
  expect(draft()).toBe(mine);
});
