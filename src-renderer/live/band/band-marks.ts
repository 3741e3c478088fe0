// Tone, icon and title of every state of the verdict band. What is as it should be has no colour (ISA-101): a part that is made,
// a part that waits to be begun. A pass is told once, in green, because somebody waits for it.
import {
  Ban,
  BellRing,
  CameraOff,
  CircleCheck,
  CirclePause,
  CircleX,
  Cpu,
  Eye,
  EyeOff,
  FileX,
  Flag,
  Gavel,
  Hand,
  HardDrive,
  Hourglass,
  ListEnd,
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
import { type Mark, type Tone, toneSoft, toneSolid } from '../../ui/index.ts';
import type { BandKind } from './band.ts';

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
  unusual: { tone: 'fail', icon: CameraOff },
  sourceFailed: { tone: 'fail', icon: FileX },
  paused: { tone: 'idle', icon: CirclePause },
  ended: { tone: 'idle', icon: Flag },
  noRecipe: { tone: 'warn', icon: Eye },
  recipeFailed: { tone: 'fail', icon: ListX },
  ending: { tone: 'idle', icon: ListEnd },
  recordUnwritable: { tone: 'warn', icon: HardDrive },
  joined: { tone: 'idle', icon: EyeOff },
  inProgress: { tone: 'idle', icon: Wrench },
  look: { tone: 'warn', icon: TriangleAlert },
  mistake: { tone: 'fail', icon: Hand },
  overridden: { tone: 'idle', icon: Gavel },
  acknowledged: { tone: 'idle', icon: BellRing },
  pass: { tone: 'pass', icon: CircleCheck },
  warn: { tone: 'warn', icon: TriangleAlert },
  fail: { tone: 'fail', icon: CircleX },
  notSeen: { tone: 'warn', icon: EyeOff },
  aborted: { tone: 'idle', icon: Ban },
  ready: { tone: 'idle', icon: Video },
} as const satisfies Record<BandKind, Mark>;

/** A pass is quiet: the full colours are for what is not as it should be. */
export const bandFills: Record<Tone, string> = { ...toneSolid, pass: toneSoft.pass };

/** Title of the state: one or two words. */
export function bandWord(kind: BandKind, text: Text): string {
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
