// Every state that a screen must be able to show. A scene has a script, and what is pressed before the picture is taken.
import {
  type JudgedStep,
  type PlainStationError,
  reasonSentence,
  type ShellInfo,
  type StationSnapshot,
} from '../../src-inference/contract/index.ts';
import { figuresScenes } from './figures-scenes.ts';
import { identityScenes } from './identity.ts';
import { linksScenes } from './links-scenes.ts';
import type { Answers, Script } from './memory-transport.ts';
import {
  at,
  atWork,
  camera,
  coupling,
  extra,
  finished,
  freeCoupling,
  judged,
  logOf,
  playing,
  steps,
} from './parts.ts';
import { roomScenes } from './rooms.ts';
import { serverScenes } from './server-scenes.ts';
import { sourceScenes } from './source-picker.ts';
import { storageScenes } from './storage-scenes.ts';
import { teachScenes } from './teach.ts';

export interface Scene {
  readonly snapshot?: Partial<StationSnapshot> | null;
  readonly engine?: (Script['welcome'] & object)['engine'];
  readonly shell?: Partial<ShellInfo>;
  readonly silent?: boolean;
  readonly after?: Script['after'];
  readonly parts?: number;
  readonly answers?: Answers;
  readonly picture?: boolean;
  /** Fragment of the address. Without it the live page is shown. */
  readonly route?: string;
  /** Keys, or names of buttons, tabs and switches, pressed in this order. */
  readonly press?: readonly (
    | `key:${string}`
    | `button:${string}`
    | `tab:${string}`
    | `menuitem:${string}`
    | `switch:${string}`
  )[];
}

const error = (code: PlainStationError['code'], message: string, hint?: string): PlainStationError => ({
  code,
  message,
  ...(hint !== undefined && { hint }),
});

const idle = { part: null, action: { label: 'no_action', probability: 0.97 } } as const;
const wrongDisk = judged(13, 'wrong', { label: 'spacer' });
const faint = judged(11, 'uncertain', {
  probability: 0.41,
  evidence: { windows: null, runnerUp: { label: 'spacer', probability: 0.34, seconds: 0.5 }, doubt: 0.3 },
});
const failed = finished('fail', {
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
    doing: 'no_action',
  },
} as const satisfies Partial<StationSnapshot>;

/** The remark that one part gets when each step is done twice. */
const twoParts: JudgedStep = {
  ...extra('separator', 8),
  status: 'uncertain',
  severity: 'warn',
  reason: { kind: 'twoParts' },
  remark: reasonSentence({ kind: 'twoParts' }),
};

