// The log as people read it: one line for each thing that happened.
import {
  type AbortReason,
  type AuditActor,
  disturbanceSentence,
  type EngineEvent,
  type ErrorEstimate,
  isMissing,
  type JudgedStep,
  liveHopSentence,
  type PartIdentity,
  pictureSentence,
  type RecordState,
  retriedSentence,
  type SourceRetry,
  type StationRollout,
  servingSentence,
  sourceTitle,
} from '../contract/index.ts';

/** @returns A function that gives the lines of an event; null: it has none. It remembers the number of steps of the run. */
export function createLogLines(): (event: EngineEvent) => readonly string[] | null {
  let recipeSteps = 0;
  return (event) => {
    switch (event.type) {
      case 'runStarted': {
        recipeSteps = event.recipeSteps;
        const recipe = event.recipe === null ? 'no recipe' : `recipe ${event.recipe}, ${recipeSteps} steps`;
        // Journals of earlier versions do not say which network ran.
        const { precision, backend, reason } = event.network ?? {
          precision: 'fp32',
          backend: 'cpu',
          reason: '',
        };
        const network = `${precision} on ${backend}${reason === '' ? '' : ` (${reason})`}`;
        return [`run started: ${sourceTitle(event.source)}, model ${event.model}, ${network}, ${recipe}`];
      }
      case 'partStarted':
        return [
          `${source(event.atSeconds)}  part ${event.part} started${event.code ? `, code ${event.code}` : ''}`,
        ];
      case 'partJoined':
        return [
          `${source(event.atSeconds)}  part ${event.part} was not seen from its start: first step ${event.step.index} ${event.step.label}`,
        ];
      case 'partEnding':
        return [
          `${source(event.atSeconds)}  part ${event.part} ended by hand: final in ${event.undoSeconds} s unless taken back`,
        ];
      case 'partEndUndone':
        return [`${source(event.atSeconds)}  part ${event.part} goes on: its end was taken back`];
      case 'workInterrupted': {
        const what = event.label === null ? 'something else is being done' : `${event.label} interrupted`;
        return [`${source(event.atSeconds)}  part ${event.part}  ${what}`];
      }
      case 'workResumed':
        return [`${source(event.atSeconds)}  part ${event.part}  interruption over`];
      case 'stepJudged':
        return [`${source(event.step.endSeconds)}  part ${event.part}  ${stepText(event.step, recipeSteps)}`];
      case 'partEnded': {
        const missing = event.steps.filter(isMissing);
        const list = missing.map((step) => `${step.index} ${step.expected}`).join(', ');
        const tail = missing.length === 0 ? '' : `, missing: ${list}`;
        return [
          `${source(event.atSeconds)}  part ${event.part} ended: ${event.verdict.toUpperCase()}${tail}`,
        ];
      }
      case 'runEnded': {
        const verdict = event.verdict === null ? 'not checked' : event.verdict.toUpperCase();
        return [`run ended: ${event.frames} frames, ${event.seconds.toFixed(1)} s, ${verdict}`];
      }
      case 'runAborted':
        return [`run broke off: ${event.error.code}: ${event.error.message}`];
      case 'partAborted':
        return [`${source(event.atSeconds)}  part ${event.part} aborted: ${abortWords[event.reason]}`];
      case 'sourceState': {
        const { state, source: info, error, retry } = event;
        const why = error === null ? '' : `: ${error.message}`;
        const again = retry === undefined ? '' : ` (${retryText(retry, state === 'playing')})`;
        return [`source ${state}: ${sourceTitle(info)}${why}${again}`];
      }
      case 'outputState': {
        const why = event.error === null ? '' : `: ${event.error.message}`;
        const name = event.name === undefined ? '' : `${event.name}, `;
        return [`output ${event.output} ${event.kind} ${event.state}: ${name}${event.target}${why}`];
      }
      case 'linkState': {
        const why = event.error === null ? '' : `: ${event.error.message}`;
        const lost = event.lost === 0 ? '' : `, ${event.lost} messages lost`;
        return [`connection ${event.kind} ${event.state}${lost}${why}`];
      }
      case 'servingState':
        return [servingSentence(event.serving)];
      case 'hopState':
        return [liveHopSentence(event.hop)];
      case 'pictureChanged':
        return [pictureSentence(event)];
      case 'pictureTaken':
        return [
          `this is the usual picture from now on (taken by ${event.by === 'person' ? 'a person' : 'the station'})`,
        ];
      case 'windowsDropped':
        return [`${event.count} windows were not judged, the network is too slow (${event.total} so far)`];
      case 'streamDisturbed':
        return [`the stream is disturbed: ${(event.lostShare * 100).toFixed(1)} % of the packets are lost`];
      case 'streamRecovered':
        return [disturbanceSentence(event.seconds, event.counts)];
      case 'sourceSizeChanged':
        return [`the pictures are ${event.width} x ${event.height} from now on`];
      case 'hardwareFailed':
        return [`${event.element} failed, software does its work: ${event.message}`];
      case 'partResumed':
        return [
          `${source(event.atSeconds)}  part ${event.part} goes on after the engine was lost, ` +
            `${event.missedSeconds.toFixed(1)} s were not seen` +
            // Journals of earlier versions do not say it.
            (event.stoppedSeconds === undefined
              ? ''
              : `, nothing ran for ${event.stoppedSeconds.toFixed(1)} s`),
        ];
      case 'partAcknowledged':
        return [`part of ${event.id} acknowledged by ${event.by}: ${event.reason}`];
      case 'partOverridden':
        return [`part of ${event.id} is ${event.verdict.toUpperCase()} by ${event.by}: ${event.reason}`];
      case 'nextPartIdentified':
        return [
          event.identity === null
            ? `the next part is not identified any more (${event.by})`
            : `next part: ${identityText(event.identity)} (${event.by})`,
        ];
      case 'partIdentified':
        return [`part of ${event.id}: ${identityText(event.identity)} (${event.by})`];
      case 'identityRefused':
        return [`"${event.text}" of ${event.by} was not taken: ${event.error.message}`];
      case 'operatorChanged':
        return [event.operator === null ? 'nobody is logged in at the bench' : `${event.operator} works`];
      case 'audited':
        return [
          `${event.what} ${event.subject} changed by ${actorText(event.by)}: ` +
            `${event.before ?? 'nothing'} -> ${event.after ?? 'nothing'}`,
        ];
      case 'shiftStarted':
        return ['shift started'];
      case 'sourceGone':
        return ['no source is watched'];
      case 'clockChanged': {
        const { bySeconds, whileStopped } = event;
        const direction = bySeconds > 0 ? 'forward' : 'back';
        const least = whileStopped ? ' or more while the station was off' : '';
        return [`the clock was set ${direction} by ${spanText(Math.abs(bySeconds))}${least}`];
      }
      case 'journalDamaged':
      case 'recordReplaced':
      case 'settingsRefused':
        return [event.error.message];
      case 'partJudgedOtherwise':
        return [
          `part of ${event.id}: ${judgementWords[event.judgement]}, says ${event.by}${event.note && `: ${event.note}`}`,
        ];
      case 'rolloutState':
        return [rolloutText(event.rollout)];
      case 'indexState':
        return [
          `index of the history ${event.state}${event.error === null ? '' : `: ${event.error.message}`}`,
        ];
      case 'evidenceKept': {
        const { clips, pictures, judgement } = event.evidence;
        return [
          `part of ${event.id}: ${clips.length} clips and ${pictures.length} pictures kept beside ${judgement.name}`,
        ];
      }
      case 'evidenceState':
        return [`evidence: ${event.state}${event.error === null ? '' : `: ${event.error.message}`}`];
      case 'partKept':
        return [`part of ${event.id}: ${event.kept ? 'kept for good' : 'not kept any longer'} (${event.by})`];
      case 'filesDeleted':
        return [
          `${event.files.length} files or folders deleted (${event.reason}), ${(event.bytes / 1e6).toFixed(1)} MB`,
          ...event.files.map(
            ({ kind, name, seen }) => `  ${kind} ${name}${seen ? '' : ', not seen by anybody'}`,
          ),
        ];
      case 'storageState':
        return [`storage ${event.state}${event.error === null ? '' : `: ${event.error.message}`}`];
      case 'recordState':
        return [recordText(event)];
      case 'recipeState':
        return recipeLine(event);
      case 'modelState':
        return event.model.state === 'failed'
          ? [`model ${event.model.directory}: ${event.model.error.message}`]
          : null;
      case 'errorsEstimated':
        return [estimateText(event.estimate)];
      case 'windowClassified':
      case 'windowSkipped':
      case 'actionStarted':
      case 'mistakeFilmed':
      case 'evidenceSeen':
      case 'sourceRetried':
      case 'progress':
      case 'jobProgress':
      case 'teachingChanged':
      case 'trainingProgress':
      case 'settingsChanged':
      case 'linkBacklog':
      case 'countsRecalled':
      case 'health':
        return null;
      default:
        return event satisfies never;
    }
  };
}

