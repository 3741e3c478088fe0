// A clock of the wall that can be set for one station, without setting that of the machine.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class ShiftedClock {
  /** What the station is started with. */
  readonly environment: NodeJS.ProcessEnv;
  private readonly file: string;
  private seconds = 0;

  /** @param directory Of the station: the only place that its engine may read from then on. @param folder For the library. */
  constructor(directory: string, folder: string) {
    this.file = join(directory, 'clock-shift');
    const library = join(folder, 'clock-shift.so');
    const source = join(import.meta.dirname, 'clock-shift.c');
    execFileSync('gcc', [
      '-shared',
      '-fPIC',
      '-O2',
      `-DSHIFT_FILE="${this.file}"`,
      source,
      '-o',
      library,
      '-ldl',
    ]);
    this.environment = { LD_PRELOAD: library };
    writeFileSync(this.file, Buffer.alloc(8));
  }

  /** @param seconds Below 0: it is set back. */
  set(seconds: number): void {
    this.seconds += seconds;
    this.write();
  }

  private write(): void {
    const bytes = Buffer.alloc(8);
    new BigInt64Array(bytes.buffer, bytes.byteOffset, 1)[0] = BigInt(this.seconds);
    // In place: the station has it mapped.
    writeFileSync(this.file, bytes, { flag: 'r+' });
  }
}
