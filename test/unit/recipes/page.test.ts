// @vitest-environment happy-dom
// The page of recipes asks before the checking stops, and before a file becomes a version of a recipe that is there.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeSession, hasChanges, sessionStore } from '../../../src-renderer/recipes/editing-session.ts';
import { createRecipeStore } from '../../screens/recipe-store.ts';
import { roomAnswers } from '../../screens/room-answers.ts';
import { openScreen, type Screen } from '../screens/render.tsx';

const stored = 'name: coupling\ntitle: Coupling\nsteps:\n  - spacer\n';
const used: (string | null)[] = [];
let screen: Screen;

beforeEach(() => {
  closeSession();
  used.length = 0;
  screen = openScreen('#/recipes', {
    ...roomAnswers,
    ...createRecipeStore({ coupling: stored }).answers,
    useRecipe({ name }) {
      used.push(name);
      return null;
    },
  });
});
afterEach(() => screen.close());

async function importFile(text: string): Promise<void> {
  await screen.sees('Gearbox housing');
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')!;
  Object.defineProperty(input, 'files', { value: [new File([text], 'recipe.yaml')], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

it('says what becomes of the part in progress before nothing is checked', async () => {
  await screen.press('Use no recipe');
  await screen.sees('which is in progress, is still checked to its end');
  await screen.press('Cancel');
  expect(used).toEqual([]);
  await screen.press('Use no recipe');
  await screen.sees('Go on without checking?');
  await screen.press('Use no recipe');
  await expect.poll(() => used).toEqual([null]);
});

it('makes a file the next version of the recipe of its name', async () => {
  await importFile(`${stored}  - separator\n`);
  await screen.press('New version of coupling');
  await screen.sees('Coupling');
  const session = sessionStore.getState().session!;
  expect(session).toMatchObject({ origin: { kind: 'stored', name: 'coupling' }, saved: stored });
  expect(hasChanges(session)).toBe(true);
});

it('makes a file another recipe, or opens it at once where its name is free', async () => {
  await importFile(stored);
  await screen.press('Another recipe: coupling-2');
  expect(sessionStore.getState().session!.history.present.text).toContain('name: coupling-2');
  closeSession();
  await importFile(stored.replace('coupling', 'valve'));
  await expect.poll(() => sessionStore.getState().session?.origin.kind).toBe('new');
});
