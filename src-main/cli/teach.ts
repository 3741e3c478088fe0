// stepwatch teach add, labels, draft, deploy, rollback
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  type LabelFormat,
  StationError,
  type TeachLabel,
  type TeachProject,
} from '../../src-inference/contract/index.ts';
import { commandFolders, type EngineProcess, workplaceDefaults } from '../supervisor/index.ts';
import { allowedForGood } from './allowed-for-good.ts';
import { installRoot } from './defaults.ts';
import { withJob } from './job-progress.ts';
import { colors, counted, printError, printLine } from './output.ts';
import { withEngine } from './with-engine.ts';
import { writeResultFile } from './write-file.ts';

const noEvents = (): void => undefined;

/** Opens the project in an engine without a station. */
export async function openProject(engine: EngineProcess, directory: string): Promise<TeachProject> {
  return engine.request('teachOpen', { directory: resolve(directory) });
}

export async function addVideos(
  engineEntry: URL,
  options: {
    readonly directory: string;
    readonly videos: readonly string[];
    readonly operator: string;
    /** For a new project. */
    readonly labels: readonly string[];
  },
): Promise<void> {
  const { directory, videos, operator, labels } = options;
  let refused = 0;
  await withJob(engineEntry, async (engine) => {
    await openOrMake(engine, resolve(directory), labels);
    for (const path of videos) {
      try {
        const added = await engine.request('teachAddVideo', { path: resolve(path), operator });
        const what =
          added.state === 'confirmed' ? counted(added.actions, 'confirmed action') : 'no labels yet';
        printLine(`${colors.green('added')}    ${added.id}  ${added.durationSeconds.toFixed(1)} s, ${what}`);
      } catch (thrown) {
        // The others are added all the same.
        if (!(thrown instanceof StationError)) throw thrown;
        printError(thrown, false);
        refused += 1;
      }
    }
  });
  if (refused > 0) {
    throw new StationError(
      'source_unreadable',
      `${refused} of ${counted(videos.length, 'video')} not added.`,
      {
        hint: 'The errors above say why; the others are in the project.',
      },
    );
  }
}

export async function importLabels(
  engineEntry: URL,
  options: {
    readonly directory: string;
    readonly recording: string;
    readonly file: string;
    readonly format: LabelFormat;
    readonly framesPerSecond: number | null;
    readonly tier: string | null;
    readonly video: string | null;
    readonly confirm: boolean;
  },
): Promise<void> {
  const { directory, recording, file, confirm, format, framesPerSecond, tier, video } = options;
  const labels = { format, text: readLabelFile(file), framesPerSecond, tier, video };
  await withEngine(engineEntry, commandFolders([], [directory]), noEvents, async (engine) => {
    await openProject(engine, directory);
    const { draft, version } = await engine.request('teachImportLabels', { recording, labels });
    const { length } = draft!.actions;
    if (!confirm) {
      return printLine(
        `${counted(length, 'action')} read as a draft of ${recording}. Confirm them on the page.`,
      );
    }
    const actions = draft!.actions.map(({ confidence: _, ...action }) => action);
    await engine.request('teachSaveLabels', { recording, actions, basedOn: version, confirm });
    printLine(`${counted(length, 'action')} of ${recording} confirmed.`);
  });
}

export async function exportLabels(
  engineEntry: URL,
  options: {
    readonly directory: string;
    readonly recording: string;
    readonly format: LabelFormat;
    readonly framesPerSecond: number | null;
    /** Null: they are printed. */
    readonly out: string | null;
  },
): Promise<void> {
  const { directory, out, ...input } = options;
  const { text } = await withEngine(
    engineEntry,
    commandFolders([], [directory]),
    noEvents,
    async (engine) => {
      await openProject(engine, directory);
      return engine.request('teachExportLabels', input);
    },
  );
  if (out === null) return printLine(text.trimEnd());
  writeResultFile(out, text, 'create');
  printLine(`Wrote ${out}.`);
}

