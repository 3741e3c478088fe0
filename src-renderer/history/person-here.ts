import { usePreferences, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';

/** Who sits at this screen, as far as it is known: whoever is logged in at the bench, or typed a name here last. */
export function usePersonHere(): string {
  const text = useText();
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const { person } = usePreferences();
  return operator || person || text('common.somebody');
}
