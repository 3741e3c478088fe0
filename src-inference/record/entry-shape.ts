// What a line of the journal must be like so that those who read it find what they look for. A line of another program, of a
// later version or of a damaged disk may be JSON and still be none of ours: it is set aside.
import { z } from 'zod';
import type { EngineEvent } from '../contract/index.ts';

const text = z.string();
const textOrNone = text.nullish();
const seconds = z.number();
const secondsOrNone = seconds.nullish();
const error = z.looseObject({ code: text, message: text });
const step = z.looseObject({ label: text, index: z.number() });
const steps = z.array(step).optional();
const judgedStep = z.looseObject({
  status: text,
  index: z.number().nullable(),
  expected: textOrNone,
  label: textOrNone,
  startSeconds: secondsOrNone,
  endSeconds: secondsOrNone,
  probability: z.number().nullish(),
});
const id = z.string();
const identity = z.looseObject({ serial: text.nullable(), order: textOrNone, variant: textOrNone });
const inPart = { part: z.number(), atSeconds: seconds };
const file = z.looseObject({ name: text, bytes: z.number() });
const clip = z.looseObject({ ...file.shape, mistakes: z.array(z.unknown()) });
const recipe = z.union([
  z.looseObject({
    state: z.literal('ready'),
    name: text,
    info: z.looseObject({
      name: text,
      title: text.optional(),
      steps: z.array(z.unknown()),
      targetCycleSeconds: secondsOrNone,
    }),
  }),
  z.looseObject({ state: text.refine((state) => state !== 'ready') }),
]);

/** Only what is read of it. Events that are not listed are read by their type alone. */
const shapes: Partial<Record<EngineEvent['type'], z.ZodType>> = {
  runStarted: z.looseObject({
    source: z.looseObject({ name: text }),
    model: text,
    recipe: text.nullable(),
    recipeSteps: z.number().optional(),
  }),
  windowClassified: z.looseObject({
    startSeconds: seconds,
    endSeconds: seconds,
    label: text,
    probability: z.number(),
    probabilities: z.array(z.number()),
  }),
  windowSkipped: z.looseObject({ startSeconds: seconds, endSeconds: seconds }),
  streamRecovered: z.looseObject({
    seconds,
    counts: z.looseObject({ packets: z.looseObject({ lost: z.number() }) }),
  }),
  sourceSizeChanged: z.looseObject({ width: z.number(), height: z.number() }),
  sourceState: z.looseObject({
    state: text,
    source: z.looseObject({ name: text }),
    error: error.nullable(),
  }),
  pictureChanged: z.looseObject({
    state: text,
    sinceSeconds: seconds,
    shift: z.looseObject({ right: z.number(), down: z.number() }).nullable(),
    judged: z.boolean(),
  }),
  pictureTaken: z.looseObject({ takenAt: text, by: text }),
  outputState: z.looseObject({
    output: z.number(),
    kind: text,
    state: text,
    target: text,
    fromSeconds: secondsOrNone,
    setting: textOrNone,
  }),
  partStarted: z.looseObject({ ...inPart, code: textOrNone, mayFollow: steps, day: text.optional() }),
  partJoined: z.looseObject({ ...inPart, step }),
  partResumed: z.looseObject(inPart),
  partAborted: z.looseObject({ ...inPart, reason: text }),
  partEnded: z.looseObject({
    ...inPart,
    verdict: text,
    cycleSeconds: secondsOrNone,
    steps: z.array(judgedStep),
  }),
  actionStarted: z.looseObject({ ...inPart, label: text, expected: step.nullable(), mayFollow: steps }),
  workInterrupted: z.looseObject({ ...inPart, label: text.nullable() }),
  stepJudged: z.looseObject({
    ...inPart,
    atSeconds: seconds.optional(),
    step: judgedStep,
    amends: z.boolean(),
    next: step.nullish(),
    mayFollow: steps,
  }),
  runAborted: z.looseObject({ error }),
  partAcknowledged: z.looseObject({ id, by: text, reason: text }),
  nextPartIdentified: z.looseObject({ identity: identity.nullable() }),
  partIdentified: z.looseObject({ id, identity }),
  identityRefused: z.looseObject({ text, error }),
  operatorChanged: z.looseObject({ operator: text.nullable() }),
  partOverridden: z.looseObject({ id, verdict: text, by: text, reason: text }),
  partJudgedOtherwise: z.looseObject({ id, judgement: text, by: text, note: text }),
  mistakeFilmed: z.looseObject({ id, clip }),
  evidenceKept: z.looseObject({
    id,
    evidence: z.looseObject({ clips: z.array(clip), pictures: z.array(file), judgement: file }),
  }),
  evidenceSeen: z.looseObject({ id, by: text }),
  partKept: z.looseObject({ id, kept: z.boolean(), by: text }),
  clockChanged: z.looseObject({ bySeconds: seconds, whileStopped: z.boolean() }),
  filesDeleted: z.looseObject({
    reason: text,
    files: z.array(z.looseObject({ kind: text, name: text, parts: z.array(id) })),
    bytes: z.number(),
  }),
  audited: z.looseObject({ what: text, subject: text, by: z.looseObject({}) }),
  modelState: z.looseObject({ model: z.looseObject({ state: text }) }),
  errorsEstimated: z.looseObject({ estimate: z.looseObject({}) }),
  recipeState: z.looseObject({ recipe, next: text.nullable() }),
  settingsChanged: z.looseObject({
    settings: z.looseObject({
      outputs: z.array(z.looseObject({})),
      links: z.array(z.looseObject({})).optional(),
      recordings: textOrNone,
      shiftStartedAt: textOrNone,
    }),
  }),
  linkState: z.looseObject({ link: text, state: text }),
  rolloutState: z.looseObject({ rollout: z.looseObject({ rollout: text }) }),
};

const common = z.looseObject({
  type: text,
  at: text.refine((at) => !Number.isNaN(Date.parse(at))),
  seq: z.number(),
});

/** Whether it can be a line of a journal. */
export function isEntry(value: unknown): boolean {
  const read = common.safeParse(value);
  if (!read.success) return false;
  // A type may also be called as what every object has, such as "constructor".
  if (!Object.hasOwn(shapes, read.data.type)) return true;
  return shapes[read.data.type as EngineEvent['type']]!.safeParse(value).success;
}
