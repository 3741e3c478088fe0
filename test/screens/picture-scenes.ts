// Scenes of a camera that shows something else than usual: on the live page and in the setup.
import type { PictureStatus, PictureView, SmallPicture } from '../../src-inference/contract/index.ts';
import { at, camera } from './parts.ts';
import { roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';
import { idle } from './work-scenes.ts';

const size = 96;

/** A bench with boxes, `moved` pixels to the left of where it always is. */
function bench(moved: number): SmallPicture {
  let bytes = '';
  for (let at = 0; at < size * size; at++) {
    const [x, y] = [(at % size) + moved, Math.floor(at / size)];
    const [column, row] = [Math.floor(x / 22), Math.floor(y / 26)];
    const isBox = x % 22 > 4 && y % 26 > 6 && row < 3 && column < 5;
    const tone = isBox ? 90 + ((column * 5 + row * 3) % 7) * 22 : 58;
    bytes += String.fromCharCode(tone, isBox ? tone - 18 : tone, isBox ? tone / 2 : tone + 4);
  }
  return { width: size, height: size, rgb: btoa(bytes) };
}

const moved: PictureStatus = {
  state: 'moved',
  since: at(7300),
  sinceSeconds: 512,
  shift: { right: -0.12, down: 0.004 },
  judged: false,
};
const blurred: PictureStatus = { ...moved, state: 'blurred', shift: null, judged: true };
const view: PictureView = {
  reference: { takenAt: at(-86_400), by: 'person', picture: bench(0) },
  present: bench(12),
};
const seen = { ...idle, source: camera, lastPart: null };

export const pictureScenes = {
  'picture-moved': { snapshot: { ...seen, picture: moved } },
  'picture-covered': { snapshot: { ...seen, picture: { ...moved, state: 'covered', shift: null } } },
  'picture-blurred': { snapshot: { source: camera, picture: blurred } },
  'setup-picture': {
    snapshot: { ...seen, picture: moved },
    route: '#/setup/picture',
    answers: { ...roomAnswers, readUsualPicture: () => view, takeUsualPicture: () => null },
  },
  'setup-picture-none': {
    snapshot: seen,
    route: '#/setup/picture',
    answers: { ...roomAnswers, readUsualPicture: () => ({ reference: null, present: view.present }) },
  },
} as const satisfies Record<string, Scene>;
