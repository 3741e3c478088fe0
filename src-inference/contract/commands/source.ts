// Commands on the source that is watched, and on others that a person may choose.
import { z } from 'zod';
import type { CameraInfo } from '../doctor.ts';
import { type StreamTarget, streamCarriers } from '../output.ts';
import {
  lossRules,
  paces,
  type SourceLogin,
  type SourceSpec,
  type StreamFormat,
  streamFormats,
  testPatterns,
} from '../source.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { kilobitsPerSecond, none, port, shortName, text } from './fields.ts';

/** What can be said about a source after a look at it. */
export interface SourceProbe {
  /** What a UDP stream carries; null for other sources. */
  readonly format: StreamFormat | null;
  readonly codec: string | null;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number | null;
  /** JPEG of the first picture, in base64. */
  readonly thumbnail: string;
}

/** What a bundled video shows. */
export const demoSubjects = ['goodPart', 'mistake'] as const;
export type DemoSubject = (typeof demoSubjects)[number];

/** The bundled line, which a new station can watch before it has a camera. */
export interface Demo {
  /** Folder of the model that knows the line. */
  readonly model: string;
  /** Name of its recipe in the station's collection. */
  readonly recipe: string;
  /** Sources in real time that begin again at their end. */
  readonly videos: readonly { readonly shows: DemoSubject; readonly source: string }[];
}

export interface FolderListing {
  /** Null at the top: the list of the folders that screens may look into. */
  readonly path: string | null;
  /** Path of the folder above; null at the top. */
  readonly parent: string | null;
  readonly folders: readonly { readonly name: string; readonly path: string }[];
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: number }[];
}

export interface SendOptions {
  /** Path of a recorded file. */
  readonly video: string;
  readonly target: StreamTarget;
  /** Begin again at the end of the file, until the engine is told to stop. */
  readonly loop: boolean;
}

const positive = z.number().positive();
const pixels = z.int().positive();
const stallSeconds = positive;
const latencyMilliseconds = z.number().min(0);
const afterLoss = z.enum(lossRules);

const sourceLogin = schemaOf<SourceLogin>()(
  z.strictObject({ user: z.string().min(1).max(256), password: z.string().max(1024) }),
);

export const sourceSpec = schemaOf<SourceSpec>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), path: text, pace: z.enum(paces), loop: z.boolean() }),
    z.strictObject({
      kind: z.literal('udp'),
      address: text,
      port,
      format: z.enum(streamFormats).nullable(),
      interface: text.nullable(),
      latencyMilliseconds,
      afterLoss,
      stallSeconds,
    }),
    z.strictObject({
      kind: z.literal('rtsp'),
      host: text,
      port,
      path: text,
      user: z.string().nullable(),
      password: z.string().nullable(),
      login: sourceLogin.exactOptional(),
      transport: z.enum(['tcp', 'udp']),
      latencyMilliseconds,
      afterLoss,
      stallSeconds,
    }),
    z.strictObject({
      kind: z.literal('camera'),
      device: text,
      width: pixels.nullable(),
      height: pixels.nullable(),
      framesPerSecond: positive.nullable(),
      stallSeconds,
    }),
    z.strictObject({
      kind: z.literal('test'),
      pattern: z.enum(testPatterns),
      width: pixels,
      height: pixels,
      framesPerSecond: positive,
    }),
  ]),
);

export const streamTarget = schemaOf<StreamTarget>()(
  z.strictObject({ host: text, port, format: z.enum(streamCarriers), kilobitsPerSecond }),
);

export const sourceCommands = {
  /**
   * The source as a person types it, or as a screen was shown it. Answers when a file plays, or when the station waits for
   * a live source. Then it closes the source before it, and the part in progress is aborted. When the new source cannot be
   * opened, the one before goes on. A workplace remembers the source and opens it again after a restart; the password is
   * kept on the disk only.
   *
   * `login` is kept apart from the address, for this camera (host and port), and never shown again; null forgets it. Left out:
   * the one that is kept, if the address brings none.
   */
  openSource: {
    role: 'operator',
    input: z.strictObject({ source: text, login: sourceLogin.nullable().exactOptional() }),
    output: answer<null>(),
  },
  /** The user by whom the station would log in to the camera of this address; null: no login is kept for it. */
  readLogin: {
    role: 'operator',
    input: z.strictObject({ source: text }),
    output: answer<{ readonly user: string } | null>(),
  },
  /** Tries a source that waits at once, and begins to count anew; `not_possible` when none waits. */
  retrySource: { role: 'operator', input: none, output: answer<null>() },
  /** Names a recent source, as a screen was shown it; null: its usual name again. */
  nameSource: {
    role: 'operator',
    input: z.strictObject({ source: text, title: shortName.nullable() }),
    output: answer<null>(),
  },
  /** A workplace forgets the source as well. */
  closeSource: { role: 'operator', input: none, output: answer<null>() },
  /** Pauses a file; `not_possible` for a live source. */
  pauseSource: { role: 'operator', input: none, output: answer<null>() },
  resumeSource: { role: 'operator', input: none, output: answer<null>() },
  /** The part in progress is aborted: the station no longer sees its steps in their order. */
  seekSource: {
    role: 'operator',
    input: z.strictObject({ seconds: z.number().min(0) }),
    output: answer<null>(),
  },
  /** Looks at a source without changing what is watched. Fails when no picture comes within 8 s. `login` is tried, not kept. */
  probeSource: {
    role: 'operator',
    input: z.strictObject({
      source: text,
      width: z.int().min(16).max(1920),
      login: sourceLogin.exactOptional(),
    }),
    output: answer<SourceProbe>(),
  },
  /** Null when the program came without its videos. */
  readDemo: { role: 'operator', input: none, output: answer<Demo | null>() },
  listCameras: { role: 'operator', input: none, output: answer<readonly CameraInfo[]>() },
  /** Lists what lies below the folders of the settings, and of the administrator. @throws `outside_roots`. */
  listFolder: {
    role: 'operator',
    input: z.strictObject({ path: text.nullable(), kind: z.enum(['video', 'model', 'any']) }),
    output: answer<FolderListing>(),
  },
  /** Sends a file over UDP as a camera would, to its end. */
  send: {
    role: 'program',
    input: schemaOf<SendOptions>()(z.strictObject({ video: text, target: streamTarget, loop: z.boolean() })),
    output: answer<null>(),
  },
} as const satisfies CommandTable;
