import { useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';

/** What people call a source: a bundled video by what it shows, any other by its text. */
export function useSourceTitle(source: string): string {
  const text = useText();
  const demo = useStationQuery('readDemo', null);
  const video = demo.data?.videos.find((one) => one.source === source);
  return video === undefined ? source : text(`firstStart.source.demo.${video.shows}`);
}
