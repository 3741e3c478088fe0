import { CircleCheck, CircleX, Dot, type LucideIcon, Play, TriangleAlert } from 'lucide-react';
import type { LogLine } from '../../messages/index.ts';
import type { Tone } from '../../ui/index.ts';

const icons = {
  pass: CircleCheck,
  warn: TriangleAlert,
  fail: CircleX,
  active: Play,
  idle: Dot,
} as const satisfies Record<Tone, LucideIcon>;

export function lineIcon({ tone }: LogLine): LucideIcon {
  return icons[tone];
}
