// The signals that a station gives to the line.

/** `ready`: the station checks. `heartbeat` changes all the time: who sees it stand still must take the station for dead. */
export const signalNames = ['ready', 'green', 'yellow', 'red', 'horn', 'clampRelease', 'heartbeat'] as const;
export type SignalName = (typeof signalNames)[number];
