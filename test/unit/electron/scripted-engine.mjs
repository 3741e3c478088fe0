// An engine of few words, for tests of the shell: it opens its workplace, unless its folder holds a file `taken`, is a kiosk with
// a source that plays, and takes recipes. It knows only the parent port.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const answers = {
  takeFolder({ directory }) {
    if (!existsSync(join(directory, 'taken'))) return null;
    throw { code: 'folder_in_use', message: 'Another station uses this folder.', where: directory };
  },
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
  try {
    process.parentPort.postMessage({ kind: 'answer', id, output: answers[command](input) });
  } catch (error) {
    process.parentPort.postMessage({ kind: 'failure', id, error });
  }
});
process.on('SIGTERM', () => {
  clearInterval(heartbeat);
  process.exit(0);
});
