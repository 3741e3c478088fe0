// stepwatch run: watches a source without a window. Prints lines for a person, or one JSON object for every event.
import {
  type EngineEvent,
  type LiveHop,
  liveHopSentence,
  type RunOptions,
  type ServingState,
  type SourceInfo,
  StationError,
  servingSentence,
} from '../../src-inference/contract/index.ts';
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
  await withEngine(engineEntry, show, async (engine) => {
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
      return `${colors.bold(event.source.name)}  ${colors.dim(`${recipe}; model ${event.model}, ${event.network.precision} on ${event.network.backend} (${event.network.reason})`)}`;
    }
    case 'sourceState': {
      const facts = event.state === 'playing' ? `  ${sizeOf(event.source)}` : '';
      return colors.dim(
        `source ${event.state}${facts}${event.error === null ? '' : `: ${event.error.message}`}`,
      );
    }
    case 'outputState': {
      const why = event.error === null ? '' : `: ${colors.yellow(event.error.message)}`;
      return `${colors.dim(`${event.kind} ${event.state}  ${event.target}`)}${why}`;
    }
    case 'partStarted':
      return `${time(event.atSeconds)}  ${colors.bold(`part ${event.part}`)}`;
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
    case 'windowsDropped':
      return colors.yellow(
        `The network is too slow: ${counted(event.count, 'window')} dropped, ${event.total} in total`,
      );
    case 'hardwareFailed':
      return colors.yellow(`${event.element} failed, software does its work: ${event.message}`);
    case 'jobProgress':
      return colors.dim(event.text);
    case 'runEnded':
      return colors.dim(`${event.frames} frames, ${event.seconds.toFixed(1)} s`);
    case 'runAborted':
      return colors.dim(`aborted: ${event.error.message}`);
    case 'windowClassified':
    case 'actionStarted':
    case 'workInterrupted':
    case 'workResumed':
    case 'progress':
    // Only a station with a memory tells these.
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
