// Log entries as lines of text, and the filter of the log. Pure.
import type { AbortReason, EngineEvent, LogEntry } from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';
import { outcomeMarks, type Tone } from '../ui/index.ts';
import { identityText } from './identity-text.ts';
import { interruptionMessage } from './interruption.ts';
import {
  disturbanceMessage,
  hopMessage,
  modelMessage,
  recipeMessage,
  recordMessage,
  rolloutMessage,
  servingMessage,
} from './log-states.ts';
import { pictureMessage } from './picture.ts';
import { remarkOf } from './problems.ts';
import { retriedMessage } from './source-retry.ts';
import { sourceTitleOf } from './source-title.ts';
import { type Titles, titleOf } from './titles.ts';

export const lineKinds = ['all', 'steps', 'problems', 'station'] as const;
export type LineKind = (typeof lineKinds)[number];

export interface LogLine {
  readonly key: string;
  readonly at: string;
  readonly kind: Exclude<LineKind, 'all' | 'problems'>;
  readonly tone: Tone;
  readonly problem: boolean;
  /** Number of the step in the recipe; null when the line is not about a step. */
  readonly index: number | null;
  readonly what: string;
  readonly probability: number | null;
  readonly remark: string;
}

export interface MessageContext {
  readonly text: Text;
  readonly titles: Titles;
  readonly formats: Formats;
}

type LineContent = Pick<LogLine, 'what'> & Partial<Omit<LogLine, 'key' | 'at' | 'problem'>>;

export function logLine({ key, at, event }: LogEntry, context: MessageContext): LogLine {
  const content = lineContent(event, context);
  const tone = content.tone ?? 'idle';
  return {
    kind: 'station',
    index: null,
    probability: null,
    remark: '',
    ...content,
    key,
    at,
    tone,
    problem: tone === 'fail' || tone === 'warn',
  };
}