export const scenes = {
  'in-progress': { parts: 6 },
  'in-progress-look': { parts: 2, snapshot: { part: { ...atWork.part!, steps: steps(12, faint) } } },
  'in-progress-mistake': {
    parts: 2,
    snapshot: {
      part: {
        ...atWork.part!,
        steps: steps(14, judged(8, 'corrected'), wrongDisk, extra('separator', 10)),
        expected: { index: 15, label: 'spacer' },
        doing: 'separator',
      },
    },
  },
  'in-progress-free-order': {
    parts: 2,
    snapshot: {
      recipe: { state: 'ready', name: 'coupling', info: freeCoupling },
      part: {
        ...atWork.part!,
        steps: [...steps(17), judged(20), judged(19)],
        expected: { index: 18, label: 'spacer' },
        doing: 'no_action',
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
  ready: { snapshot: { ...idle, lastPart: null } },
  'no-source': { snapshot: { ...idle, lastPart: null, source: null, action: null }, picture: false },
  waiting: {
    snapshot: { ...idle, lastPart: null, action: null, source: { ...camera, state: 'waiting', error: null } },
    picture: false,
  },
  stalled: {
    snapshot: {
      source: {
        ...camera,
        state: 'stalled',
        error: error(
          'source_unreadable',
          'The camera at 192.168.1.20 does not answer.',
          'Check its cable and power.',
        ),
      },
    },
  },
  paused: { snapshot: { source: { ...playing, state: 'paused' } } },
  ended: { snapshot: { ...idle, lastPart: null, source: { ...playing, state: 'ended', seconds: 70.8 } } },
  'source-failed': {
    snapshot: {
      ...idle,
      source: {
        ...playing,
        state: 'ended',
        error: error('source_unreadable', 'good.mp4 breaks off after 41 s.', 'Copy the file again.'),
      },
    },
  },
  'no-recipe': { snapshot: { ...idle, lastPart: null, recipe: { state: 'none' } } },
  'recipe-failed': {
    snapshot: {
      ...idle,
      lastPart: null,
      recipe: {
        state: 'failed',
        name: 'gearbox',
        error: {
          ...error(
            'recipe_mismatch',
            'The recipe asks for "bearing", which the model does not know.',
            'Did you mean "spacer"?',
          ),
          where: '/home/station/recipes/gearbox.yaml',
          line: 7,
        },
      },
    },
  },
  'model-missing': {
    snapshot: {
      ...idle,
      lastPart: null,
      action: null,
      recipe: { state: 'none' },
      model: {
        state: 'failed',
        directory: '/opt/stepwatch/models/line3',
        error: error(
          'model_not_found',
          'There is no model.yaml in /opt/stepwatch/models/line3.',
          'Choose the folder of a model in Setup.',
        ),
      },
    },
  },
  'model-loading': {
    snapshot: { ...idle, model: { state: 'loading', directory: '/opt/stepwatch/models/demo' } },
  },
  connecting: { silent: true },
  'engine-starting': { snapshot: null, engine: { state: 'starting' } },
  'engine-failed-at-start': {
    snapshot: null,
    engine: {
      state: 'failed',
      failures: 5,
      reason: 'the native addon could not be loaded (libgstapp-1.0.so.0 is missing).',
    },
  },
  'engine-restarting': {
    after: {
      kind: 'engine',
      engine: {
        state: 'restarting',
        failures: 1,
        inSeconds: 0.5,
        reason: 'the process was killed (SIGKILL).',
      },
    },
  },
  'engine-failed': {
    after: { kind: 'engine', engine: { state: 'failed', failures: 5, reason: 'it ended with code 134.' } },
  },
  'connection-lost': { after: 'lost' },
  'session-over': { after: 'refused' },
  'session-over-at-start': { silent: true, after: 'refused' },
  'jetson-throttled': {
    snapshot: {
      health: {
        ...atWork.health!,
        machine: {
          gpu: {
            name: null,
            loadPercent: 97,
            memoryMegabytes: null,
            totalMegabytes: null,
            celsius: 94,
            megahertz: 624,
          },
          memoryMegabytes: 7350,
          totalMegabytes: 7620,
          swapMegabytes: 810,
          cpuCelsius: 91,
          cpuMegahertz: 1190,
          watts: 14.2,
          powerMode: '15W',
          throttled: ['heat'],
        },
      },
    },
  },
  'disk-low': { snapshot: { health: { ...atWork.health!, freeDiskBytes: 3.4e9 } } },
  'disk-full': {
    snapshot: {
      health: { ...atWork.health!, freeDiskBytes: 0.6e9 },
      outputs: [
        {
          output: 3,
          kind: 'recording',
          setting: 'recordings',
          state: 'failed',
          target: '/home/station/recordings',
          error: error('disk_full', 'less than 1 GB is free.'),
        },
      ],
    },
  },
  'too-slow': {
    snapshot: {
      hop: { wantedSeconds: 0.25, seconds: 0.5, networkSeconds: 0.412, reason: 'slowNetwork' },
      health: {
        ...atWork.health!,
        inferenceMilliseconds: 412,
        droppedWindows: 37,
        delaySeconds: 2.6,
        framesPerSecond: 19,
        cpuPercent: 198,
      },
    },
  },
  aborted: { snapshot: { ...idle, lastPart: finished(null, { steps: steps(9), seconds: 26.1 }) } },
  interrupted: { snapshot: { part: { ...atWork.part!, interrupted: true } } },
  'next-recipe': { snapshot: { nextRecipe: 'coupling-modified' } },
  'settings-refused': {
    snapshot: {
      settingsError: error('settings_invalid', 'settings.json breaks off at line 12.', 'It was kept aside.'),
    },
  },
  viewer: { shell: { role: 'viewer' }, snapshot: { ...idle, lastPart: failed, unacknowledged: [failed.id] } },
  'long-log': { parts: 420 },
  shortcuts: { press: ['key:?'] },
  abandon: { press: ['key:x'] },
  'new-shift': { press: ['key:h'] },
  ...sourceScenes,
  ...identityScenes,
  ...roomScenes,
  ...figuresScenes,
  ...linksScenes,
  ...serverScenes,
  ...storageScenes,
  ...teachScenes,
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

/** @param picture JPEG of the bench. */
export function scriptOf(name: SceneName, picture: Uint8Array | null): Script {
  const scene: Scene = scenes[name];
  const thumbnail =
    picture === null ? '' : btoa(Array.from(picture, (byte) => String.fromCharCode(byte)).join(''));
  const found: Answers = {
    probeSource: () => ({
      format: 'rtp-h264',
      codec: 'H.264',
      width: 1920,
      height: 1080,
      framesPerSecond: 30,
      thumbnail,
    }),
  };
  return {
    welcome:
      scene.silent === true
        ? null
        : {
            kind: 'welcome',
            shell: { version: '0.1.0', role: 'operator', kind: 'host', ...scene.shell },
            engine: scene.engine ?? { state: 'running' },
          },
    snapshot: scene.snapshot === null ? null : { ...atWork, ...scene.snapshot },
    log: logOf(scene.parts ?? 0),
    events: [],
    after: scene.after ?? null,
    answers: name === 'source-udp-found' ? { ...scene.answers, ...found } : (scene.answers ?? {}),
    picture: scene.picture === false ? null : picture,
  };
}
