// node-opcua is large and optional: only the thread of a server loads it.
import { createRequire } from 'node:module';
import type * as library from 'node-opcua';
import { StationError } from '../../contract/index.ts';

export type Opcua = typeof library;

/** @throws StationError `link_not_installed`. */
export async function loadOpcua(): Promise<Opcua> {
  try {
    // It is CommonJS: through `import`, some of its names would be missing.
    return createRequire(import.meta.url)('node-opcua') as Opcua;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
    throw new StationError('link_not_installed', 'The package "node-opcua" is not installed.', {
      where: 'node-opcua',
      hint: 'Run "npm install --no-save node-opcua@2.182.2" in the folder of Stepwatch.',
      cause,
    });
  }
}
