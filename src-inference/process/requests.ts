// What screens may send, checked before it reaches the engine: a message from a browser is not to be trusted. Commands of
// shells and programs are not in here: their types hold.
import { z } from 'zod';
import {
  type Commands,
  commandRoles,
  type EngineRequest,
  type ScreenCommand,
  StationError,
  verdicts,
} from '../contract/index.ts';
import { settingsChangeSchema } from '../workplace/index.ts';

const nothing = z.null();
const text = z.string().min(1).max(4096);
const name = z.string().min(1).max(64);
const spoken = z.string().trim().min(1).max(500);
const recipeText = z.string().max(1_000_000);
const moment = z.iso.datetime();
const day = z.iso.date();

export const requestSchemas = {
  snapshot: nothing,
  readLog: z.strictObject({ before: text.nullable(), limit: z.int().min(1).max(10_000) }),
  listParts: z.strictObject({
    fromDay: day.nullable(),
    toDay: day.nullable(),
    verdict: z.enum([...verdicts, 'aborted']).nullable(),
    recipe: text.nullable(),
    step: text.nullable(),
    before: moment.nullable(),
    limit: z.int().min(1).max(500),
  }),
  readPart: z.strictObject({ id: moment }),
  listRecipes: nothing,
  readStoredRecipe: z.strictObject({ name, savedAt: moment.nullable() }),
  examine: nothing,
  readModel: z.strictObject({ directory: text }),
  watch: z.strictObject({ source: text }),
  unwatch: nothing,
  pauseSource: nothing,
  resumeSource: nothing,
  seekSource: z.strictObject({ seconds: z.number().min(0) }),
  probeSource: z.strictObject({ source: text, width: z.int().min(16).max(1920) }),
  listCameras: nothing,
  listFolder: z.strictObject({ path: text.nullable(), kind: z.enum(['video', 'model', 'any']) }),
  startPart: z.strictObject({ code: z.string().trim().min(1).max(200) }).nullable(),
  abandonPart: nothing,
  acknowledgePart: z.strictObject({ id: moment, by: spoken, reason: spoken }),
  startShift: nothing,
  useRecipe: z.strictObject({ name: name.nullable() }),
  checkRecipe: z.strictObject({ text: recipeText }),
  saveRecipe: z.strictObject({
    name,
    text: recipeText,
    note: z.string().trim().max(500),
    basedOn: moment.nullable(),
  }),
  deleteRecipe: z.strictObject({ name }),
  dryRun: z.strictObject({
    text: recipeText,
    on: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('part'), id: moment }),
      z.strictObject({ kind: z.literal('video'), path: text }),
    ]),
  }),
  changeSettings: settingsChangeSchema,
  supportBundle: nothing,
} satisfies { readonly [Name in ScreenCommand]: z.ZodType<Commands[Name]['input']> };

/** @throws StationError `request_invalid` with the place that is wrong, `usage` for a command that there is not. */
export function validate(request: EngineRequest): EngineRequest {
  const { command } = request;
  if (!isScreenCommand(command)) return request;
  const result = requestSchemas[command].safeParse(request.input);
  if (result.success) return { ...request, input: result.data } as EngineRequest;
  const [issue] = result.error.issues;
  const place = [command, ...issue!.path.map(String)].join('.');
  throw new StationError('request_invalid', `The request is not valid at ${place}: ${issue!.message}.`, {
    where: place,
    hint: 'Load the screen again: it may be older than the station.',
  });
}

function isScreenCommand(command: string): command is ScreenCommand {
  return Object.hasOwn(commandRoles, command);
}
