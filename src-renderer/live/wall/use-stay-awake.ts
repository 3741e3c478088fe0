import { useEffect } from 'react';
import { useStation } from '../../hooks/index.ts';

/**
 * Keeps the screen on where the browser lets a page do so, which it does over HTTPS and on the station itself only. After
 * the machine of the screen was asleep, or its network away, the station is asked again at once.
 */
export function useStayAwake(): void {
  const { reconnect } = useStation();
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const wake = async (): Promise<void> => {
      reconnect();
      // A browser takes it back whenever the page is hidden, and refuses it meanwhile or to save power.
      if (document.hidden || !('wakeLock' in navigator)) return;
      lock = await navigator.wakeLock.request('screen').catch(() => null);
      if (isOver) void lock?.release();
    };
    void wake();
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      void lock?.release();
    };
  }, [reconnect]);
}
