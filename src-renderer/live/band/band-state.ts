// The state of the verdict band. Pure.
import type { JudgedStep, StationSnapshot } from '../../../src-inference/contract/index.ts';
import { problemsOf } from '../../messages/index.ts';
import type { Connection } from '../../station/index.ts';
import type { Band, ShellBand } from './band.ts';
import { bandPriority, shellPriority } from './band-priority.ts';

export function bandState(connection: Connection, fresh: boolean, snapshot: StationSnapshot): Band {
  // The last row always holds.
  return firstOf(bandPriority.map(({ shows }) => shows({ connection, fresh, snapshot })))!;
}

/** What keeps this screen from the station; null: nothing does. */
export function shellBand(connection: Connection, fresh: boolean): ShellBand | null {
  return firstOf(shellPriority.map(({ shows }) => shows({ connection, fresh })));
}

/** The step to name: while the part is in progress the newest of the most severe ones, afterwards the first of them. */
export function headline(band: Band): { readonly step: JudgedStep; readonly others: number } | null {
  switch (band.kind) {
    case 'look':
    case 'mistake':
      return pick(band.problems, band.problems.toReversed());
    case 'warn':
    case 'fail':
    case 'acknowledged':
    case 'overridden': {
      const problems = problemsOf(band.part.steps);
      return pick(problems, problems);
    }
    default:
      return null;
  }
}

function pick(problems: readonly JudgedStep[], ordered: readonly JudgedStep[]) {
  const grave = ordered.find(({ severity }) => severity === 'fail');
  const step = grave ?? ordered[0];
  return step === undefined ? null : { step, others: problems.length - 1 };
}

function firstOf<Found>(found: readonly (Found | null)[]): Found | null {
  return found.find((one) => one !== null) ?? null;
}
