// The answers of the gallery's station for the pages recipes, history and setup.
import type {
  DoctorReport,
  EngineEvent,
  JudgedStep,
  PartEvidence,
  PartPage,
  PartRecord,
  PartSummary,
  PlainStationError,
  RecipeSummary,
  RecipeVersion,
} from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { at, atWork, coupling, extra, finished, judged, readyModel, steps } from './parts.ts';

export const couplingText = `# The published order of RidgeRun's demo: 22 steps.
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
export const wrongText = couplingText.replace('  - press_down\n', '  - {step: press_dwon, minSecond: 3}\n');

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

const onTablet = { via: 'host', address: '192.168.1.31' } as const;

export const versions: readonly RecipeVersion[] = [
  {
    savedAt: at(-86_400),
    note: 'Washer after the second spacer, as drawing C asks',
    author: { ...onTablet, operator: 'Marisol Ortega' },
  },
  {
    savedAt: at(-4 * 86_400),
    note: 'Lid may be pressed with the other tool',
    author: { ...onTablet, operator: null },
  },
  { savedAt: at(-9 * 86_400), note: '', author: null },
  {
    savedAt: at(-30 * 86_400),
    note: 'First version',
    author: { via: 'desktop', address: null, operator: 'Luis Vega' },
  },
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
  const {
    steps: _,
    filmed: __,
    ...part
  } = finished(verdict, { id: at(7200 - place * 95), number: 128 - place });
  return {
    ...part,
    seconds: 61 + ((place * 13) % 17),
    interrupted: place === 4,
    acknowledgement:
      verdict === 'fail' && place > 3
        ? { by: 'M. Ortega', reason: 'Reworked: disk put in', at: at(7300) }
        : null,
    ...(place < 4 && { identity: { serial: `SN-2026-0047${11 - place}`, order: null, variant: null } }),
    operator: 'Marisol Ortega',
    override:
      place === 1
        ? { verdict: 'pass', by: 'M. Ortega', reason: 'The disk was in already', at: at(7350) }
        : null,
    recipe: 'coupling',
    model: 'coupling-demo',
    source: atWork.source!.text,
    recipeSteps: 22,
    doneSteps: 22 - problems.length,
    problems,
    recording: place % 3 === 1 ? { name: `part-${128 - place}.mp4`, fromSeconds: 0 } : null,
    evidence: null,
    kept: false,
    deleted: [],
  };
}

export const parts: readonly PartSummary[] = Array.from({ length: 64 }, (_, place) => summaryOf(place));

/** In the order of the journal: that of the recipe, with extra actions where they happened. */
function placeOf({ index, startSeconds }: JudgedStep): number {
  return index === null ? startSeconds! : (index - 1) * 3.1;
}

const failedSteps: readonly JudgedStep[] = steps(
  22,
  judged(8, 'missed'),
  judged(13, 'wrong', {
    label: 'spacer',
    evidence: {
      windows: { fromSeconds: 37, toSeconds: 39.5, count: 9 },
      runnerUp: { label: 'greased_disk', probability: 0.14, seconds: 0.25 },
      doubt: 0.93,
    },
  }),
  judged(19, 'uncertain', { probability: 0.41 }),
  extra('separator', 10),
).toSorted((one, other) => placeOf(one) - placeOf(other));

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

export function recordOf(id: string): PartRecord {
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
  cpu: {
    model: 'AMD EPYC',
    capability: 'x64-avx2',
    title: 'x64 without VNNI',
    isForced: false,
    int8Target: 'x64',
    reason: '8-bit weights overflow there, 7-bit weights do not.',
  },
  backends: [
    { name: 'cpu', bundled: true },
    { name: 'cuda', bundled: false },
  ],
  tensorrt: {
    by: null,
    addon: '10.3.0',
    library: null,
    driver: '12.6',
    gpu: 'Orin, compute capability 8.7',
    missing: [{ what: 'libnvinfer.so.10 is not installed', hint: 'sudo apt install nvidia-jetpack' }],
  },
  sandbox: {
    level: 'partly',
    isOff: false,
    landlock: 1,
    systemCalls: true,
    missing: ['This kernel cannot refuse that files are cut short (Linux 6.2 can).'],
    rules: { paths: [{ path: '/home/station', access: 'write' }], ports: [] },
  },
  remedy: 'sudo apt install gstreamer1.0-plugins-good',
};

const byHand = { via: 'host', address: '192.168.1.44', operator: 'Marisol Ortega' } as const;
const itself = { via: 'station', address: null, operator: null } as const;
const trail = [
  { what: 'recipe', subject: 'coupling', by: byHand, before: at(-90_000), after: `${at(6000)}: More time` },
  { what: 'judging', subject: 'failAbove', by: byHand, before: '0.97', after: '0.9' },
  { what: 'recipeInUse', subject: 'recipe', by: itself, before: 'coupling', after: 'coupling-modified' },
  { what: 'people', subject: 'Luis Vega', by: byHand, before: null, after: 'no badge, PIN, new PIN' },
  {
    what: 'outputs',
    subject: 'outputs.b.spec.target.host',
    by: { ...byHand, operator: null },
    before: '192.168.1.70',
    after: '192.168.1.77',
  },
].map((entry) => ({ type: 'audited', ...entry }) as const) as readonly (EngineEvent & { type: 'audited' })[];

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
          missingPictures: [],
        }
      : { info: coupling, issues: [], missingPictures: [] },
  saveRecipe: ({ name, text, note }) => ({
    name,
    text,
    versions: [{ savedAt: at(7400), note, author: { ...onTablet, operator: null } }, ...versions],
  }),
  dryRun: () => ({
    parts: [{ verdict: 'warn', steps: steps(22, judged(8, 'uncertain')) }],
  }),
  listParts: ({ before, limit, step }) => {
    const older = parts.filter(
      ({ id, problems }) => (before === null || id < before) && (step === null || problems.length > 0),
    );
    return { parts: older.slice(0, limit), more: older.length > limit, building: null };
  },
  readPart: ({ id }) => recordOf(id),
  doctor: () => report,
  listFolder: ({ path }) => ({
    path,
    parent: null,
    folders: [{ name: 'models', path: '/opt/stepwatch/models' }],
    files: path === null ? [] : [{ name: 'good.mp4', path: '/home/station/videos/good.mp4', bytes: 8.9e6 }],
  }),
  listPeople: () => [
    { name: 'Luis Vega', hasBadge: false, hasPin: true },
    { name: 'Marisol Ortega', hasBadge: true, hasPin: true },
  ],
  readAudit: ({ what }) => ({
    entries: trail
      .map((event, index) => ({ key: `${index}`, at: at(6000 + index * 400), event }))
      .filter(({ event }) => what === null || event.what === what),
    more: false,
  }),
  useRecipe: () => null,
  changeSettings: () => null,
  readModel: () => (readyModel.state === 'ready' ? readyModel.info : (undefined as never)),
};

const shownEvidence: PartEvidence = {
  clips: [],
  pictures: [
    { name: 'bench.jpg', bytes: 90_000, atSeconds: 37.2, mistake: { index: 8, label: 'greased_disk' } },
  ],
  judgement: { name: 'evidence.json', bytes: 4200 },
  bytes: 94_200,
  seenAt: null,
};

/** Three failed parts that nobody has acknowledged: two of this shift, one of the day before. */
export const waitingParts: PartPage = {
  parts: [
    { ...summaryOf(1), id: at(7200), number: 128, evidence: shownEvidence },
    { ...summaryOf(6), id: at(3600), number: 77, evidence: shownEvidence },
    { ...summaryOf(11), id: at(-90_000), number: 204 },
  ],
  more: false,
  building: null,
};
