import type { WallStation } from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';
import type { TileState } from './wall/tile-state.ts';

/** How a station is, in a word or two; of one that is not heard, since when. */
export function stationWord(
  { heardAt }: Pick<WallStation, 'heardAt'>,
  { word }: Pick<TileState, 'word'>,
  text: Text,
  formats: Formats,
): string {
  if (word !== 'lost' && word !== 'off') return text(`plant.condition.${word}`);
  const isToday = formats.day(heardAt) === formats.day(new Date().toISOString());
  return text(`plant.condition.${word}`, { time: isToday ? formats.minute(heardAt) : formats.day(heardAt) });
}
