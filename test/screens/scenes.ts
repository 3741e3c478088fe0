// Every state that a screen must be able to show. A scene has a script, and what is pressed before the picture is taken.
import type {
  PlainStationError,
  ShellInfo,
  SourceRetry,
  StationSnapshot,
} from '../../src-inference/contract/index.ts';
import { figuresScenes } from './figures-scenes.ts';
import { firstStartScenes } from './first-start-scenes.ts';
import { identityScenes } from './identity.ts';
import { linksScenes } from './links-scenes.ts';
import type { Answers, Script } from './memory-transport.ts';
import { atWork, camera, finished, logOf, playing, steps } from './parts.ts';
import { pictureScenes } from './picture-scenes.ts';
import { recipeScenes } from './recipe-scenes.ts';
import { roomScenes } from './rooms.ts';
import { serverScenes } from './server-scenes.ts';
import { sourceScenes } from './source-picker.ts';
import { storageScenes } from './storage-scenes.ts';
import { teachScenes } from './teach.ts';
import { wallScenes } from './wall-scenes.ts';
import { failed, idle, workScenes } from './work-scenes.ts';

export interface Scene {
  readonly snapshot?: Partial<StationSnapshot> | null;
  readonly engine?: (Script['welcome'] & object)['engine'];
  readonly shell?: Partial<ShellInfo>;
  readonly silent?: boolean;
  readonly after?: Script['after'];
  readonly parts?: number;
  readonly answers?: Answers;
  readonly picture?: boolean;
  /** Is of a phone: other screens do not have what is pressed. */
  readonly phone?: true;
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

export const scenes = {
  ...workScenes,
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
          'source_unreachable',
          'Nothing answers at 192.168.1.20, port 554.',
          'Check that the camera is on, its network cable, and its address.',
        ),
        retry: retry(14, 30),
      },
    },
  },
  'wrong-password': {
    snapshot: {
      ...idle,
      lastPart: null,
      action: null,
      source: {
        ...camera,
        state: 'waiting',
        error: error(
          'source_unauthorized',
          'The camera does not accept the user or the password.',
          'Open the source again with the right user and password. The station waits long between two attempts: many cameras lock out after a few wrong ones.',
        ),
        retry: retry(2, 118),
      },
    },
    picture: false,
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
  disturbed: {
    snapshot: {
      health: {
        ...atWork.health!,
        stream: {
          packets: { received: 48_213, lost: 1610, late: 12, duplicated: 0 },
          pictures: { shown: 5210, damaged: 812, missing: 14 },
          lostShare: 0.032,
          disturbed: true,
          skippedWindows: 17,
        },
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
  ...firstStartScenes,
  ...identityScenes,
  ...recipeScenes,
  ...roomScenes,
  ...figuresScenes,
  ...linksScenes,
  ...serverScenes,
  ...storageScenes,
  ...pictureScenes,
  ...teachScenes,
  ...wallScenes,
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
            shell: { version: '0.1.0', role: 'operator', kind: 'host', kiosk: 'browser', ...scene.shell },
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

/** Of a source that is tried again: from a while ago until so many seconds from now. */
function retry(attempts: number, seconds: number): SourceRetry {
  const fromNow = (wait: number): string => new Date(Date.now() + wait * 1000).toISOString();
  return { attempts, since: fromNow(-600), nextAt: fromNow(seconds) };
}
