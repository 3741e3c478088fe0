// Data for the scenes: a station that works on the published recipe of 22 steps.
import {
  type FinishedPart,
  type GroupElement,
  type JudgedStep,
  type LogEntry,
  type ModelState,
  noShifts,
  type Reason,
  type RecipeElement,
  type RecipeInfo,
  type RecipeState,
  type RecipeStepInfo,
  reasonSentence,
  recordReady,
  type StationSnapshot,
  type StepElement,
  type StepStatus,
  usualIdentitySettings,
  usualPictureSettings,
  usualRetention,
  type WatchedSource,
} from '../../src-inference/contract/index.ts';

const morning = Date.parse('2026-11-24T06:00:00');

export function at(seconds: number): string {
  return new Date(morning + seconds * 1000).toISOString();
}

const labels = [
  ['no_action', 'No action', '#6b7280'],
  ['riveted_start', 'Riveted start', '#2563eb'],
  ['spacer', 'Spacer', '#16a34a'],
  ['greased_disk', 'Greased disk', '#d97706'],
  ['separator', 'Separator', '#9333ea'],
  ['spacer_and_washer', 'Spacer and washer', '#0891b2'],
  ['install_lid', 'Install lid', '#dc2626'],
  ['press_down', 'Press down', '#db2777'],
  ['complete_part', 'Complete part', '#65a30d'],
] as const;

export const readyModel: ModelState = {
  state: 'ready',
  directory: '/opt/stepwatch/models/demo',
  precision: 'fp32',
  backend: 'cpu',
  info: {
    name: 'coupling-demo',
    description: '',
    labels: labels.map(([name, title, color]) => ({ name, title, color })),
    background: 'no_action',
    windowSeconds: 1,
    hopSeconds: 0.25,
    input: 'frames: 32 x 64 x 64 x 3 uint8',
    picture: { width: 64, height: 64 },
    files: [],
    choice: { precision: 'fp32', target: null, backend: 'cpu', reason: 'the card has no optimised network' },
  },
};

const round = ['spacer', 'greased_disk', 'separator'];
const published: readonly (readonly [string, RecipeStepInfo['round']])[] = [
  ...['riveted_start', 'spacer', 'greased_disk', 'separator', 'spacer_and_washer'].map(
    (label) => [label, null] as const,
  ),
  ...[1, 2, 3, 4].flatMap((number) => round.map((label) => [label, { number, of: 4 }] as const)),
  ...['spacer', 'greased_disk', 'install_lid', 'press_down', 'complete_part'].map(
    (label) => [label, null] as const,
  ),
];

export const coupling: RecipeInfo = {
  name: 'coupling',
  title: 'Flexible coupling',
  description: null,
  steps: published.map(([label, position], place) => ({
    index: place + 1,
    label,
    title: label,
    optional: false,
    after: [],
    critical: false,
    missing: 'fail',
    order: 'fail',
    typicalSeconds: null,
    minSeconds: null,
    maxSeconds: null,
    minProbability: null,
    holdSeconds: null,
    round: position,
    time: null,
    piece: null,
    choice: null,
    wait: null,
    when: [],
    note: null,
    picture: null,
    remedies: {},
  })),
  elements: [],
  part: { start: 'firstAction', end: 'lastStep', timeoutSeconds: null, batch: 1 },
  targetCycleSeconds: 75,
  corrections: { verdict: 'warn', removals: [] },
  tolerated: [],
  remedies: {},
  extra: 'fail',
  notTwiceInARow: [],
};

export const readyRecipe: RecipeState = { state: 'ready', name: 'coupling', info: coupling };

/** A step as it is written. */
export const written = (label: string, optional = false): StepElement => ({
  kind: 'step',
  label,
  optional,
  id: null,
  title: null,
  after: [],
  critical: false,
  missing: 'fail',
  order: 'fail',
  typicalSeconds: null,
  minSeconds: null,
  maxSeconds: null,
  holdSeconds: null,
  minProbability: null,
  repeat: null,
  when: null,
  wait: null,
  note: null,
  picture: null,
  remedies: {},
});

export const group = (kind: GroupElement['kind'], ...elements: readonly RecipeElement[]): GroupElement => ({
  kind,
  elements,
  id: null,
  optional: false,
  after: [],
  repeat: null,
  when: null,
  atLeast: null,
  use: null,
});

