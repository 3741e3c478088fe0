// stepwatch run: watches a source without a window. Prints lines for a person, or one JSON object for every event.
import {
  disturbanceSentence,
  type EngineEvent,
  type LiveHop,
  liveHopSentence,
  pictureSentence,
  type RunOptions,
  retriedSentence,
  retrySentence,
  type ServingState,
  type SourceInfo,
  type SourceRetry,
  type SourceState,
  StationError,
  servingSentence,
  sourceTitle,
  streamSentence,
} from '../../src-inference/contract/index.ts';
import { runFolders } from '../supervisor/index.ts';
import {
  clock,
  colors,
  counted,
  framesPerSecondText,
  percent,
  printJson,
  printLine,
  statusText,
  verdictText,
} from './output.ts';
import { withEngine } from './with-engine.ts';

export async function runStation(engineEntry: URL, options: RunOptions & { json: boolean }): Promise<void> {
  const { json, ...run } = options;
  const show = json ? printJson : (event: EngineEvent) => showEvent(event);
  await withEngine(engineEntry, runFolders(run), show, async (engine) => {
    try {
      await engine.request('run', run);
    } catch (thrown) {
      // A signal stopped it. That is a normal end, also in the middle of a file.
      if (!(thrown instanceof StationError && thrown.code === 'aborted')) throw thrown;
    }
  });
}

function showEvent(event: EngineEvent): void {
  const line = lineOf(event);
  if (line !== null) printLine(line);
}

function lineOf(event: EngineEvent): string | null {
  switch (event.type) {
    case 'runStarted': {
      const recipe =
        event.recipe === null ? 'no recipe' : `recipe ${event.recipe}, ${counted(event.recipeSteps, 'step')}`;
      return `${colors.bold(sourceTitle(event.source))}  ${colors.dim(`${recipe}; model ${event.model}, ${event.network.precision} on ${event.network.backend} (${event.network.reason})`)}`;
    }
    case 'sourceState': {
      const { state, source, error, retry } = event;
      const facts = state === 'playing' ? `  ${sizeOf(source)}` : '';
      const why = error === null ? '' : `: ${error.message}`;
      return colors.dim(
        `source ${state}${facts}${why}${retry === undefined ? '' : `  ${retryLine(retry, state)}`}`,
      );
    }
    case 'sourceRetried':
      return isWorthALine(event.retry)
        ? colors.dim(`source waits: ${retrySentence(event.retry, new Date())}`)
        : null;
    case 'outputState': {
      const why = event.error === null ? '' : `: ${colors.yellow(event.error.message)}`;
      return `${colors.dim(`${event.kind} ${event.state}  ${event.target}`)}${why}`;
    }
    case 'partStarted':
      return `${time(event.atSeconds)}  ${colors.bold(`part ${event.part}`)}`;
    case 'partJoined':
      return `${time(event.atSeconds)}  ${colors.yellow('not seen from the start')}: first step ${event.step.index} (${event.step.label})`;
    case 'stepJudged': {
      const { step } = event;
      const number = (step.index === null ? '' : String(step.index)).padStart(4);
      const name = (step.label ?? step.expected ?? '').padEnd(18);
      const remark = step.remark === '' ? '' : `: ${step.remark}`;
      const judgement = `${statusText(step)}${remark}`;
      return `${time(step.endSeconds)}  ${number}  ${name} ${percent(step.probability).padStart(5)}  ${judgement}`;
    }
    case 'partEnded':
      return `${time(event.atSeconds)}  part ${event.part}: ${verdictText(event.verdict)}`;
    case 'partAborted':
      return `${time(event.atSeconds)}  part ${event.part}: ${colors.yellow('aborted')} (${event.reason})`;
    case 'servingState':
      return servingLine(event.serving);
    case 'hopState':
      return hopLine(event.hop);
    case 'pictureChanged':
      return colors.yellow(pictureSentence(event));
    case 'windowsDropped':
      return colors.yellow(
        `The network is too slow: ${counted(event.count, 'window')} dropped, ${event.total} in total`,
      );
    case 'streamDisturbed':
      return colors.yellow(
        `The stream is disturbed: ${(event.lostShare * 100).toFixed(1)} % of the packets are lost`,
      );
    case 'streamRecovered':
      return colors.yellow(disturbanceSentence(event.seconds, event.counts));
    case 'sourceSizeChanged':
      return colors.dim(`the pictures are ${event.width} x ${event.height} from now on`);
    case 'hardwareFailed':
      return colors.yellow(`${event.element} failed, software does its work: ${event.message}`);
    case 'jobProgress':
      return colors.dim(event.text);
    case 'runEnded':
      return colors.dim(
        `${event.frames} frames, ${event.seconds.toFixed(1)} s${event.stream ? `, ${streamSentence(event.stream)}` : ''}`,
      );
    case 'runAborted':
      return colors.dim(`aborted: ${event.error.message}`);
    case 'windowClassified':
    case 'windowSkipped':
    case 'actionStarted':
    case 'workInterrupted':
    case 'workResumed':
    case 'progress':
    // Only a station with a memory tells these.
    case 'partEnding':
    case 'partEndUndone':
    case 'partResumed':
    case 'partAcknowledged':
    case 'partOverridden':
    case 'nextPartIdentified':
    case 'partIdentified':
    case 'identityRefused':
    case 'operatorChanged':
    case 'audited':
    case 'shiftStarted':
    case 'sourceGone':
    case 'modelState':
    case 'errorsEstimated':
    case 'recipeState':
    case 'settingsChanged':
    case 'journalDamaged':
    case 'clockChanged':
    case 'countsRecalled':
    case 'settingsRefused':
    case 'indexState':
    case 'partJudgedOtherwise':
    case 'mistakeFilmed':
    case 'evidenceKept':
    case 'evidenceSeen':
    case 'evidenceState':
    case 'partKept':
    case 'filesDeleted':
    case 'storageState':
    case 'recordState':
    case 'recordReplaced':
    case 'pictureTaken':
    case 'linkState':
    case 'linkBacklog':
    case 'rolloutState':
    case 'health':
    case 'teachingChanged':
    case 'trainingProgress':
      return null;
    default:
      return event satisfies never;
  }
}

function retryLine(retry: SourceRetry, state: SourceState): string {
  return state === 'playing' ? retriedSentence(retry) : retrySentence(retry, new Date());
}

/** After 2, 4, 8, ... attempts: who waits for a whole night does not look for the one line that matters. */
function isWorthALine({ attempts }: SourceRetry): boolean {
  return Number.isInteger(Math.log2(attempts));
}

function hopLine(hop: LiveHop): string {
  const sentence = liveHopSentence(hop);
  return hop.reason === 'asWanted' ? colors.dim(sentence) : colors.yellow(sentence);
}

function servingLine(serving: ServingState): string {
  const sentence = servingSentence(serving);
  return serving.error ? colors.yellow(sentence) : colors.dim(sentence);
}

function sizeOf({ width, height, framesPerSecond, codec }: SourceInfo): string {
  return [`${width}x${height}`, framesPerSecondText(framesPerSecond), codec ?? ''].filter(Boolean).join('  ');
}

function time(seconds: number | null): string {
  return (seconds === null ? '' : clock(seconds)).padStart(8);
}
