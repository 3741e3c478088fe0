// Disks that are full, and journals that somebody takes away.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault.ts';

export const diskFull: Fault = {
  name: 'the disk is full for a while',
  impossible: ({ disk }) => (disk === null ? 'this user may not mount a small disk' : null),
  async happen({ disk, witness }, random) {
    const noticed = witness.hearOf((event) => event.type === 'recordState' && event.state === 'unwritable');
    disk!.fill();
    await noticed;
    await witness.seeWindows(1 + random.below(20));
    const over = witness.hearOf((event) => event.type === 'recordState' && event.state === 'ready');
    disk!.free();
    await over;
  },
};

export const journalDeleted: Fault = {
  name: 'the journal that is written to is deleted',
  async happen({ directory, witness }) {
    const record = join(directory, 'record');
    const changedAt = (name: string): number => statSync(join(record, name)).mtimeMs;
    const journals = readdirSync(record).filter((name) => name.startsWith('journal-'));
    const newest = journals.toSorted((one, other) => changedAt(other) - changedAt(one))[0]!;
    const noticed = witness.hearOf(({ type }) => type === 'recordReplaced');
    rmSync(join(record, newest));
    await noticed;
  },
};
