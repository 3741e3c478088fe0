import { CircleCheck, CirclePause, CircleSlash, Flag, Hourglass } from 'lucide-react';
import type { SourceState } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';
import { Badge } from './badge.tsx';
import type { Mark } from './tones.ts';

const marks = {
  waiting: { tone: 'warn', icon: Hourglass },
  playing: { tone: 'idle', icon: CircleCheck },
  paused: { tone: 'idle', icon: CirclePause },
  stalled: { tone: 'warn', icon: CircleSlash },
  ended: { tone: 'idle', icon: Flag },
} as const satisfies Record<SourceState, Mark>;

/** @param state Null: no source is watched. */
export function SourceBadge({ state }: { readonly state: SourceState | null }) {
  const text = useText();
  if (state === null) return <Badge tone="idle" icon={CircleSlash} label={text('live.source.none')} />;
  return <Badge {...marks[state]} label={text(`live.source.${state}`)} />;
}
