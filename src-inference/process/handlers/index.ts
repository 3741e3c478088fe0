// What the engine does for each command of the table.
import type { commands } from '../../contract/index.ts';
import { createTell, type EngineContext, jobProgress } from '../engine-context.ts';
import type { OpenedStation } from '../opened-station.ts';
import { benchHandlers } from './bench.ts';
import { diagnosticsHandlers } from './diagnostics.ts';
import { figuresHandlers } from './figures.ts';
import type { HandlersOf } from './handlers-of.ts';
import { identityHandlers } from './identity.ts';
import { inferenceServerHandlers } from './inference-server.ts';
import { learnedHandlers } from './learned.ts';
import { linkHandlers } from './links.ts';
import { modelHandlers } from './model.ts';
import { outputHandlers } from './output.ts';
import { partHandlers } from './parts.ts';
import { pictureHandlers } from './picture.ts';
import { recipeHandlers } from './recipes.ts';
import { rolloutHandlers } from './rollouts.ts';
import { settingsHandlers } from './settings.ts';
import { sourceHandlers } from './source.ts';
import { stationHandlers } from './station.ts';
import { storageHandlers } from './storage.ts';
import { teachingHandlers } from './teaching.ts';

/** @param signal Breaks off commands that run for long. */
export function createHandlers(
  opened: OpenedStation,
  context: EngineContext,
  signal: AbortSignal,
): HandlersOf<typeof commands> {
  const tell = createTell(context);
  return {
    ...stationHandlers(opened, context, signal),
    ...sourceHandlers(opened, signal),
    ...pictureHandlers(opened),
    ...outputHandlers(opened),
    ...partHandlers(opened, jobProgress(tell), signal),
    ...figuresHandlers(opened),
    ...identityHandlers(opened),
    ...recipeHandlers(opened),
    ...settingsHandlers(opened),
    ...storageHandlers(opened, context, jobProgress(tell), signal),
    ...linkHandlers(opened),
    ...inferenceServerHandlers(opened),
    ...rolloutHandlers(opened),
    ...modelHandlers(opened, jobProgress(tell), signal),
    ...learnedHandlers(),
    ...teachingHandlers(opened, context, tell, signal),
    ...diagnosticsHandlers(opened),
    ...benchHandlers(),
  };
}
