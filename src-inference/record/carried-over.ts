import type { EngineEvent } from '../contract/index.ts';

export interface Line {
  readonly type: EngineEvent['type'];
  readonly at: string;
  readonly seq: number;
}

/** What holds on, and what has ended since the last journal was begun. Each begins with copies, so that it can be read by itself. */
export function createCarriedOver() {
  const holding = new Map<string, Line>();
  const ended = new Map<string, Line>();
  const hold = (name: string, line: Line): void => {
    ended.delete(name);
    holding.set(name, line);
  };
  const end = (name: string, line: Line): void => {
    if (holding.delete(name)) ended.set(name, line);
  };
  return {
    /** @param isEarlier The journal is of an earlier day than the one before, and may say that what has ended since holds. */
    lines: (isEarlier: boolean): readonly Line[] => [
      ...(isEarlier ? ended.values() : []),
      ...holding.values(),
    ],
    /** A journal that was begun, or gone on with, says what holds now. */
    forgetEnded: (): void => ended.clear(),
    take(event: EngineEvent, written: Line): void {
      const line = { ...written, copied: true };
      switch (event.type) {
        case 'runStarted':
        case 'modelState':
          holding.delete('errorsEstimated');
          hold(event.type, line);
          break;
        case 'operatorChanged':
          if (event.operator === null) end(event.type, line);
          else hold(event.type, line);
          break;
        case 'nextPartIdentified':
          if (event.identity === null) end(event.type, line);
          else hold(event.type, line);
          break;
        case 'partStarted':
          end('nextPartIdentified', takenIdentity(written));
          break;
        case 'hopState':
        case 'recipeState':
        case 'errorsEstimated':
        case 'settingsChanged':
          hold(event.type, line);
          break;
        case 'runEnded':
        case 'runAborted':
          holding.delete('hopState');
          end('runStarted', line);
          break;
        case 'outputState': {
          if (event.kind !== 'recording') break;
          const name = `output ${event.output}`;
          if (event.state === 'running') hold(name, line);
          else end(name, line);
          break;
        }
        default:
      }
    },
  };
}

function takenIdentity({ at, seq }: Line): Line {
  const type = 'nextPartIdentified';
  return { type, at, seq, ...{ identity: null, by: 'journal', copied: true } };
}
