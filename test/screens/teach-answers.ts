// A project that teaches, at different stages, for the scenes of the page Teach.
import type {
  LabelledAction,
  RecordingLabels,
  TeachLabel,
  TeachNetwork,
  TeachProject,
  TeachRecording,
  TeachReport,
  TeachSample,
  TrainingJob,
} from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { at } from './parts.ts';

const labels: readonly TeachLabel[] = [
  ['take_housing', 'Take the housing', '#2563eb'],
  ['seal', 'Put the seal in', '#16a34a'],
  ['grease', 'Grease', '#d97706'],
  ['insert_shaft', 'Insert the shaft', '#9333ea'],
  ['left_screw', 'Screw on the left', '#0891b2'],
  ['right_screw', 'Screw on the right', '#dc2626'],
  ['press_lid', 'Press the lid on', '#db2777'],
  ['scan', 'Scan the code', '#65a30d'],
].map(([name, title, color]) => ({ name: name!, title: title!, color: color! }));

const names = labels.map(({ name }) => name);
const background = 'no_action';
/** Of the video that the gallery plays. */
const videoSeconds = 70.7667;
const operators = ['Ana', 'M. Ortega', 'Yusuf'];

function recordingOf(place: number, state: TeachRecording['state']): TeachRecording {
  const operator = operators[place % operators.length]!;
  return {
    id: `pump-${String(place + 1).padStart(2, '0')}-${operator.toLowerCase().replace(/\W+/g, '-')}`,
    file: 'bench.mp4',
    operator,
    origin: place % 4 === 3 ? 'history' : place % 4 === 2 ? 'added' : 'recorded',
    addedAt: at(place * 600),
    durationSeconds: videoSeconds - place * 0.4,
    state,
    actions: state === 'unlabelled' ? 0 : 20 + (place % 4),
    problem: null,
  };
}

export const recordings: readonly TeachRecording[] = [
  ...Array.from({ length: 8 }, (_, place) => recordingOf(place, 'confirmed')),
  recordingOf(8, 'draft'),
  recordingOf(9, 'draft'),
  recordingOf(10, 'unlabelled'),
  {
    ...recordingOf(11, 'unlabelled'),
    problem: {
      code: 'source_unreadable',
      message: 'The video breaks off after 12 s.',
      hint: 'Copy the file again.',
    },
  },
];

const actions: readonly LabelledAction[] = Array.from({ length: 21 }, (_, place) => ({
  startSeconds: Math.round((1.2 + place * 3.2) * 30) / 30,
  endSeconds: Math.round((1.2 + place * 3.2 + 1.4 + (place % 3) * 0.5) * 30) / 30,
  label: names[(place * 3) % names.length]!,
}));

export const confirmedLabels: RecordingLabels = {
  recording: recordings[0]!.id,
  durationSeconds: videoSeconds,
  confirmed: { actions },
  draft: null,
  version: 'first',
};

export const draftLabels: RecordingLabels = {
  ...confirmedLabels,
  confirmed: null,
  draft: {
    maker: 'alignment',
    madeAt: at(7000),
    actions: actions.map((action, place) => ({ ...action, confidence: 0.42 + ((place * 37) % 57) / 100 })),
  },
};

/** An hour with a label every two seconds. */
export const longLabels: RecordingLabels = {
  ...confirmedLabels,
  durationSeconds: 3600,
  confirmed: {
    actions: Array.from({ length: 1750 }, (_, place) => ({
      startSeconds: place * 2 + 0.4,
      endSeconds: place * 2 + 1.9,
      label: names[(place * 5) % names.length]!,
    })),
  },
};

const counts = [background, ...names].map((_, row, all) =>
  all.map((_label, column) => {
    if (row === column) return row === 0 ? 812 : 96 + ((row * 17) % 60);
    if (row === 0) return 3 + ((column * 5) % 9);
    if (column === 0) return 6 + ((row * 7) % 11);
    if ((row === 5 && column === 6) || (row === 6 && column === 5)) return 31;
    return (row * column) % 5 === 1 ? 2 : 0;
  }),
);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const report: TeachReport = {
  windows: sum(counts.flat()),
  accuracy: { value: 0.87, low: 0.81, high: 0.91 },
  labels: [background, ...names],
  confusion: counts,
  perLabel: [background, ...names].map((label, place) => {
    const recall = counts[place]![place]! / sum(counts[place]!);
    const precision = counts[place]![place]! / sum(counts.map((row) => row[place]!));
    return {
      label,
      recall,
      precision,
      f1: (2 * recall * precision) / (recall + precision),
      windows: sum(counts[place]!),
    };
  }),
  split: {
    by: 'operator',
    folds: operators.map((operator) => ({
      train: recordings.filter((one) => one.operator !== operator).map(({ id }) => id),
      test: recordings
        .slice(0, 8)
        .filter((one) => one.operator === operator)
        .map(({ id }) => id),
    })),
  },
  worst: Array.from({ length: 12 }, (_, place) => ({
    recording: recordings[place % 8]!.id,
    startSeconds: 4 + place * 4.3,
    endSeconds: 6.5 + place * 4.3,
    truth: names[(place * 3 + 4) % names.length]!,
    named: place % 3 === 0 ? background : names[(place * 3 + 5) % names.length]!,
    probability: 0.97 - place * 0.04,
  })),
  curve: [
    { recordings: 2, accuracy: 0.61 },
    { recordings: 4, accuracy: 0.76 },
    { recordings: 6, accuracy: 0.83 },
    { recordings: 8, accuracy: 0.87 },
  ],
  advice: [
    { kind: 'moreOfLabel', label: 'press_lid', recordings: 5, byAnotherOperator: true, gain: 0.03 },
    { kind: 'mixedUp', label: 'left_screw', other: 'right_screw', share: 0.21 },
    { kind: 'checkRecording', recording: recordings[4]!.id },
  ],
  hurting: [{ recording: recordings[4]!.id, change: 0.021 }],
  expected: { parts: 400, goodFailed: 0.012, goodWarned: 0.09, badPassed: 0.004 },
};

