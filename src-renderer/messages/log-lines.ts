// Log entries as lines of text, and the filter of the log. Pure.
import type {
  EngineEvent,
  LiveHop,
  LogEntry,
  ServingState,
  StationRollout,
} from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';
import { outcomeMarks, type Tone } from '../ui/index.ts';
import { identityText } from './identity-text.ts';
import { interruptionMessage } from './interruption.ts';
import { remarkOf } from './problems.ts';
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
        tone: 'warn',
        what: text('live.log.partAborted', { number: event.part }),
        remark: text(`common.abort.${event.reason}`),
      };
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
      return { what: text('live.log.runStarted'), remark: event.source.name };
    case 'runEnded':
      return { what: text('live.log.runEnded'), remark: formats.duration(event.seconds) };
    case 'runAborted':
      return { tone: 'fail', what: text('live.log.runAborted'), remark: event.error.message };
    case 'sourceState':
      return {
        tone: event.error === null && event.state !== 'stalled' ? 'idle' : 'warn',
        what: text('live.log.sourceState', { state: text(`live.source.${event.state}`) }),
        remark: event.error?.message ?? event.source.name,
      };
    case 'sourceGone':
      return { what: text('live.log.sourceGone') };
    case 'outputState':
      return {
        tone: event.state === 'failed' ? 'fail' : 'idle',
        what: text('live.log.outputState', { state: text(`live.log.outputs.${event.state}`) }),
        remark: event.error === null ? event.target : `${event.target}: ${event.error.message}`,
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
    case 'windowsDropped':
      return { tone: 'warn', what: text('live.log.windowsDropped', { count: event.count }) };
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
    case 'health':
      return { what: event.type };
    default:
      return event satisfies never;
  }
}

function rolloutMessage({ artifact, state, action, by, error }: StationRollout, text: Text): LineContent {
  const { kind, name, version } = artifact;
  return {
    tone: state === 'failed' ? 'fail' : state === 'asking' ? 'warn' : 'idle',
    what: text('live.log.rollout', {
      what: text(`setup.rollouts.artifact.${kind}`, { name, version }),
      state: text(`setup.rollouts.state.${action === 'goBack' && state === 'waiting' ? 'goingBack' : state}`),
    }),
    remark: error?.message ?? by,
  };
}

function hopMessage(hop: LiveHop, text: Text, formats: Formats): LineContent {
  const seconds = (value: number): string => formats.number(value, 2);
  return {
    tone: hop.reason === 'asWanted' ? 'idle' : 'warn',
    what: text('live.log.hop', { seconds: seconds(hop.seconds) }),
    remark: text(`live.log.hopReason.${hop.reason}`, {
      wanted: seconds(hop.wantedSeconds),
      network: seconds(hop.networkSeconds),
    }),
  };
}

function servingMessage({ place, server, error }: ServingState, text: Text): LineContent {
  return {
    tone: error === null ? 'idle' : 'warn',
    what: text(place === 'server' ? 'live.log.servingServer' : 'live.log.servingHere'),
    remark: [server ?? '', error?.message ?? ''].filter(Boolean).join(': '),
  };
}

function recipeMessage({ recipe }: EngineEvent & { readonly type: 'recipeState' }, text: Text): LineContent {
  switch (recipe.state) {
    case 'none':
      return { what: text('live.log.recipeNone') };
    case 'ready':
      return {
        what: text('live.log.recipeReady', { name: recipe.info.title }),
        ...(recipe.missingPictures && {
          tone: 'warn',
          remark: text('live.notice.pictures', { names: recipe.missingPictures.join(', ') }),
        }),
      };
    case 'failed':
      return {
        tone: 'fail',
        what: text('live.log.recipeFailed', { name: recipe.name }),
        remark: recipe.error.message,
      };
    default:
      return recipe satisfies never;
  }
}

function modelMessage({ model }: EngineEvent & { readonly type: 'modelState' }, text: Text): LineContent {
  switch (model.state) {
    case 'loading':
      return { what: text('live.log.modelLoading'), remark: model.directory };
    case 'ready':
      return { what: text('live.log.modelReady', { name: model.info.name }), remark: model.precision };
    case 'failed':
      return { tone: 'fail', what: text('live.log.modelFailed'), remark: model.error.message };
    default:
      return model satisfies never;
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
