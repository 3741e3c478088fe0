// Tone, icon and title of every state of the verdict band.
import {
  Ban,
  CircleCheck,
  CirclePause,
  CircleX,
  Cpu,
  Eye,
  FileX,
  Flag,
  Hand,
  Hourglass,
  ListX,
  LoaderCircle,
  MonitorX,
  PlugZap,
  ServerCrash,
  ShieldX,
  TriangleAlert,
  Video,
  VideoOff,
  Wrench,
} from 'lucide-react';
import type { Text } from '../../text/index.tsx';
import type { Mark } from '../../ui/index.ts';
import type { Band } from './band-state.ts';

export const bandMarks = {
  connecting: { tone: 'idle', icon: LoaderCircle },
  lost: { tone: 'warn', icon: PlugZap },
  refused: { tone: 'warn', icon: ShieldX },
  engineStarting: { tone: 'idle', icon: LoaderCircle },
  opening: { tone: 'idle', icon: LoaderCircle },
  engineRestarting: { tone: 'warn', icon: LoaderCircle },
  engineFailed: { tone: 'fail', icon: ServerCrash },
  modelLoading: { tone: 'idle', icon: Cpu },
  modelFailed: { tone: 'fail', icon: Cpu },
  noSource: { tone: 'idle', icon: VideoOff },
  waiting: { tone: 'warn', icon: Hourglass },
  stalled: { tone: 'warn', icon: MonitorX },
  sourceFailed: { tone: 'fail', icon: FileX },
  paused: { tone: 'idle', icon: CirclePause },
  ended: { tone: 'idle', icon: Flag },
  noRecipe: { tone: 'idle', icon: Eye },
  recipeFailed: { tone: 'fail', icon: ListX },
  inProgress: { tone: 'active', icon: Wrench },
  look: { tone: 'warn', icon: TriangleAlert },
  mistake: { tone: 'fail', icon: Hand },
  pass: { tone: 'pass', icon: CircleCheck },
  warn: { tone: 'warn', icon: TriangleAlert },
  fail: { tone: 'fail', icon: CircleX },
  aborted: { tone: 'idle', icon: Ban },
  ready: { tone: 'active', icon: Video },
} as const satisfies Record<Band['kind'], Mark>;

/** Title of the state: one or two words. */
export function bandWord(kind: Band['kind'], text: Text): string {
  switch (kind) {
    case 'connecting':
    case 'lost':
    case 'refused':
    case 'engineStarting':
    case 'opening':
    case 'engineRestarting':
    case 'engineFailed':
      return text(`states.${kind}.word`);
    default:
      return text(`live.band.${kind}.word`);
  }
}
