// Scenes of recipes, history and setup, and the answers that they live on.
import type {
  DoctorReport,
  JudgedStep,
  ModelState,
  OutputSetting,
  PartRecord,
  PartSummary,
  PlainStationError,
  RecipeSummary,
  StationSettings,
} from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { at, atWork, coupling, extra, finished, judged, readyModel, steps } from './parts.ts';
import type { Scene } from './scenes.ts';

const couplingText = `# The published order of RidgeRun's demo: 22 steps.
name: coupling
title: Flexible coupling
description: Disks and spacers stacked on a riveted start, greased, closed with a lid.
steps:
  - riveted_start
  - spacer
  - greased_disk
  - separator
  - {step: spacer_and_washer, title: Spacer with washer, minSeconds: 1.5, maxSeconds: 6}
  - repeat: 4
    sequence: [spacer, greased_disk, separator]
  - anyOrder:
      - {step: spacer, optional: true}
      - {step: greased_disk, after: [spacer], critical: true}
  - oneOf: [install_lid, press_down]
  - press_down
  - complete_part
`;
const wrongText = couplingText.replace('  - press_down\n', '  - {step: press_dwon, minSecond: 3}\n');

const mismatch: PlainStationError = {
  code: 'recipe_mismatch',
  message: 'The recipe asks for "bearing", which the model does not know.',
  hint: 'Did you mean "spacer"?',
  where: '/home/station/recipes/gearbox.yaml',
  line: 7,
};

const recipes: readonly RecipeSummary[] = [
  {
    name: 'coupling',
    title: 'Flexible coupling',
    steps: 22,
    changedAt: at(-86_400),
    versions: 4,
    error: null,
  },
  {
    name: 'coupling-modified',
    title: 'Flexible coupling, steps 18 and 19 replaced',
    steps: 22,
    changedAt: at(-3 * 86_400),
    versions: 1,
    error: null,
  },
  { name: 'gearbox', title: 'Gearbox housing', steps: 0, changedAt: at(-7200), versions: 2, error: mismatch },
];

const versions = [
  { savedAt: at(-86_400), note: 'Washer after the second spacer, as drawing C asks' },
  { savedAt: at(-4 * 86_400), note: 'Lid may be pressed with the other tool' },
  { savedAt: at(-9 * 86_400), note: '' },
  { savedAt: at(-30 * 86_400), note: 'First version' },
];

function summaryOf(place: number): PartSummary {
  const verdict = place === 7 ? null : place % 5 === 1 ? 'fail' : place % 4 === 3 ? 'warn' : 'pass';
  const problems =
    verdict === 'fail'
      ? [
          { index: 8, label: 'greased_disk', status: 'missed' as const },
          ...(place % 2 === 0 ? [{ index: 13, label: 'greased_disk', status: 'wrong' as const }] : []),
        ]
      : verdict === 'warn'
        ? [
            {
              index: 21,
              label: 'press_down',
              status: place % 8 === 3 ? ('uncertain' as const) : ('corrected' as const),
            },
          ]
        : [];
  const { steps: _, ...part } = finished(verdict, { id: at(7200 - place * 95), number: 128 - place });
  return {
    ...part,
    seconds: 61 + ((place * 13) % 17),
    interrupted: place === 4,
    acknowledgement:
      verdict === 'fail' && place > 3
        ? { by: 'M. Ortega', reason: 'Reworked: disk put in', at: at(7300) }
        : null,
    recipe: 'coupling',
    model: 'coupling-demo',
    source: atWork.source!.text,
    recipeSteps: 22,
    problems,
    recording: place % 3 === 1 ? { name: `part-${128 - place}.mp4`, fromSeconds: 0 } : null,
  };
}

const parts: readonly PartSummary[] = Array.from({ length: 64 }, (_, place) => summaryOf(place));

const failedSteps: readonly JudgedStep[] = steps(
  22,
  judged(8, 'missed', { remark: 'not done' }),
  judged(13, 'wrong', {
    label: 'spacer',
    remark: 'spacer instead of greased_disk',
    evidence: {
      windows: { fromSeconds: 37, toSeconds: 39.5, count: 9 },
      runnerUp: { label: 'greased_disk', probability: 0.14, seconds: 0.25 },
      doubt: 0.93,
    },
  }),
  judged(19, 'uncertain', { remark: 'hardly seen: look whether it was done', probability: 0.41 }),
  extra('separator', 10),
);

function windowsOf(judgedSteps: readonly JudgedStep[]): PartRecord['windows'] {
  return Array.from({ length: 276 }, (_, index) => {
    const startSeconds = index * 0.25;
    const step = judgedSteps.find(
      (one) =>
        one.startSeconds !== null && one.startSeconds <= startSeconds && startSeconds < one.endSeconds! - 0.3,
    );
    const label = step?.label ?? (index % 37 === 12 ? 'separator' : 'no_action');
    return {
      startSeconds,
      endSeconds: startSeconds + 1,
      label,
      probability: 0.55 + ((index * 7) % 45) / 100,
    };
  });
}

