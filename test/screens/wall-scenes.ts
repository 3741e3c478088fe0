// The wall view, and what a team leader sees on a phone.
import type { PartSummary } from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { atWork, finished, judged, steps } from './parts.ts';
import { parts, recordOf, roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';

const idle = { part: null, action: { label: 'no_action', probability: 0.97 } } as const;
const failed = finished('fail', {
  identity: { serial: 'SN-2026-004711', order: null, variant: null },
  steps: steps(22, judged(8, 'missed'), judged(13, 'wrong', { label: 'spacer' })),
});
const wall = '#/wall';

const mistake = { index: 8, label: 'greased_disk' } as const;
/** The newest failure waits for somebody; the gallery has one clip and one picture. */
const failures = parts
  .filter(({ verdict }) => verdict === 'fail')
  .slice(0, 5)
  .map((part, place): PartSummary => {
    if (place > 0) return part;
    return {
      ...part,
      override: null,
      acknowledgement: null,
      evidence: {
        clips: [{ name: 'clip.mp4', bytes: 412_000, fromSeconds: 20, seconds: 8, mistakes: [mistake] }],
        pictures: [{ name: 'bench.jpg', bytes: 61_000, atSeconds: 24, mistake }],
        judgement: { name: 'evidence.json', bytes: 9000 },
        bytes: 482_000,
        seenAt: null,
      },
    };
  });
const waiting = failures[0]!.id;
const answers: Answers = {
  ...roomAnswers,
  listParts: () => ({ parts: failures, more: false, building: null }),
  readPart: ({ id }) => ({ ...recordOf(id), summary: failures.find((part) => part.id === id)! }),
};

export const wallScenes = {
  'wall-in-progress': { route: wall },
  'wall-mistake': {
    route: wall,
    snapshot: {
      part: {
        ...atWork.part!,
        steps: steps(14, judged(8, 'corrected'), judged(13, 'wrong', { label: 'spacer' })),
        expected: { index: 15, label: 'spacer' },
      },
    },
  },
  'wall-fail': { route: wall, snapshot: { ...idle, lastPart: failed, unacknowledged: [failed.id] } },
  'wall-stalled': {
    route: wall,
    snapshot: {
      source: {
        ...atWork.source!,
        state: 'stalled',
        error: {
          code: 'source_unreadable',
          message: 'The camera at 192.168.1.20 does not answer.',
          hint: 'Check its cable and power.',
        },
      },
    },
  },
  'wall-recipe-failed': {
    route: wall,
    snapshot: {
      ...idle,
      lastPart: null,
      recipe: {
        state: 'failed',
        name: 'gearbox',
        error: {
          code: 'recipe_mismatch',
          message: 'The recipe asks for "bearing", which the model does not know.',
          hint: 'Did you mean "spacer"?',
        },
      },
    },
  },
  'wall-lost': { route: wall, after: 'lost' },
  'wall-connecting': { route: wall, silent: true },
  'failures-waiting': {
    answers,
    snapshot: { ...idle, lastPart: failed, unacknowledged: [waiting] },
  },
  'failures-acknowledge': {
    answers,
    snapshot: { ...idle, lastPart: failed, unacknowledged: [waiting] },
    press: ['button:1 waits', 'button:Acknowledge'],
  },
  'phone-acknowledge': {
    answers,
    snapshot: { ...idle, lastPart: failed, unacknowledged: [waiting] },
    press: ['button:Acknowledge'],
    phone: true,
  },
  'history-evidence': { route: `#/history/${encodeURIComponent(waiting)}`, answers },
} as const satisfies Record<string, Scene>;
