// stepwatch teach status DIR, stepwatch teach report DIR: a project, and how good one of its networks is, as text.
import {
  StationError,
  type TeachAdvice,
  type TeachNetwork,
  type TeachProject,
  type TeachRecording,
  type TeachReport,
} from '../../src-inference/contract/index.ts';
import { commandFolders } from '../supervisor/index.ts';
import { clock, colors, counted, percent, printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { newestNetwork, openProject } from './teach.ts';
import { withEngine } from './with-engine.ts';

const shownWorst = 5;

export async function describeProject(
  engineEntry: URL,
  options: { readonly directory: string; readonly json: boolean },
): Promise<void> {
  const project = await read(engineEntry, options.directory);
  if (options.json) return printJson(project);
  printLine(colors.bold(project.name));
  printLine(`labels      ${project.labels.map(({ name }) => name).join(', ') || 'none yet'}`);
  printLine(`recipe      ${project.recipe ?? 'none yet'}`);
  printLine(`in force    ${project.inForce ?? 'no network of this project'}`);
  if (project.queueLength > 0) printLine(`to look at  ${counted(project.queueLength, 'sample')}`);
  if (project.job !== null) printLine(`training    ${project.job.state}, ${percent(project.job.fraction)}`);
  printLine();
  if (project.recordings.length === 0) printLine('No recordings yet.');
  else printLine(recordingTable(project.recordings));
  if (project.networks.length === 0) return;
  printLine();
  const rows = project.networks.map(({ id, method, madeAt, recordings, report }) => ({
    cells: [
      id,
      method,
      madeAt.slice(0, 16).replace('T', ' '),
      String(recordings.length),
      report === null ? 'not measured' : accuracyText(report),
    ],
  }));
  printLine(table(['network', 'method', 'made (UTC)', 'recordings', 'accuracy'], rows, [3]));
}

export async function describeReport(
  engineEntry: URL,
  options: { readonly directory: string; readonly network: string | null; readonly json: boolean },
): Promise<void> {
  const project = await read(engineEntry, options.directory);
  const id = options.network ?? newestNetwork(project);
  const network = project.networks.find((one) => one.id === id);
  if (!network) {
    throw new StationError('network_not_found', `The project has no network "${id}".`, {
      where: options.directory,
      hint: 'stepwatch teach status shows those that it has.',
    });
  }
  if (options.json) return printJson(network);
  printReport(project, network);
}

export function printReport(project: TeachProject, { id, recordings, report }: TeachNetwork): void {
  printLine(`${colors.bold(`Network ${id}`)}, taught with ${counted(recordings.length, 'recording')}`);
  if (report === null) return printLine('It was not measured.');
  printLine(accuracySentence(report));
  if (report.expected) printLine(expectedSentence(report.expected));
  printLine();
  const rows = report.perLabel.map((one) => ({
    cells: [one.label, String(one.windows), percent(one.recall), percent(one.precision)],
  }));
  printLine(table(['action', 'windows', 'found', 'right when named'], rows, [1, 2, 3]));
  if (report.advice.length > 0) {
    printLine();
    printLine(colors.bold('What would help'));
    for (const advice of report.advice) printLine(`- ${adviceSentence(advice, project.background)}`);
  }
  printHurting(report);
  printWorst(report, project);
}

function printHurting({ hurting }: TeachReport): void {
  const worse = hurting.filter(({ change }) => change > 0);
  if (worse.length === 0) return;
  printLine();
  printLine(colors.bold('Recordings without which the others are named better'));
  for (const { recording, change } of worse.slice(0, shownWorst)) {
    printLine(`- ${recording}: ${(100 * change).toFixed(1)} points`);
  }
}

function printWorst({ worst }: TeachReport, { recordings }: TeachProject): void {
  const known = worst.filter(({ recording }) => recordings.some(({ id }) => id === recording));
  if (known.length === 0) return;
  printLine();
  printLine(colors.bold('Look at these'));
  const rows = known.slice(0, shownWorst).map((one) => ({
    cells: [
      one.recording,
      `${clock(one.startSeconds)} to ${clock(one.endSeconds)}`,
      one.truth,
      one.named,
      percent(one.probability),
    ],
  }));
  printLine(table(['recording', 'time', 'labelled', 'named', 'probability'], rows, [4]));
}

function accuracyText({ accuracy: { value, low, high } }: TeachReport): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}

function accuracySentence(report: TeachReport): string {
  const { by, folds } = report.split;
  const people = by === 'operator' ? 'people' : 'recordings';
  const held = folds.length === 1 ? '' : `, each left out once in ${folds.length} rounds`;
  return `${accuracyText(report)} of ${counted(report.windows, 'window')} are named rightly, of ${people} that it was not taught with${held}.`;
}

function expectedSentence({
  parts,
  goodFailed,
  goodWarned,
  badPassed,
}: NonNullable<TeachReport['expected']>): string {
  return (
    `With the recipe, of ${counted(parts, 'simulated part')}: ${percent(goodFailed)} of the good ones fail, ` +
    `${percent(goodWarned)} must be looked at, ${percent(badPassed)} of the bad ones pass.`
  );
}

function adviceSentence(advice: TeachAdvice, background: string): string {
  switch (advice.kind) {
    case 'moreOfLabel': {
      const who = advice.byAnotherOperator ? ' by another person' : '';
      return `${counted(advice.recordings, 'more recording')} of ${advice.label}${who}${gainText(advice.gain)}.`;
    }
    case 'moreOperators':
      return `Recordings of other people: there ${advice.operators === 1 ? 'is one person' : `are ${advice.operators}`} so far.`;
    case 'moreRecordings':
      return `${counted(advice.recordings, 'more recording')} of anything${gainText(advice.gain)}.`;
    case 'mixedUp':
      if (advice.other === background) {
        return `${advice.label} is overlooked in ${percent(advice.share)} of its windows: check whether the camera sees it well, and where its labels begin and end.`;
      }
      return `${advice.label} is taken for ${advice.other} in ${percent(advice.share)} of its windows: check their labels, or film from where they differ.`;
    case 'checkRecording':
      return `Check the labels of ${advice.recording}: without it the others are named better.`;
    case 'enough':
      return 'More recordings would change little.';
    default:
      return advice satisfies never;
  }
}

function gainText(gain: number | null): string {
  return gain === null ? '' : `, about ${(100 * gain).toFixed(1)} points`;
}

function recordingTable(recordings: readonly TeachRecording[]): string {
  const rows = recordings.map(({ id, operator, durationSeconds, state, actions, problem }) => ({
    cells: [
      id,
      operator,
      clock(durationSeconds),
      problem === null ? state : colors.red('problem'),
      state === 'unlabelled' ? '' : String(actions),
    ],
    ...(problem !== null && { note: problem.message }),
  }));
  return table(['recording', 'operator', 'length', 'labels', 'actions'], rows, [2, 4]);
}

function read(engineEntry: URL, directory: string): Promise<TeachProject> {
  return withEngine(
    engineEntry,
    commandFolders([], [directory]),
    () => undefined,
    (engine) => openProject(engine, directory),
  );
}
