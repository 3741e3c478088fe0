// @vitest-environment happy-dom
// What the settings of a screen show: in a browser, in the desktop program, and by words.
import { afterEach, expect, it } from 'vitest';
import { roomAnswers } from '../../screens/room-answers.ts';
import { openScreen, type Screen } from './render.tsx';

let screen: Screen;
afterEach(() => screen.close());

it('offers no kiosk switch in a browser, and says how the screen is filled there', async () => {
  screen = openScreen('#/setup/screen', roomAnswers);
  await screen.sees('F11 fills the screen');
  expect(screen.shows('Kiosk on')).toBe(false);
});

it('offers the kiosk switch in the desktop program, with what it does', async () => {
  screen = openScreen('#/setup/screen', roomAnswers, {}, { kind: 'desktop', kiosk: 'setting' });
  await screen.sees('Kiosk on');
  await screen.sees('Ctrl + Shift + K leaves the kiosk');
});

it('says what happens when a setting is changed, on every subject that has some', async () => {
  for (const [subject, effect] of [
    ['judging', 'Applies from the next part on. Checking is not interrupted'],
    ['model', 'the part in progress ends without a verdict'],
    ['outputs', 'A change applies at once, and checking goes on.'],
    ['links', 'discards what still waits to be sent'],
    ['storage', 'cannot be undone'],
    ['station', 'Checking is not interrupted.'],
    ['people', 'Whoever is removed is logged out'],
  ] as const) {
    screen = openScreen(`#/setup/${subject}`, roomAnswers);
    await screen.sees(effect);
    screen.close();
  }
});
