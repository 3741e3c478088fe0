/** Signals that end a command in order: Control-C, `kill`, a terminal that was closed. */
export const terminationSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