export async function draftLabels(
  engineEntry: URL,
  { directory, recordings }: { readonly directory: string; readonly recordings: readonly string[] },
): Promise<void> {
  const lines = await withJob(engineEntry, async (engine) => {
    const project = await openProject(engine, directory);
    const unlabelled = project.recordings.filter(({ state }) => state === 'unlabelled').map(({ id }) => id);
    const wanted = recordings.length > 0 ? recordings : unlabelled;
    const drafted: string[] = [];
    for (const recording of wanted) {
      const { actions } = await engine.request('teachDraft', { recording });
      const unsure = actions.filter(({ confidence }) => confidence < 0.6).length;
      drafted.push(`${recording}  ${counted(actions.length, 'action')}, ${unsure} of them unsure`);
    }
    return drafted;
  });
  for (const line of lines) printLine(line);
  if (lines.length === 0) return printLine('Every recording has labels or a draft.');
  printLine(`Confirm them on the page: stepwatch teach ${directory}`);
}

export async function deployNetwork(
  engineEntry: URL,
  options: { readonly directory: string; readonly network: string | null; readonly station: string },
): Promise<void> {
  await withStation(engineEntry, options, async (engine, project) => {
    const network = options.network ?? newestNetwork(project);
    const { inForce } = await engine.request('teachDeploy', { network });
    printLine(`The station uses network ${inForce} from its next start on.`);
    printLine(colors.dim(`Back: stepwatch teach rollback ${options.directory}`));
  });
}

export async function rollBack(
  engineEntry: URL,
  options: { readonly directory: string; readonly station: string },
): Promise<void> {
  await withStation(engineEntry, options, async (engine) => {
    const { inForce } = await engine.request('teachRollback', null);
    const what = inForce === null ? 'the model it had before the project' : `network ${inForce}`;
    printLine(`The station uses ${what} from its next start on.`);
  });
}

/** @throws StationError `network_not_found`. */
export function newestNetwork({ networks, directory }: TeachProject): string {
  const newest = networks.at(-1);
  if (newest) return newest.id;
  throw new StationError('network_not_found', 'The project has no network yet.', {
    where: directory,
    hint: `Teach one: stepwatch teach train ${directory}`,
  });
}

/** With the station of a folder that no station runs in; it watches nothing meanwhile. */
async function withStation(
  engineEntry: URL,
  { directory, station }: { readonly directory: string; readonly station: string },
  use: (engine: EngineProcess, project: TeachProject) => Promise<void>,
): Promise<void> {
  const workplace = resolve(station);
  await withEngine(engineEntry, null, noEvents, async (engine) => {
    await engine.request('openWorkplace', {
      directory: workplace,
      defaults: workplaceDefaults(installRoot),
      source: null,
      teach: resolve(directory),
      roots: allowedForGood(workplace, resolve(directory)),
      watch: false,
    });
    const project = await engine.request('teachProject', null);
    if (project) return use(engine, project);
    throw new StationError('project_not_found', `"${directory}" holds no project.`, {
      where: directory,
      hint: 'Give the folder of a project.',
    });
  });
}

async function openOrMake(
  engine: EngineProcess,
  directory: string,
  names: readonly string[],
): Promise<TeachProject> {
  try {
    return await engine.request('teachOpen', { directory });
  } catch (thrown) {
    if (!(thrown instanceof StationError) || thrown.code !== 'project_not_found' || names.length === 0) {
      throw thrown;
    }
  }
  const labels = names.map((text, i): TeachLabel => {
    const name = text.trim();
    return { name, title: name.replaceAll('_', ' '), color: colorOf(i, names.length) };
  });
  return engine.request('teachNewProject', { directory, name: basename(directory), labels });
}

/** Hues at even distances, as `#rrggbb`. */
function colorOf(index: number, count: number): string {
  const channel = (shift: number): string => {
    const turn = (index / count + shift) % 1;
    const value = Math.max(0.25, Math.min(0.8, Math.abs(turn * 6 - 3) - 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(2 / 3)}${channel(1 / 3)}`;
}

function readLabelFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new StationError('labels_invalid', `"${path}" cannot be read.`, {
      where: path,
      hint: 'Check the path.',
      cause,
    });
  }
}
