// What the log says of states of the station: record, stream, network, recipe, rollouts. Pure.
import type {
  EngineEvent,
  LiveHop,
  RecordState,
  ServingState,
  StationRollout,
} from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';
import type { Tone } from '../ui/index.ts';

interface StateLine {
  readonly tone?: Tone;
  readonly what: string;
  readonly remark?: string;
}

export function recordMessage({ state, kept, lost, error }: RecordState, text: Text): StateLine {
  return {
    tone: state === 'unwritable' ? 'fail' : lost > 0 ? 'warn' : 'idle',
    what: text(`live.log.record.${state}`),
    remark: [
      error?.message ?? '',
      kept > 0 ? text('live.log.recordKept', { count: kept }) : '',
      lost > 0 ? text('live.log.recordLost', { count: lost }) : '',
    ]
      .filter(Boolean)
      .join(' '),
  };
}

export function rolloutMessage(
  { artifact, state, action, by, error }: StationRollout,
  text: Text,
): StateLine {
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

export function disturbanceMessage(
  { seconds, counts }: Extract<EngineEvent, { type: 'streamRecovered' }>,
  text: Text,
  formats: Formats,
): string {
  const { packets, pictures, skippedWindows } = counts;
  const facts = [
    text('live.log.disturbedFor', { seconds: formats.duration(seconds) }),
    text('live.log.lostPackets', { count: packets.lost }),
    ...(pictures === null
      ? []
      : [text('live.log.lostPictures', { count: pictures.damaged + pictures.missing })]),
    ...(skippedWindows === 0 ? [] : [text('live.log.skippedWindows', { count: skippedWindows })]),
  ];
  return facts.join(' · ');
}

export function hopMessage(hop: LiveHop, text: Text, formats: Formats): StateLine {
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

export function servingMessage({ place, server, error }: ServingState, text: Text): StateLine {
  return {
    tone: error === null ? 'idle' : 'warn',
    what: text(place === 'server' ? 'live.log.servingServer' : 'live.log.servingHere'),
    remark: [server ?? '', error?.message ?? ''].filter(Boolean).join(': '),
  };
}

export function recipeMessage(
  { recipe }: EngineEvent & { readonly type: 'recipeState' },
  text: Text,
): StateLine {
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

export function modelMessage(
  { model }: EngineEvent & { readonly type: 'modelState' },
  text: Text,
): StateLine {
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
