import { useEffect, useState } from 'react';

/** Seconds since a moment, counted once a second; 0 while there is no such moment. */
export function useElapsedSeconds(since: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? 0 : Math.max(0, (now - Date.parse(since)) / 1000);
}