export const networks: readonly TeachNetwork[] = [
  {
    id: '0001',
    method: 'head',
    madeAt: at(3600),
    recordings: recordings.slice(0, 4).map(({ id }) => id),
    report: { ...report, accuracy: { value: 0.71, low: 0.6, high: 0.79 }, curve: [], expected: null },
  },
  {
    id: '0002',
    method: 'head',
    madeAt: at(5400),
    recordings: recordings.slice(0, 6).map(({ id }) => id),
    report: { ...report, accuracy: { value: 0.79, low: 0.72, high: 0.85 } },
  },
  {
    id: '0003',
    method: 'pytorch',
    madeAt: at(7000),
    recordings: recordings.slice(0, 8).map(({ id }) => id),
    report,
  },
];

export const runningJob: TrainingJob = {
  id: 'job-4',
  method: 'pytorch',
  state: 'running',
  step: 'fit',
  fraction: 0.37,
  secondsLeft: 1480,
  startedAt: at(7100),
  network: null,
  error: null,
};

export const project: TeachProject = {
  directory: '/home/station/teach',
  name: 'Pump housing, line 3',
  labels,
  background,
  window: { seconds: 1, hopSeconds: 0.25 },
  recipe: 'Pump housing',
  recordings,
  networks,
  inForce: '0002',
  canRollBack: true,
  pending: null,
  failedDeployment: null,
  recording: null,
  job: { ...runningJob, state: 'done', step: 'optimize', fraction: 1, secondsLeft: 0, network: '0003' },
  queueLength: 4,
  pytorch: {
    installed: false,
    gpu: false,
    installMegabytes: 550,
    installCommand: 'sudo apt install python3-torch',
  },
};

export const newProject: TeachProject = {
  ...project,
  recipe: null,
  recordings: [],
  networks: [],
  inForce: null,
  canRollBack: false,
  job: null,
  queueLength: 0,
};

export const hugeProject: TeachProject = {
  ...project,
  recordings: Array.from({ length: 400 }, (_, place) =>
    recordingOf(place, place % 9 === 0 ? 'draft' : place % 7 === 0 ? 'unlabelled' : 'confirmed'),
  ),
};

const samples: readonly TeachSample[] = [
  {
    id: 's1',
    kind: 'missed',
    at: at(7300),
    part: at(7200),
    startSeconds: 0,
    endSeconds: 64.2,
    label: null,
    probability: null,
    judged: { by: 'M. Ortega', note: 'The seal was left out, and the station passed the part.' },
    hasRecording: true,
  },
  {
    id: 's2',
    kind: 'unsure',
    at: at(7100),
    part: at(7000),
    startSeconds: 12.5,
    endSeconds: 14.75,
    label: 'left_screw',
    probability: 0.44,
    judged: null,
    hasRecording: true,
  },
  {
    id: 's3',
    kind: 'falseAlarm',
    at: at(6900),
    part: at(6800),
    startSeconds: 0,
    endSeconds: 71,
    label: null,
    probability: null,
    judged: { by: 'Ana', note: '' },
    hasRecording: false,
  },
  {
    id: 's4',
    kind: 'unsure',
    at: at(6500),
    part: at(6400),
    startSeconds: 31,
    endSeconds: 32,
    label: 'grease',
    probability: 0.52,
    judged: null,
    hasRecording: true,
  },
];

/** Answers about a project at some stage, with the labels of one of its recordings. */
export function teachAnswers(
  shown: TeachProject | null = project,
  recordingLabels: RecordingLabels = confirmedLabels,
): Answers {
  return {
    teachProject: () => shown,
    teachReadLabels: ({ recording }) => ({ ...recordingLabels, recording }),
    teachFrameTimes: () =>
      Array.from({ length: Math.floor(recordingLabels.durationSeconds * 30) }, (_, frame) => frame / 30),
    teachSaveLabels: ({ recording }) => ({ ...recordingLabels, recording, version: 'second' }),
    teachReadRecipe: () =>
      `name: pump\ntitle: Pump housing\nsteps:\n${names.map((name) => `  - ${name}\n`).join('')}`,
    teachQueue: () => samples,
    teachDraft: () => draftLabels.draft!,
  };
}
