// A stand-in for Electron's program: the block of fuses that @electron/fuses looks for, in the state in which Electron
// publishes it (docs/tutorial/fuses.md of Electron).
import { writeFileSync } from 'node:fs';

/** Electron's mark in front of its fuses. @electron/fuses does not export it, and finds no fuses behind another one. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireVersion = 1;
/** In the order of `FuseV1Options`: `1` on, `0` off. */
const published = '101100011';

export function writeStandInBinary(path: string): void {
  const wire = Buffer.from([wireVersion, published.length, ...Buffer.from(published)]);
  writeFileSync(path, Buffer.concat([Buffer.from('stand-in'), Buffer.from(sentinel), wire]), {
    mode: 0o755,
  });
}
