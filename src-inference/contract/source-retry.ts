// What a log says of a source that is tried again and again. Pure.
import type { SourceRetry } from './states.ts';

/** Such as `tried 14 times since 10:32, next in 30 s`. @param at The moment at which it is said. */
export function retrySentence({ attempts, since, nextAt }: SourceRetry, at: Date): string {
  const seconds = Math.max(0, Math.round((Date.parse(nextAt) - at.getTime()) / 1000));
  const next = seconds === 0 ? 'next now' : `next in ${pauseText(seconds)}`;
  return `tried ${attempts === 1 ? 'once' : `${attempts} times`} since ${clockText(since)}, ${next}`;
}

/** Of a source that plays at last. */
export function retriedSentence({ attempts, since }: SourceRetry): string {
  return `after ${attempts === 1 ? 'one attempt' : `${attempts} attempts`} since ${clockText(since)}`;
}

function pauseText(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** Local time. */
function clockText(at: string): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
