// A line whose steps are colours. Its small videos and its network cost next to nothing: for tests of what people do, which
// need a part that passes or fails, and not the demo's network.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialSettings } from '../../src-inference/workplace/initial-state.ts';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';

/** Plainly one after another: of rounds, a screen shows the one in progress only. */
const steps: readonly string[] = Array.from({ length: 8 }, () => ['red', 'green', 'blue']).flat();
/** In `wrong.mp4` blue is shown in place of green in this step. */
const wrongStep = 8;

/** Makes `good.mp4` and `wrong.mp4`, a minute each, and the folder `model`. */
export function makeColoursLine(folder: string): void {
  mkdirSync(folder);
  makeSteps(join(folder, 'good.mp4'), steps);
  makeSteps(join(folder, 'wrong.mp4'), steps.with(wrongStep - 1, 'blue'));
  makeColourModel(join(folder, 'model'));
}

function makeSteps(path: string, colours: readonly string[]): void {
  const pause = ['black', 30] as const;
  const shown = colours.flatMap((colour) => [[colour, 40] as const, pause]);
  makeColours(path, [pause, ...shown, pause, pause, pause]);
}

/** Where a tested program finds what its administrator allows. @param directory Of the station. */
export function configurationOf(directory: string): { readonly XDG_CONFIG_HOME: string } {
  return { XDG_CONFIG_HOME: join(directory, 'config') };
}

/** The administrator allows the folder to the station. */
export function allowFolder(directory: string, folder: string): void {
  const configuration = join(configurationOf(directory).XDG_CONFIG_HOME, 'stepwatch');
  mkdirSync(configuration, { recursive: true });
  writeFileSync(join(configuration, 'roots'), `${folder}\n`);
}

/** Makes the folder of a new station that watches this line. */
export function settleAtColoursLine(directory: string, folder: string): void {
  const model = join(folder, 'model');
  const defaults = { model, recipes: [], folders: [folder] };
  const settings = initialSettings({ directory, defaults, source: null }, new Date());
  writeFileSync(
    join(directory, 'settings.json'),
    JSON.stringify({ ...settings, setUp: true, recipe: 'colours' }),
  );
  allowFolder(directory, folder);
  mkdirSync(join(directory, 'recipes'));
  const recipe = `name: colours\ntitle: Colours\nsteps: [${steps.join(', ')}]\n`;
  writeFileSync(join(directory, 'recipes/colours.yaml'), recipe);
}