function recordOf(id: string): PartRecord {
  const summary = parts.find((one) => one.id === id) ?? parts[1]!;
  const judgedSteps = summary.verdict === 'fail' ? failedSteps : steps(22);
  return {
    summary,
    startSeconds: 0,
    steps: judgedSteps,
    windows: windowsOf(judgedSteps),
    log: [
      { key: '1', at: at(7100), event: { type: 'partStarted', part: 127, atSeconds: 0, code: null } },
      ...judgedSteps.map((step, place) => ({
        key: `step ${place}`,
        at: at(7100 + place * 3),
        event: { type: 'stepJudged' as const, part: 127, step, next: null, amends: false },
      })),
    ],
  };
}

const report: DoctorReport = {
  healthy: true,
  versions: { stepwatch: '0.1.0', node: '20.20.2', gstreamer: '1.22.0', onnxruntime: '1.30.0' },
  elements: [
    ['decode H.264', 'avdec_h264', true],
    ['encode H.264', 'x264enc', false],
    ['receive RTSP', null, false],
    ['read cameras', 'v4l2src', false],
  ].map(([role, element, essential]) => ({
    role: role as string,
    element: element as string | null,
    plugin: null,
    version: element === null ? null : '1.22.0',
    hardware: false,
    candidates: ['rtspsrc'],
    package: 'gstreamer1.0-plugins-good',
    essential: essential as boolean,
  })),
  cameras: [{ device: '/dev/video0', name: 'Logitech BRIO' }],
  backends: [
    { name: 'cpu', bundled: true },
    { name: 'cuda', bundled: false },
  ],
  remedy: 'sudo apt install gstreamer1.0-plugins-good',
};

export const roomAnswers: Answers = {
  listRecipes: () => recipes,
  readStoredRecipe: ({ name, savedAt }) => ({
    name,
    text:
      savedAt === versions[1]!.savedAt
        ? couplingText.replace('maxSeconds: 6', 'maxSeconds: 9')
        : couplingText,
    versions,
  }),
  checkRecipe: ({ text }) =>
    text === wrongText
      ? {
          info: null,
          issues: [
            {
              code: 'recipe_invalid',
              message: 'unknown key "minSecond". Did you mean "minSeconds"?',
              line: 17,
              column: 24,
            },
          ],
        }
      : { info: coupling, issues: [] },
  saveRecipe: ({ name, text, note }) => ({
    name,
    text,
    versions: [{ savedAt: at(7400), note }, ...versions],
  }),
  dryRun: () => ({
    parts: [{ verdict: 'warn', steps: steps(22, judged(8, 'uncertain', { remark: 'hardly seen' })) }],
  }),
  listParts: ({ before, limit, step }) => {
    const older = parts.filter(
      ({ id, problems }) => (before === null || id < before) && (step === null || problems.length > 0),
    );
    return { parts: older.slice(0, limit), more: older.length > limit };
  },
  readPart: ({ id }) => recordOf(id),
  examine: () => report,
  listFolder: ({ path }) => ({
    path,
    parent: null,
    folders: [{ name: 'models', path: '/opt/stepwatch/models' }],
    files: path === null ? [] : [{ name: 'good.mp4', path: '/home/station/videos/good.mp4', bytes: 8.9e6 }],
  }),
  useRecipe: () => null,
  changeSettings: () => null,
  readModel: () => (readyModel.state === 'ready' ? readyModel.info : (undefined as never)),
};

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
            { precision: 'fp32', path: 'slowfast.fp32.onnx', bytes: 2_310_000, quality },
            { precision: 'int8', path: 'slowfast.int8.onnx', bytes: 690_000, quality: null },
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
  'recipe-dry-run': { ...editor, press: ['button:Edit', 'tab:Try out', 'button:Try out'] },
  'recipe-viewer': { route: '#/recipes', answers, shell: { role: 'viewer' }, press: ['button:View'] },
  history: { route: '#/history', answers },
  'history-empty': {
    route: '#/history',
    answers: { ...answers, listParts: () => ({ parts: [], more: false }) },
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
  setup: { route: '#/setup', answers, snapshot: { model: measuredModel } },
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
  'setup-judging': { route: '#/setup/judging', answers },
  'setup-outputs': { route: '#/setup/outputs', answers, snapshot: { settings, outputs: statuses } },
  'setup-output-edit': {
    route: '#/setup/outputs',
    answers,
    snapshot: { settings, outputs: statuses },
    press: ['button:Edit /home/station/recordings'],
  },
  'setup-outputs-none': { route: '#/setup/outputs', answers },
  'setup-storage': { route: '#/setup/storage', answers },
  'setup-screen': { route: '#/setup/screen', answers },
  'setup-diagnostics': { route: '#/setup/diagnostics', answers },
  'setup-viewer': { route: '#/setup/judging', answers, shell: { role: 'viewer' } },
} as const satisfies Record<string, Scene>;
