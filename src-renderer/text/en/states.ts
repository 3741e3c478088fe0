// What is said when the station is not there, in the band of the live room and before anything else is known.
export const states = {
  connecting: { word: 'Connecting', sentence: 'Looking for the station.' },
  lost: {
    word: 'Connection lost',
    sentence: 'What you see may be old. The station goes on checking. This screen tries to connect again.',
  },
  refused: { word: 'Session over', sentence: 'Log in again to go on. The station goes on checking.' },
  engineStarting: { word: 'Starting', sentence: 'The engine (the program that checks) is getting ready.' },
  opening: { word: 'Opening', sentence: 'The engine is opening model, recipe and source.' },
  engineRestarting: { word: 'Restarting', sentence: 'The engine stopped and is being restarted: {{reason}}' },
  engineFailed: {
    word: 'Engine failed',
    sentence_one: 'It failed {{count}} time: {{reason}}',
    sentence_other: 'It failed {{count}} times in a row: {{reason}}',
  },
  reconnectNow: 'Try now',
  restartEngine: 'Start the engine again',
  logIn: 'Log in',
} as const;
