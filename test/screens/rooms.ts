// Scenes of recipes, history and setup.
import type {
  ErrorEstimate,
  ModelState,
  OutputSetting,
  PlainStationError,
  StationSettings,
} from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { atWork, readyModel } from './parts.ts';
import { createRecipeStore } from './recipe-store.ts';
import { couplingText, parts, roomAnswers, versions, wrongText } from './room-answers.ts';
import type { Scene } from './scenes.ts';

const confusion = [
  [1640, 4, 6, 6, 12, 4, 9, 6, 4],
  [7, 58, 1, 0, 0, 0, 2, 0, 0],
  [82, 1, 308, 9, 1, 0, 6, 0, 0],
  [56, 0, 7, 324, 4, 0, 15, 0, 0],
  [33, 0, 0, 10, 307, 0, 0, 0, 0],
  [3, 0, 0, 0, 0, 91, 0, 0, 0],
  [10, 1, 1, 0, 0, 0, 61, 0, 0],
  [12, 0, 0, 0, 1, 0, 0, 54, 0],
  [5, 0, 0, 0, 0, 0, 0, 0, 60],
];
const quality = {
  data: 'synthetic line, test split: 12 videos of operators and cameras that training never saw',
  windows: 3221,
  accuracy: 0.9013,
  precision: 0.9056,
  recall: 0.9013,
  f1: 0.9,
  confusion,
  calibrationError: null,
  errors: null,
};

const errorEstimate: ErrorEstimate = {
  errors: {
    temperature: 1.62,
    errorSeconds: 0.9,
    mixing: 0.2,
    confidence: {
      right: [0, 0, 4, 20, 61, 120, 180, 260, 410, 2400],
      wrong: [0, 0, 6, 22, 50, 85, 80, 75, 72, 90],
    },
  },
  parts: 37,
  windows: 3935,
};

const measuredModel: ModelState =
  readyModel.state !== 'ready'
    ? readyModel
    : {
        ...readyModel,
        info: {
          ...readyModel.info,
          description: 'SlowFast of reduced width, trained on rendered videos of a synthetic assembly line.',
          files: [
            {
              precision: 'fp32',
              target: null,
              runsHere: true,
              path: 'slowfast.fp32.onnx',
              bytes: 2_310_000,
              quality,
              agreement: null,
            },
            {
              precision: 'int8',
              target: 'x64',
              runsHere: true,
              path: 'slowfast.int8.onnx',
              bytes: 690_000,
              quality: null,
              agreement: null,
            },
          ],
        },
      };

const outputs: readonly OutputSetting[] = [
  {
    id: 'a',
    enabled: true,
    spec: {
      kind: 'recording',
      directory: '/home/station/recordings',
      split: 'part',
      name: null,
      kilobitsPerSecond: 4000,
      keepFreeBytes: 1e9,
      annotation: 'aligned',
    },
  },
  {
    id: 'b',
    enabled: true,
    spec: {
      kind: 'stream',
      target: { host: '192.168.1.77', port: 5004, format: 'rtp-h264', kilobitsPerSecond: 4000 },
      annotation: 'live',
    },
  },
  { id: 'c', enabled: false, spec: { kind: 'sharedMemory', path: '/tmp/stepwatch', annotation: 'none' } },
];
const settings: StationSettings = { ...atWork.settings, outputs };
const identitySettings: StationSettings['identity'] = {
  ...settings.identity,
  scanner: { prefix: '', suffix: '', separator: '\u001d', badgePrefix: 'ID-' },
  serialRequired: true,
  variants: [
    { pattern: 'C-22-*', recipe: 'coupling' },
    { pattern: 'C-23-?', recipe: 'coupling-modified' },
  ],
  logOut: { atShift: true, idleMinutes: 30 },
};
const statuses = [
  {
    output: 1,
    kind: 'recording',
    state: 'running',
    target: '/home/station/recordings/part-129.mp4',
    error: null,
    setting: 'a',
  },
  {
    output: 2,
    kind: 'stream',
    state: 'failed',
    target: 'udp://192.168.1.77:5004',
    error: {
      code: 'output_failed',
      message: 'The network cannot be reached.',
      hint: 'Check the cable and the address.',
    },
    setting: 'b',
  },
] as const;

const answers = roomAnswers;
const failure: PlainStationError = { code: 'engine_unavailable', message: 'The engine did not answer.' };
const editor = { route: '#/recipes', answers, press: ['button:Edit'] } as const;

const untilConflict = ['button:Edit', 'button:Press down', 'button:Save'] as const;

/** Somebody else saves the recipe while it is open in the editor. */
function conflictAnswers(): Answers {
  const store = createRecipeStore({ coupling: couplingText });
  let isOpen = true;
  return {
    ...roomAnswers,
    ...store.answers,
    saveRecipe(input) {
      if (isOpen) {
        const theirs = couplingText.replace('maxSeconds: 6', 'maxSeconds: 9');
        store.saveElsewhere('coupling', theirs, 'More time for the washer');
        isOpen = false;
      }
      return store.answers.saveRecipe(input);
    },
  };
}