function spanText(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** The log does not count down: when it is tried next is told once. */
function retryText(retry: SourceRetry, plays: boolean): string {
  if (plays) return retriedSentence(retry);
  const seconds = (Date.parse(retry.nextAt) - Date.parse(retry.since)) / 1000;
  return retry.attempts === 1 ? `next attempt in ${seconds.toFixed(1)} s` : `tried ${retry.attempts} times`;
}

const judgementWords = { falseAlarm: 'it was good', missed: 'something was wrong with it' } as const;

const abortWords: Readonly<Record<AbortReason, string>> = {
  sourceChanged: 'the source was changed',
  sourceClosed: 'the source was closed',
  sourceFailed: 'the source broke off',
  seek: 'another place of the video was chosen',
  stopped: 'the station was stopped',
  abandoned: 'it was abandoned',
  notSeenFromStart: 'its beginning was not seen',
  notSeen: 'for too long there was no picture, or only damaged ones',
  pictureUnusual: 'the picture was not as usual, so that nothing was judged for a while',
  modelChanged: 'another model was loaded',
  engineLost: 'the engine was lost',
};

function recipeLine({ recipe, next }: Extract<EngineEvent, { type: 'recipeState' }>): readonly string[] {
  if (next !== null) return [`recipe ${next} from the next part on`];
  if (recipe.state === 'none') return ['no recipe: nothing is checked'];
  return [`recipe ${recipe.name}${recipe.state === 'failed' ? `: ${recipe.error.message}` : ''}`];
}

function recordText({ state, kept, lost, error }: RecordState): string {
  const counts = `${kept} events kept in memory, ${lost} lost`;
  return state === 'ready'
    ? `the record is written again: ${counts}`
    : `${error?.message ?? state}: ${counts}`;
}

function rolloutText({ artifact, state, action, by, error, editedHere }: StationRollout): string {
  const what = `${artifact.kind} ${artifact.name}, version ${artifact.version}`;
  const direction = action === 'goBack' ? ' (going back)' : '';
  const edited = editedHere === null ? '' : ', edited here since';
  return `rollout of ${what}, from ${by}${direction}: ${state}${edited}${error === null ? '' : `: ${error.message}`}`;
}

function estimateText({ errors, parts }: ErrorEstimate): string {
  const { temperature, errorSeconds } = errors;
  return (
    `errors of the network, estimated from ${parts} parts that passed: ` +
    `temperature ${temperature.toFixed(2)}, they last ${errorSeconds.toFixed(1)} s`
  );
}

function identityText({ serial, order, variant }: PartIdentity): string {
  const known = { serial, order, variant };
  return Object.entries(known)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function actorText({ via, address, operator }: AuditActor): string {
  return [via, address, operator].filter((known) => known !== null).join(', ');
}

function stepText(step: JudgedStep, recipeSteps: number): string {
  const place = step.index === null ? 'no step' : `step ${step.index} of ${recipeSteps}`;
  const what = step.label === null ? '-' : `${step.label} ${step.probability?.toFixed(2) ?? ''}`.trimEnd();
  const isOther = step.expected !== null && step.expected !== step.label;
  const expected = isOther ? `, expected ${step.expected}` : '';
  // The remark of a wrong or missed step would say the same once more.
  const remark = step.remark === '' || isOther ? '' : ` (${step.remark})`;
  return `${place}  ${step.status.padEnd(10)}  ${what}${expected}${remark}`;
}

/** Time in the source as `m:ss.ss`; blank where nothing was seen. */
function source(seconds: number | null): string {
  if (seconds === null) return '   -    ';
  const hundredths = Math.round(seconds * 100);
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, '0');
  return `${Math.floor(hundredths / 6000)}:${rest}`.padStart(8);
}
