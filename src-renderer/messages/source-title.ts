// What a source is called on the screens: as a person named it, or by a usual name in the language of the screen.
import { type SourceInfo, usualTitle } from '../../src-inference/contract/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { type Text, useText } from '../text/index.tsx';

/** Pure. */
export function sourceTitleOf({ name, title }: Pick<SourceInfo, 'name' | 'title'>, text: Text): string {
  if (title !== undefined) return title;
  const { kind, what } = usualTitle(name);
  return text(`sources.usual.${kind}`, { what });
}

/** By the address of a source, as the station shows it: the name that it has now. */
export function useSourceTitle(): (address: string) => string {
  const text = useText();
  const recent = useSnapshot((snapshot) => snapshot.settings.recentSources);
  return (address) => {
    const title = recent.find((one) => one.address === address)?.title;
    return sourceTitleOf({ name: address, ...(title !== undefined && { title }) }, text);
  };
}
