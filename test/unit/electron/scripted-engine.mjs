// An engine of few words, for tests of the shell: it opens its workplace, is a kiosk with a source that plays, and takes
// recipes. It knows only the parent port.
const answers = {
  openWorkplace: () => null,
  snapshot: () => ({
    settings: { kiosk: true, recordings: process.env.HOME },
    source: { state: 'playing' },
    sequence: 0,
  }),
  saveRecipe: (input) => input,
};
const heartbeat = setInterval(() => process.parentPort.postMessage({ kind: 'heartbeat' }), 1000);
process.parentPort.on('message', ({ data: { id, command, input } }) => {
  process.parentPort.postMessage({ kind: 'answer', id, output: answers[command](input) });
});
process.on('SIGTERM', () => {
  clearInterval(heartbeat);
  process.exit(0);
});