function lineContent(event: EngineEvent, { text, titles, formats }: MessageContext): LineContent {
  switch (event.type) {
    case 'stepJudged': {
      const { step } = event;
      return {
        kind: 'steps',
        tone: step.severity,
        index: step.index,
        what: titleOf(step, titles),
        probability: step.probability,
        remark: remarkOf(step, titles, text),
      };
    }
    case 'partStarted':
      return { kind: 'steps', tone: 'active', what: text('live.log.partStarted', { number: event.part }) };
    case 'partEnded':
      return {
        kind: 'steps',
        tone: outcomeMarks[event.verdict].tone,
        what: text('live.log.partEnded', { number: event.part }),
        remark: text(`common.verdict.${event.verdict}`),
      };
    case 'partAborted':
      return {
        kind: 'steps',
        tone: isWanted(event.reason) ? 'idle' : 'warn',
        what: text('live.log.partAborted', { number: event.part }),
        remark: text(`common.abort.${event.reason}`),
      };
    case 'partJoined':
      return {
        kind: 'steps',
        tone: 'warn',
        what: text('live.log.partJoined', { number: event.part }),
        remark: text('live.problem.step', {
          index: event.step.index,
          title: titles.ofStep(event.step.index, event.step.label),
        }),
      };
    case 'partEnding':
    case 'partEndUndone':
      return { kind: 'steps', what: text(`live.log.${event.type}`, { number: event.part }) };
    case 'workInterrupted':
      return { kind: 'steps', what: interruptionMessage(event.label, titles, text) };
    case 'workResumed':
      return { kind: 'steps', what: text('live.log.workResumed') };
    case 'partResumed':
      return {
        kind: 'steps',
        tone: 'warn',
        what: text('live.log.partResumed', { number: event.part }),
        remark: text('live.log.missedSeconds', { seconds: formats.duration(event.missedSeconds) }),
      };
    case 'partAcknowledged':
      return {
        kind: 'steps',
        what: text('live.log.partAcknowledged'),
        remark: text('live.log.acknowledgedBy', { by: event.by, reason: event.reason }),
      };
    case 'partOverridden': {
      const verdict = text(`common.verdict.${event.verdict}`);
      return {
        kind: 'steps',
        tone: outcomeMarks[event.verdict].tone,
        what: text('live.log.partOverridden'),
        remark: text('live.log.overriddenBy', { verdict, by: event.by, reason: event.reason }),
      };
    }
    case 'nextPartIdentified':
      return event.identity === null
        ? { what: text('live.log.nextPartNone') }
        : { what: text('live.log.nextPart'), remark: identityText(event.identity) };
    case 'partIdentified':
      return { what: text('live.log.partIdentified'), remark: identityText(event.identity) };
    case 'identityRefused':
      return {
        tone: 'warn',
        what: text('live.log.identityRefused'),
        remark: `${event.text}: ${event.error.message}`,
      };
    case 'operatorChanged':
      return {
        what:
          event.operator === null
            ? text('live.log.loggedOut')
            : text('live.log.loggedIn', { name: event.operator }),
      };
    case 'runStarted':
      return { what: text('live.log.runStarted'), remark: sourceTitleOf(event.source, text) };
    case 'runEnded':
      return { what: text('live.log.runEnded'), remark: formats.duration(event.seconds) };
    case 'runAborted':
      // Somebody opened another source, or closed it: nothing failed.
      return event.error.code === 'aborted'
        ? { what: text('live.log.runBrokenOff') }
        : { tone: 'fail', what: text('live.log.runAborted'), remark: event.error.message };
    case 'sourceState': {
      const { state, source, error, retry } = event;
      return {
        tone: error === null && state !== 'stalled' ? 'idle' : 'warn',
        what: text('live.log.sourceState', { state: text(`live.source.${state}`) }),
        remark: [
          `${sourceTitleOf(source, text)}${error === null ? '' : `: ${error.message}`}`,
          ...(retry === undefined ? [] : [retriedMessage(retry, state, text, formats)]),
        ].join(' · '),
      };
    }
    case 'sourceGone':
      return { what: text('live.log.sourceGone') };
    case 'outputState':
      return {
        tone: event.state === 'failed' ? 'fail' : 'idle',
        what: text('live.log.outputState', { state: text(`live.log.outputs.${event.state}`) }),
        remark: `${event.name ?? event.target}${event.error === null ? '' : `: ${event.error.message}`}`,
      };
    case 'linkState':
      return {
        tone: event.state === 'failed' || event.lost > 0 ? 'warn' : 'idle',
        what: text('live.log.linkState', {
          kind: text(`setup.links.kind.${event.kind}`),
          state: text(`setup.links.state.${event.state}`),
        }),
        remark: [
          event.error?.message ?? '',
          event.lost > 0 ? text('setup.links.lost', { count: event.lost }) : '',
        ]
          .filter(Boolean)
          .join(' '),
      };
    case 'servingState':
      return servingMessage(event.serving, text);
    case 'rolloutState':
      return rolloutMessage(event.rollout, text);
    case 'hopState':
      return hopMessage(event.hop, text, formats);
    case 'pictureChanged':
      return pictureMessage(event, text, formats);
    case 'pictureTaken':
      return { what: text('live.log.pictureTaken'), remark: text(`live.log.pictureTakenBy.${event.by}`) };
    case 'windowsDropped':
      return { tone: 'warn', what: text('live.log.windowsDropped', { count: event.count }) };
    case 'streamDisturbed':
      return {
        tone: 'warn',
        what: text('live.log.streamDisturbed'),
        remark: text('live.log.packetsLost', { share: formats.percent(event.lostShare, 1) }),
      };
    case 'streamRecovered':
      return { what: text('live.log.streamRecovered'), remark: disturbanceMessage(event, text, formats) };
    case 'sourceSizeChanged':
      return {
        what: text('live.log.sourceSizeChanged', { width: event.width, height: event.height }),
      };
    case 'hardwareFailed':
      return {
        tone: 'warn',
        what: text('live.log.hardwareFailed', { element: event.element }),
        remark: event.message,
      };
    case 'recipeState':
      return recipeMessage(event, text);
    case 'modelState':
      return modelMessage(event, text);
    case 'errorsEstimated': {
      const { parts, errors } = event.estimate;
      return {
        what: text('live.log.errorsEstimated', { count: parts }),
        remark: text('setup.model.errors', {
          temperature: formats.number(errors.temperature, 2),
          seconds: formats.number(errors.errorSeconds, 1),
        }),
      };
    }
    case 'journalDamaged':
      return { tone: 'warn', what: text('live.log.journalDamaged'), remark: event.error.message };
    case 'recordReplaced':
      return { tone: 'fail', what: text('live.log.recordReplaced'), remark: event.error.message };
    case 'recordState':
      return recordMessage(event, text);
    case 'clockChanged': {
      const direction = event.bySeconds > 0 ? 'forward' : event.whileStopped ? 'backWhileStopped' : 'back';
      const duration = formats.span(Math.abs(event.bySeconds));
      return { tone: 'warn', what: text(`live.log.clockChanged.${direction}`, { duration }) };
    }
    case 'settingsRefused':
      return { tone: 'warn', what: text('live.log.settingsRefused'), remark: event.error.message };
    case 'partJudgedOtherwise':
      return {
        kind: 'steps',
        what: text(`history.judged.${event.judgement}`),
        remark: event.note === '' ? event.by : `${event.by}: ${event.note}`,
      };
    case 'indexState':
      return {
        tone: event.state === 'failed' ? 'fail' : event.state === 'building' ? 'warn' : 'idle',
        what: text(`live.log.index.${event.state}`),
        remark: event.error?.message ?? '',
      };
    case 'evidenceKept':
      return {
        kind: 'steps',
        what: text('live.log.evidenceKept'),
        remark: text('live.log.evidenceSize', {
          clips: event.evidence.clips.length,
          pictures: event.evidence.pictures.length,
          bytes: formats.bytes(event.evidence.bytes),
        }),
      };
    case 'evidenceState':
      return {
        tone: event.state === 'ready' ? 'idle' : 'warn',
        what: text(`live.log.evidence.${event.state}`),
        remark: event.error?.message ?? '',
      };
    case 'partKept':
      return {
        kind: 'steps',
        what: text(event.kept ? 'live.log.partKept' : 'live.log.partLetGo'),
        remark: event.by,
      };
    case 'filesDeleted':
      return {
        what: text('live.log.filesDeleted', { count: event.files.length }),
        remark: text(`live.log.deletion.${event.reason}`, { bytes: formats.bytes(event.bytes) }),
      };
    case 'storageState':
      return {
        tone: event.state === 'ready' ? 'idle' : 'fail',
        what: text(`live.log.storage.${event.state}`),
        remark: event.error?.message ?? '',
      };
    case 'shiftStarted':
      return { what: text('live.log.shiftStarted') };
    // These are never in the log that people read.
    case 'windowClassified':
    case 'windowSkipped':
    case 'sourceRetried':
    case 'progress':
    case 'jobProgress':
    case 'teachingChanged':
    case 'trainingProgress':
    case 'actionStarted':
    case 'mistakeFilmed':
    case 'evidenceSeen':
    case 'audited':
    case 'settingsChanged':
    case 'linkBacklog':
    case 'countsRecalled':
    case 'health':
      return { what: event.type };
    default:
      return event satisfies never;
  }
}

/** Whether a person did on purpose what ended the part. */
function isWanted(reason: AbortReason): boolean {
  switch (reason) {
    case 'sourceChanged':
    case 'sourceClosed':
    case 'seek':
    case 'stopped':
    case 'abandoned':
    case 'modelChanged':
      return true;
    case 'sourceFailed':
    case 'notSeenFromStart':
    case 'pictureUnusual':
    case 'notSeen':
    case 'engineLost':
      return false;
    default:
      return reason satisfies never;
  }
}

export interface LogFilter {
  readonly kind: LineKind;
  /** Words to search for: a line must contain all of them. */
  readonly words: string;
}

export function filterLines(lines: readonly LogLine[], { kind, words }: LogFilter): readonly LogLine[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (kind === 'all' && wanted.length === 0) return lines;
  return lines.filter((line) => {
    if (kind === 'problems' ? !line.problem : kind !== 'all' && line.kind !== kind) return false;
    if (wanted.length === 0) return true;
    const content = `${line.index ?? ''} ${line.what} ${line.remark}`.toLocaleLowerCase();
    return wanted.every((word) => content.includes(word));
  });
}
