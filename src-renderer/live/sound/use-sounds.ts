import { useEffect, useRef, useState } from 'react';
import { usePreferences, useStationEvents } from '../../hooks/index.ts';
import { createSoundPlayer, type SoundPlayer } from '../../sound/index.ts';
import { soundOf } from './sounds.ts';

/** Plays the sounds of events unless muted. @returns Whether the browser does not allow sounds yet. */
export function useSounds(): boolean {
  const { muted, volume } = usePreferences();
  const player = useRef<SoundPlayer | null>(null);
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (muted) {
      setBlocked(false);
      return;
    }
    const made = createSoundPlayer();
    player.current = made;
    setBlocked(made.isBlocked());
    const unblock = (): void =>
      void made.unblock().then(() => player.current === made && setBlocked(made.isBlocked()));
    // Not at the start of a press: the notice goes away then and the layout moves, so the press would miss its button.
    const gestures = ['click', 'keydown'] as const;
    for (const gesture of gestures) window.addEventListener(gesture, unblock);
    return () => {
      for (const gesture of gestures) window.removeEventListener(gesture, unblock);
      player.current = null;
      made.close();
    };
  }, [muted]);
  useStationEvents(({ event }) => {
    const sound = soundOf(event);
    if (sound !== null) player.current?.play(sound, volume);
  });
  return blocked;
}