export const roomScenes = {
  recipes: { route: '#/recipes', answers, snapshot: { nextRecipe: 'coupling-modified' } },
  'recipes-empty': {
    route: '#/recipes',
    answers: { ...answers, listRecipes: () => [] },
    snapshot: { recipe: { state: 'none' } },
  },
  'recipes-failed': { route: '#/recipes', answers: { ...answers, listRecipes: failure } },
  'recipes-viewer': { route: '#/recipes', answers, shell: { role: 'viewer' } },
  'recipe-menu': { route: '#/recipes', answers, press: ['button:More for coupling-modified'] },
  'recipe-new': { route: '#/recipes', answers, press: ['key:n'] },
  'recipe-versions': {
    route: '#/recipes',
    answers,
    press: ['button:More for coupling-modified', 'menuitem:Versions'],
  },
  'recipe-steps': { ...editor, press: ['button:Edit', 'button:5 Spacer with washer'] },
  'recipe-group': { ...editor, press: ['button:Edit', 'button:6–17 4 rounds'] },
  'recipe-order': { ...editor, press: ['button:Edit', 'button:19 Greased disk'] },
  'recipe-yaml': { ...editor, press: ['button:Edit', 'tab:YAML'] },
  'recipe-yaml-wrong': {
    route: '#/recipes',
    answers: { ...answers, readStoredRecipe: ({ name }) => ({ name, text: wrongText, versions }) },
    press: ['button:Edit', 'button:Line 17'],
  },
  'recipe-rules': { ...editor, press: ['button:Edit', 'tab:Part and rules'] },
  'recipe-dry-run': { ...editor, press: ['button:Edit', 'tab:Try out', 'tab:One part', 'button:Try out'] },
  'recipe-conflict': { ...editor, answers: conflictAnswers(), press: [...untilConflict] },
  'recipe-conflict-beside': {
    ...editor,
    answers: conflictAnswers(),
    press: [...untilConflict, 'button:Go on editing'],
  },
  'recipe-viewer': { route: '#/recipes', answers, shell: { role: 'viewer' }, press: ['button:View'] },
  history: { route: '#/history', answers },
  'history-empty': {
    route: '#/history',
    answers: { ...answers, listParts: () => ({ parts: [], more: false, building: null }) },
  },
  'history-building': {
    route: '#/history',
    answers: {
      ...answers,
      listParts: ({ limit }) => ({ parts: parts.slice(0, limit), more: false, building: 0.43 }),
    },
  },
  'history-failed': { route: '#/history', answers: { ...answers, listParts: failure } },
  'history-part': { route: `#/history/${encodeURIComponent(parts[1]!.id)}`, answers },
  'history-part-step': {
    route: `#/history/${encodeURIComponent(parts[6]!.id)}`,
    answers,
    press: ['button:13, Greased disk, Wrong'],
  },
  'history-part-log': { route: `#/history/${encodeURIComponent(parts[4]!.id)}`, answers, press: ['tab:Log'] },
  'history-part-aborted': { route: `#/history/${encodeURIComponent(parts[7]!.id)}`, answers },
  setup: { route: '#/setup', answers, snapshot: { model: measuredModel, errorEstimate } },
  'setup-model-missing': {
    route: '#/setup',
    answers,
    snapshot: {
      model: {
        state: 'failed',
        directory: '/opt/stepwatch/models/line3',
        error: { code: 'model_not_found', message: 'There is no model.yaml in /opt/stepwatch/models/line3.' },
      },
    },
  },
  'setup-judging': { route: '#/setup/judging', answers, snapshot: { model: measuredModel } },
  'setup-judging-unmeasured': { route: '#/setup/judging', answers },
  'setup-outputs': { route: '#/setup/outputs', answers, snapshot: { settings, outputs: statuses } },
  'setup-output-edit': {
    route: '#/setup/outputs',
    answers,
    snapshot: { settings, outputs: statuses },
    press: ['button:Edit /home/station/recordings'],
  },
  'setup-outputs-none': { route: '#/setup/outputs', answers },
  'setup-identity': {
    route: '#/setup/identity',
    answers,
    snapshot: { settings: { ...settings, identity: identitySettings } },
  },
  'setup-people': { route: '#/setup/people', answers },
  'setup-audit': { route: '#/setup/audit', answers },
  'setup-screen': { route: '#/setup/screen', answers },
  'setup-diagnostics': { route: '#/setup/diagnostics', answers },
  'setup-viewer': { route: '#/setup/judging', answers, shell: { role: 'viewer' } },
} as const satisfies Record<string, Scene>;
