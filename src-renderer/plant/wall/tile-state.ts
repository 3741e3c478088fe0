// What a tile says of its station: a tone, a sign and a word. Grey is normal; colour is for what somebody should look at
// (ANSI/ISA-101.01). A station that is not heard never looks like one that passes. Pure.
import {
  Activity,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  type LucideIcon,
  Power,
  TriangleAlert,
  Unplug,
} from 'lucide-react';
import type { StationCondition, WallStation } from '../../../src-inference/contract/index.ts';

type TileWord = StationCondition | 'lost' | 'off';

export interface TileState {
  readonly word: TileWord;
  /** `quiet`: as it should be. `absent`: nothing is known of it now. */
  readonly look: 'quiet' | 'warn' | 'fail' | 'absent';
  readonly icon: LucideIcon;
  /** Lower ones come first where problems do. */
  readonly rank: number;
}

const states: Readonly<Record<TileWord, Omit<TileState, 'word'>>> = {
  fail: { look: 'fail', icon: CircleX, rank: 0 },
  mistake: { look: 'fail', icon: CircleX, rank: 0 },
  lost: { look: 'absent', icon: Unplug, rank: 1 },
  notReady: { look: 'warn', icon: CircleSlash, rank: 2 },
  look: { look: 'warn', icon: TriangleAlert, rank: 3 },
  warn: { look: 'warn', icon: TriangleAlert, rank: 3 },
  aborted: { look: 'quiet', icon: Ban, rank: 5 },
  working: { look: 'quiet', icon: Activity, rank: 5 },
  ready: { look: 'quiet', icon: CircleDashed, rank: 5 },
  pass: { look: 'quiet', icon: CircleCheck, rank: 5 },
  off: { look: 'absent', icon: Power, rank: 6 },
};

/** Above it, a station is no problem. */
const worstRank = 4;

export function tileState({ presence, condition }: Pick<WallStation, 'presence' | 'condition'>): TileState {
  const word = presence === 'online' ? condition : presence;
  return { word, ...states[word] };
}

export function isProblem(state: TileState): boolean {
  return state.rank < worstRank;
}
