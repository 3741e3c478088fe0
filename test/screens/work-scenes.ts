// The live page while a part is made and after it: what the hands do, what was not right, and what waits for somebody.
import { type JudgedStep, reasonSentence, type StationSnapshot } from '../../src-inference/contract/index.ts';
import { at, atWork, camera, coupling, extra, finished, freeCoupling, judged, steps } from './parts.ts';
import { waitingParts } from './room-answers.ts';
import type { Scene } from './scenes.ts';

export const idle = { part: null, action: { label: 'no_action', probability: 0.97 } } as const;
const wrongDisk = judged(13, 'wrong', { label: 'spacer' });
const faint = judged(11, 'uncertain', {
  probability: 0.41,
  evidence: { windows: null, runnerUp: { label: 'spacer', probability: 0.34, seconds: 0.5 }, doubt: 0.3 },
});
/** A part that failed by three mistakes. */
export const failed = finished('fail', {
  steps: steps(22, judged(8, 'missed'), wrongDisk, extra('greased_disk', 17)),
});

/** Stands for a photograph. */
const drawnPicture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><rect width="640" height="400" fill="#345"/><circle cx="320" cy="200" r="150" fill="#c93"/><circle cx="320" cy="200" r="50" fill="#345"/></svg>',
)}`;

const withHelp = {
  recipe: {
    state: 'ready',
    name: 'coupling',
    info: {
      ...coupling,
      part: { ...coupling.part, batch: 2 },
      steps: coupling.steps.map((step) => ({
        ...step,
        piece: { number: 2 - (step.index % 2), of: 2 },
        ...(step.index === 14 && {
          note: 'The groove looks up. Wipe off grease that comes out at the edge.',
          picture: 'pictures/disk.jpg',
          holdSeconds: 4,
          wait: { since: [12], minSeconds: 30, maxSeconds: 600 },
        }),
      })),
    },
    missingPictures: ['pictures/lid.jpg'],
  },
  part: {
    ...atWork.part!,
    steps: steps(13, {
      ...judged(12, 'tooSoon'),
      reason: { kind: 'tooSoon', seconds: 12.2, least: 30, step: { index: 9, label: 'spacer' } },
    }),
    expected: { index: 14, label: 'separator' },
    next: [{ index: 14, label: 'separator' }],
    doing: null,
  },
  action: { label: 'no_action', probability: 0.93 },
} as const satisfies Partial<StationSnapshot>;

const swapped = judged(10, 'swapped', {
  reason: {
    kind: 'swapped',
    early: { index: 11, label: 'separator' },
    late: { index: 10, label: 'greased_disk' },
  },
});

const withRemedy = {
  ...coupling,
  steps: coupling.steps.map((step) => ({
    ...step,
    ...(step.index === 10 && {
      picture: 'pictures/disk.jpg',
      remedies: { missed: 'Lift the separator off, put the greased disk in, groove up.' },
    }),
  })),
};

/** The remark that one part gets when each step is done twice. */
const twoParts: JudgedStep = {
  ...extra('separator', 8),
  status: 'uncertain',
  severity: 'warn',
  reason: { kind: 'twoParts' },
  remark: reasonSentence({ kind: 'twoParts' }),
};

export const workScenes = {
  'in-progress': { parts: 6 },
  'in-progress-look': { parts: 2, snapshot: { part: { ...atWork.part!, steps: steps(12, faint) } } },
  'in-progress-mistake': {
    parts: 2,
    snapshot: {
      part: {
        ...atWork.part!,
        steps: steps(14, judged(8, 'corrected'), wrongDisk, extra('separator', 10)),
        expected: { index: 15, label: 'spacer' },
        next: [{ index: 15, label: 'spacer' }],
        doing: null,
      },
      action: { label: 'no_action', probability: 0.93 },
    },
  },
  'in-progress-missed': {
    parts: 2,
    snapshot: {
      part: {
        ...atWork.part!,
        steps: steps(11, judged(10, 'missed')),
        expected: { index: 12, label: 'spacer' },
        next: [{ index: 12, label: 'spacer' }],
        doing: 'spacer',
      },
      action: { label: 'spacer', probability: 0.55 },
    },
  },
  'in-progress-remedy': {
    parts: 2,
    snapshot: {
      recipe: { state: 'ready', name: 'coupling', info: withRemedy },
      part: {
        ...atWork.part!,
        steps: steps(11, judged(10, 'missed')),
        expected: { index: 12, label: 'spacer' },
        next: [{ index: 12, label: 'spacer' }],
        doing: null,
      },
    },
    answers: { readPicture: () => drawnPicture },
  },
  'in-progress-swapped': {
    parts: 2,
    snapshot: {
      part: { ...atWork.part!, steps: steps(12, swapped), doing: null },
      action: { label: 'no_action', probability: 0.93 },
    },
  },
  'in-progress-gone-on': {
    parts: 2,
    snapshot: { part: { ...atWork.part!, steps: steps(12, judged(5, 'missed')), doing: null } },
  },
  'in-progress-lacking': {
    parts: 2,
    snapshot: {
      part: {
        ...atWork.part!,
        steps: steps(22, judged(5, 'missed'), judged(9, 'missed')),
        expected: null,
        next: [],
        doing: null,
      },
      action: { label: 'no_action', probability: 0.93 },
    },
  },
  'in-progress-joined': {
    parts: 2,
    snapshot: {
      part: { ...atWork.part!, joined: { index: 10, label: 'greased_disk' }, steps: steps(12).slice(9) },
    },
  },
  'part-ending': {
    parts: 2,
    snapshot: { part: { ...atWork.part!, ending: { at: at(7340), undoSeconds: 5 } } },
  },
  'takt-soon': { parts: 2, snapshot: { source: { ...camera, seconds: 8061.3 + 68 } } },
  'takt-late': { parts: 2, snapshot: { source: { ...camera, seconds: 8061.3 + 91.4 } } },
  'in-progress-free-order': {
    parts: 2,
    snapshot: {
      recipe: { state: 'ready', name: 'coupling', info: freeCoupling },
      part: {
        ...atWork.part!,
        steps: [...steps(17), judged(20), judged(19)],
        expected: { index: 18, label: 'spacer' },
        next: [
          { index: 18, label: 'spacer' },
          { index: 21, label: 'press_down' },
          { index: 22, label: 'complete_part' },
        ],
        doing: null,
      },
    },
  },
  'in-progress-help': { parts: 2, snapshot: withHelp, answers: { readPicture: () => drawnPicture } },
  'work-interrupted': {
    parts: 2,
    snapshot: {
      part: { ...atWork.part!, interruption: { label: 'greased_disk', sinceSeconds: 8098 } },
      action: { label: 'no_action', probability: 0.9 },
    },
  },
  'work-unknown-help': {
    parts: 2,
    snapshot: { ...withHelp, part: { ...withHelp.part, interruption: { label: null, sinceSeconds: 8098 } } },
    answers: { readPicture: () => drawnPicture },
  },
  'two-parts': {
    parts: 2,
    snapshot: { part: { ...atWork.part!, steps: [...steps(8), twoParts] } },
  },
  'two-parts-ended': {
    parts: 2,
    snapshot: {
      ...idle,
      lastPart: finished('warn', { steps: [...steps(8), twoParts, ...steps(22).slice(8)] }),
    },
  },
  'part-scanned': {
    parts: 2,
    snapshot: {
      recipe: {
        state: 'ready',
        name: 'coupling',
        info: { ...coupling, part: { ...coupling.part, start: 'mark' } },
      },
      part: { ...atWork.part!, code: 'SN-2026-004711' },
    },
  },
  pass: { parts: 3, snapshot: idle },
  warn: { parts: 3, snapshot: { ...idle, lastPart: finished('warn', { steps: steps(22, faint) }) } },
  fail: {
    parts: 9,
    snapshot: {
      ...idle,
      lastPart: failed,
      unacknowledged: [at(3600), failed.id],
      shift: { ...atWork.shift, fail: 4 },
    },
  },
  'fail-waiting': {
    parts: 9,
    snapshot: { lastPart: failed, unacknowledged: [at(-90_000), at(3600), failed.id] },
    answers: { listParts: () => waitingParts },
    press: ['key:f'],
  },
  'not-seen': {
    parts: 3,
    snapshot: {
      ...idle,
      lastPart: finished(null, {
        abortReason: 'notSeenFromStart',
        steps: steps(22).slice(9),
        joined: { index: 10, label: 'greased_disk' },
      }),
    },
  },
  'operator-view': {
    parts: 2,
    snapshot: withHelp,
    answers: { readPicture: () => drawnPicture },
    press: ['key:l'],
  },
  'operator-view-plain': { parts: 2, press: ['key:l'] },
  'operator-view-large-video': { parts: 2, press: ['key:l', 'key:z'] },
  'operator-view-mistake': {
    parts: 2,
    snapshot: {
      part: {
        ...atWork.part!,
        steps: steps(13, wrongDisk),
        expected: { index: 14, label: 'separator' },
        doing: null,
      },
    },
    press: ['key:l'],
  },
  'operator-view-fail': {
    parts: 2,
    snapshot: { ...idle, lastPart: failed, unacknowledged: [failed.id] },
    press: ['key:l'],
  },
  'fail-acknowledge': {
    parts: 9,
    snapshot: { ...idle, lastPart: failed, unacknowledged: [at(3600), failed.id] },
    press: ['key:a'],
  },
  'fail-acknowledged': {
    snapshot: {
      ...idle,
      lastPart: { ...failed, acknowledgement: { by: 'M. Ortega', reason: 'Reworked', at: at(7400) } },
    },
  },
} as const satisfies Record<string, Scene>;