/** The last steps may come in any order, and the lid is either put on or pressed on. */
export const freeCoupling: RecipeInfo = {
  ...coupling,
  steps: coupling.steps.map((step) => ({ ...step, optional: step.index === 20 || step.index === 21 })),
  elements: [
    ...coupling.steps.slice(0, 17).map(({ label }) => written(label)),
    group(
      'anyOrder',
      written('spacer'),
      written('greased_disk'),
      group('oneOf', written('install_lid'), written('press_down')),
    ),
    written('complete_part'),
  ],
};

const secondsPerStep = 3.1;

function severityOf(status: StepStatus): JudgedStep['severity'] {
  if (status === 'ok') return 'pass';
  return ['uncertain', 'corrected', 'tooFast', 'tooSlow', 'tooSoon', 'tooLate'].includes(status)
    ? 'warn'
    : 'fail';
}

/** Of a judged step: why, for screens and for the log. */
const because = (reason: Reason) => ({ reason, remark: reasonSentence(reason) });
const hardlySeen = because({ kind: 'hardlySeen' });

function usualReason(status: StepStatus, label: string, expected: string) {
  switch (status) {
    case 'wrong':
      return because({ kind: 'instead', label, expected });
    case 'missed':
      return because({ kind: 'notDone' });
    case 'uncertain':
      return hardlySeen;
    case 'corrected':
      return because({ kind: 'corrected', first: 'spacer' });
    case 'outOfOrder':
      return because({ kind: 'doneAfter', step: { index: 9, label: 'spacer' } });
    case 'tooFast':
      return because({ kind: 'tooFast', seconds: 0.8, least: 1.5 });
    case 'tooSlow':
      return because({ kind: 'tooSlow', seconds: 9.2, most: 6 });
    default:
      return { reason: null, remark: '' };
  }
}

export function judged(
  index: number,
  status: StepStatus = 'ok',
  change: Partial<JudgedStep> = {},
): JudgedStep {
  const { label } = coupling.steps[index - 1]!;
  const start = (index - 1) * secondsPerStep;
  const missed = status === 'missed';
  return {
    index,
    expected: label,
    label: missed ? null : label,
    status,
    startSeconds: missed ? null : start,
    endSeconds: missed ? null : start + 2.2,
    probability: missed ? null : 0.81 + ((index * 7) % 18) / 100,
    ...usualReason(status, change.label ?? label, label),
    severity: severityOf(status),
    evidence: null,
    ...change,
  };
}

export function extra(label: string, afterIndex: number): JudgedStep {
  return {
    index: null,
    expected: null,
    label,
    status: 'extra',
    startSeconds: afterIndex * secondsPerStep - 0.8,
    endSeconds: afterIndex * secondsPerStep,
    probability: 0.88,
    ...because({ kind: 'notAsked', label }),
    severity: 'fail',
    evidence: null,
  };
}

/** Steps 1 to `last`, all right except the given ones. Extra actions stand where they happened. */
export function steps(last: number, ...special: readonly JudgedStep[]): readonly JudgedStep[] {
  const given = new Map(special.map((step) => [step.index, step]));
  const extras = special.filter(({ index }) => index === null);
  return Array.from({ length: last }, (_, place) => place + 1).flatMap((index) => [
    ...extras.filter(({ endSeconds }) => Math.round(endSeconds! / secondsPerStep) === index - 1),
    given.get(index) ?? judged(index),
  ]);
}

const watchedFile = 'file:/home/station/videos/good.mp4#pace=realTime';

export const playing: WatchedSource = {
  text: watchedFile,
  live: false,
  state: 'playing',
  error: null,
  retry: null,
  seconds: 41.2,
  info: {
    name: watchedFile,
    width: 1920,
    height: 1080,
    durationSeconds: 70.8,
    framesPerSecond: 30,
    codec: 'H.264',
  },
};

export const camera: WatchedSource = {
  text: 'rtsp://line3@192.168.1.20/stream',
  live: true,
  state: 'playing',
  error: null,
  retry: null,
  seconds: 8105.4,
  info: {
    name: 'rtsp://line3@192.168.1.20/stream',
    width: 1920,
    height: 1080,
    durationSeconds: null,
    framesPerSecond: 30,
    codec: 'H.264',
  },
};

