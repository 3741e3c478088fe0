// Scenes of the first steps.
import type { StationSnapshot } from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { atWork } from './parts.ts';
import { roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';
import { sourceAnswers } from './source-picker.ts';

const good = 'file:/opt/stepwatch/resources/demo/good.mp4#pace=realTime&loop=true';
const mistake = 'file:/opt/stepwatch/resources/demo/skipped.mp4#pace=realTime&loop=true';

const answers: Answers = {
  ...roomAnswers,
  ...sourceAnswers,
  readDemo: () => ({
    model: atWork.settings.model,
    recipe: 'coupling',
    videos: [
      { shows: 'goodPart', source: good },
      { shows: 'mistake', source: mistake },
    ],
  }),
};

/** Nothing is watched yet, and nobody has named the station. */
const fresh: Partial<StationSnapshot> = {
  settings: { ...atWork.settings, name: null, setUp: false, source: null, recentSources: [] },
  source: null,
  part: null,
  lastPart: null,
  action: null,
};
const watching: Partial<StationSnapshot> = {
  ...fresh,
  source: {
    text: good,
    live: false,
    state: 'playing',
    info: { ...atWork.source!.info, name: good },
    error: null,
    retry: null,
    seconds: 4,
  },
};
const cameraAway: Partial<StationSnapshot> = {
  ...fresh,
  source: {
    text: 'rtsp://line3:***@192.168.1.20:554/stream1',
    live: true,
    state: 'waiting',
    info: { ...atWork.source!.info, name: 'rtsp://line3:***@192.168.1.20:554/stream1' },
    error: null,
    seconds: 0,
    retry: null,
  },
};
const modelFailed: Partial<StationSnapshot> = {
  ...fresh,
  model: {
    state: 'failed',
    directory: atWork.settings.model,
    error: {
      code: 'model_not_found',
      message: 'There is no model.yaml in this folder.',
      where: atWork.settings.model,
    },
  },
};
const scene = (step: string, more: Partial<Scene> = {}): Scene => ({
  snapshot: fresh,
  answers,
  route: `#/first-steps/${encodeURIComponent(step)}`,
  ...more,
});

export const firstStartScenes = {
  'first-language': { ...scene('language'), route: '' },
  'first-source': scene('source'),
  'first-source-watching': scene('source', { snapshot: watching }),
  'first-source-waiting': scene('source', { snapshot: cameraAway, picture: false }),
  'first-source-model-failed': scene('source', { snapshot: modelFailed }),
  'first-source-error': scene('source', {
    answers: {
      ...answers,
      openSource: {
        code: 'source_not_found',
        message: 'There is no file "/opt/stepwatch/resources/demo/good.mp4".',
        where: '/opt/stepwatch/resources/demo/good.mp4',
      },
    },
    press: ['button:Demo: a good part'],
  }),
  'first-file': scene('source/file'),
  'first-rtsp': scene('source/rtsp'),
  'first-camera': scene('source/camera'),
  'first-recipe': scene('recipe', { snapshot: watching }),
  'first-recipe-empty': scene('recipe', {
    snapshot: { ...fresh, recipe: { state: 'none' }, settings: { ...fresh.settings!, recipe: null } },
    answers: { ...answers, listRecipes: () => [] },
  }),
  'first-recipe-refused': scene('recipe', {
    answers: {
      ...answers,
      useRecipe: {
        code: 'recipe_mismatch',
        message: 'The model does not know the action "tighten_screw".',
        where: 'coupling-modified',
      },
    },
    press: ['button:No recipe for now'],
  }),
  'first-name': scene('name'),
  'first-kiosk': scene('kiosk'),
  'first-kiosk-service': scene('kiosk', { shell: { kiosk: 'service' } }),
  'first-kiosk-desktop': scene('kiosk', { shell: { kind: 'desktop', kiosk: 'setting' } }),
  'first-ready': scene('ready', {
    snapshot: { ...watching, settings: { ...fresh.settings!, name: 'Line 3, couplings' } },
  }),
  'first-ready-lost': scene('ready', { after: 'lost' }),
  'first-again': scene('language', { snapshot: {} }),
  'first-viewer': { ...scene('language', { shell: { role: 'viewer' } }), route: '' },
  'first-unfinished': { ...scene('language'), route: '#/setup/station' },
} as const satisfies Record<string, Scene>;
