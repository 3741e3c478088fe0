// The command table: what the engine can be asked, who may ask it, what goes in and what comes back. Everything else that
// is known of commands follows from it.
import { benchCommands } from './bench.ts';
import type { InputOf, OutputOf } from './command.ts';
import { diagnosticsCommands } from './diagnostics.ts';
import { figuresCommands } from './figures.ts';
import { identityCommands } from './identity.ts';
import { inferenceServerCommands } from './inference-server.ts';
import { learnedCommands } from './learned.ts';
import { linkCommands } from './links.ts';
import { modelCommands } from './model.ts';
import { outputCommands } from './output.ts';
import { partCommands } from './parts.ts';
import { pictureCommands } from './picture.ts';
import { recipeCommands } from './recipes.ts';
import { rolloutCommands } from './rollouts.ts';
import { settingsCommands } from './settings.ts';
import { sourceCommands } from './source.ts';
import { stationCommands } from './station.ts';
import { storageCommands } from './storage.ts';
import { teachingCommands } from './teaching.ts';

export const commands = {
  ...stationCommands,
  ...sourceCommands,
  ...pictureCommands,
  ...outputCommands,
  ...partCommands,
  ...figuresCommands,
  ...identityCommands,
  ...recipeCommands,
  ...settingsCommands,
  ...storageCommands,
  ...linkCommands,
  ...inferenceServerCommands,
  ...rolloutCommands,
  ...modelCommands,
  ...learnedCommands,
  ...teachingCommands,
  ...diagnosticsCommands,
  ...benchCommands,
} as const;

export type CommandName = keyof typeof commands;

/** Name of a command to what goes in and what comes back when it is done. */
export type Commands = {
  readonly [Name in CommandName]: {
    readonly input: InputOf<(typeof commands)[Name]>;
    readonly output: OutputOf<(typeof commands)[Name]>;
  };
};

/** What a screen may send, if its role allows it. */
export type ScreenCommand = {
  [Name in CommandName]: (typeof commands)[Name]['role'] extends 'program' ? never : Name;
}[CommandName];

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

export function isScreenCommand(name: string): name is ScreenCommand {
  return isCommand(name) && commands[name].role !== 'program';
}

export { benchCommands } from './bench.ts';
export type { CommandTable, InputOf, OutputOf } from './command.ts';
export { diagnosticsCommands } from './diagnostics.ts';
export { shortName } from './fields.ts';
export { figuresCommands } from './figures.ts';
export { identityCommands } from './identity.ts';
export { inferenceServerCommands, type TritonExport } from './inference-server.ts';
export { learnedCommands } from './learned.ts';
export { linkCommands } from './links.ts';
export { modelCommands } from './model.ts';
export { outputCommands } from './output.ts';
export { partCommands } from './parts.ts';
export { pictureCommands } from './picture.ts';
export { recipeCommands } from './recipes.ts';
export { rolloutCommands } from './rollouts.ts';
export { changeableSettings, settingsCommands } from './settings.ts';
export type { Demo, FolderListing, SendOptions, SourceProbe } from './source.ts';
export { sourceCommands } from './source.ts';
export type { RunOptions, StationOptions, WorkplaceOptions } from './station.ts';
export { stationCommands } from './station.ts';
export { storageCommands } from './storage.ts';
export { teachingCommands } from './teaching.ts';