export function finished(verdict: FinishedPart['verdict'], change: Partial<FinishedPart> = {}): FinishedPart {
  return {
    id: at(7200),
    number: 128,
    code: null,
    verdict,
    source: camera.text,
    abortReason: verdict === null ? 'abandoned' : null,
    steps: steps(22),
    seconds: 68.4,
    interrupted: false,
    joined: null,
    acknowledgement: null,
    identity: null,
    operator: null,
    override: null,
    filmed: [],
    ...change,
  };
}

/** In the middle of part 129, round 3, nothing wrong. */
export const atWork: StationSnapshot = {
  engine: 'gallery',
  sequence: 100,
  settings: {
    name: 'Line 3, couplings',
    setUp: true,
    model: '/opt/stepwatch/models/demo',
    inferenceServer: null,
    recipe: 'coupling',
    policy: 'alignment',
    hopSeconds: null,
    minProbability: 0,
    failAbove: 0.97,
    joinedParts: 'noVerdict',
    picture: usualPictureSettings,
    source: camera.text,
    recentSources: [
      { address: camera.text, title: 'Camera above bench 3' },
      { address: watchedFile },
      { address: 'udp://:5000#format=rtp-h264' },
      { address: 'camera:/dev/video0' },
    ],
    outputs: [],
    links: [],
    recordings: '/home/station/recordings',
    retention: usualRetention,
    folders: ['/home/station/videos'],
    teach: '/home/station/teach',
    shiftStartedAt: at(0),
    shifts: noShifts,
    identity: usualIdentitySettings,
    kiosk: false,
  },
  record: recordReady,
  recordReplaced: null,
  storage: { state: 'ready', unseenParts: 0, error: null },
  model: readyModel,
  serving: null,
  errorEstimate: null,
  recipe: readyRecipe,
  settingsError: null,
  nextRecipe: null,
  source: camera,
  picture: null,
  hop: { wantedSeconds: 0.25, seconds: 0.25, networkSeconds: 0.031, reason: 'asWanted' },
  action: { label: 'greased_disk', probability: 0.94 },
  part: {
    id: at(7300),
    number: 129,
    code: null,
    startSeconds: 8061.3,
    steps: steps(12),
    expected: { index: 13, label: 'greased_disk' },
    next: [{ index: 14, label: 'separator' }],
    doing: 'greased_disk',
    joined: null,
    ending: null,
    interruption: null,
    interrupted: false,
    identity: null,
    operator: null,
    filmed: [],
  },
  lastPart: finished('pass'),
  numbered: { day: '2026-11-24', number: 129 },
  unacknowledged: [],
  shift: { since: at(0), pass: 119, warn: 6, fail: 3, aborted: 0, overridden: 0 },
  operator: null,
  nextPart: null,
  identityRefusal: null,
  outputs: [],
  links: [],
  rollouts: [],
  health: {
    framesPerSecond: 30,
    inferenceMilliseconds: 31,
    delaySeconds: 0.4,
    droppedWindows: 0,
    stream: null,
    cpuPercent: 64,
    memoryMegabytes: 348,
    freeDiskBytes: 212e9,
    clock: { synchronised: true, offsetSeconds: 0.0004, errorSeconds: 0.012 },
    machine: {
      gpu: null,
      memoryMegabytes: 2900,
      totalMegabytes: 7800,
      swapMegabytes: 0,
      cpuCelsius: 52,
      cpuMegahertz: 1510,
      watts: null,
      powerMode: null,
      throttled: [],
    },
    sandbox: 'closed',
  },
};

/** The log of a number of parts, two minutes each, some with a mistake. */
export function logOf(parts: number): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  const add = (seconds: number, event: LogEntry['event']): void => {
    entries.push({ key: `line ${entries.length}`, at: at(seconds), event });
  };
  for (let part = 1; part <= parts; part += 1) {
    const begin = part * 70;
    add(begin, { type: 'partStarted', part, atSeconds: begin, code: null });
    for (const { index } of coupling.steps) {
      const status: StepStatus =
        part % 9 === 0 && index === 13 ? 'missed' : part % 5 === 0 && index === 21 ? 'uncertain' : 'ok';
      add(begin + index * 3, {
        type: 'stepJudged',
        part,
        step: judged(index, status),
        next: null,
        amends: false,
      });
    }
    const verdict = part % 9 === 0 ? 'fail' : part % 5 === 0 ? 'warn' : 'pass';
    add(begin + 68, { type: 'partEnded', part, atSeconds: begin + 68, verdict, cycleSeconds: 66, steps: [] });
  }
  return entries;
}
