// The results of the last parts, as clients may ask for them. Pure.
import type { PartId } from '../../contract/index.ts';
import type { StationMessage } from '../messages/station-message.ts';

type MessageOf<Kind extends StationMessage['kind']> = Extract<StationMessage, { readonly kind: Kind }>;
type PartMessage = MessageOf<'part'>;

export interface KeptResult {
  readonly part: PartMessage;
  /** Told after the end of the part; null: nobody has. */
  readonly acknowledgement: Pick<MessageOf<'acknowledgement'>, 'by' | 'reason' | 'at'> | null;
  readonly override: Pick<MessageOf<'override'>, 'verdict' | 'by' | 'reason' | 'at'> | null;
}

/** `ResultStateDataType` of OPC 40100-1, 12.18. */
const resultStates = { completed: 1, aborted: 3 } as const;

export interface ResultFilter {
  /** 0: any. */
  readonly state: number;
  /** Empty: any. */
  readonly serial: string;
  readonly recipe: string;
  readonly model: string;
  readonly job: string;
  /** 0: all. */
  readonly most: number;
  readonly startIndex: number;
}

export function resultState({ part }: KeptResult): number {
  return part.verdict === null ? resultStates.aborted : resultStates.completed;
}

export class ResultStore {
  private readonly most: number;
  private readonly results = new Map<PartId, KeptResult>();

  /** @param most So many are kept. */
  constructor(most: number) {
    this.most = most;
  }

  /** @returns The result that is new or has changed; null for a message that belongs to none. */
  take(message: StationMessage): KeptResult | null {
    const changed = this.changedBy(message);
    if (changed === null) return null;
    const { part: id } = changed.part;
    this.results.set(id, changed);
    for (const old of this.results.keys()) {
      if (this.results.size <= this.most) break;
      this.results.delete(old);
    }
    return changed;
  }

  get latest(): KeptResult | null {
    return [...this.results.values()].at(-1) ?? null;
  }

  byId(id: string): KeptResult | null {
    return this.results.get(id) ?? null;
  }

  /** Newest first. */
  list(filter: ResultFilter): { readonly results: readonly KeptResult[]; readonly isComplete: boolean } {
    const { state, serial, recipe, model, job, most, startIndex } = filter;
    const fits = [...this.results.values()].reverse().filter((result) => {
      const { part } = result;
      return (
        (state === 0 || resultState(result) === state) &&
        (serial === '' || part.serial === serial) &&
        (recipe === '' || part.recipe === recipe) &&
        (model === '' || part.model === model) &&
        (job === '' || part.part === job)
      );
    });
    const end = most === 0 ? fits.length : startIndex + most;
    return { results: fits.slice(startIndex, end), isComplete: end >= fits.length };
  }

  private changedBy(message: StationMessage): KeptResult | null {
    switch (message.kind) {
      case 'part': {
        const known = this.results.get(message.part);
        return { acknowledgement: null, override: null, ...known, part: message };
      }
      case 'acknowledgement': {
        const { by, reason, at } = message;
        return this.with(message.part, (known) => ({ ...known, acknowledgement: { by, reason, at } }));
      }
      case 'override': {
        const { verdict, by, reason, at } = message;
        return this.with(message.part, (known) => ({ ...known, override: { verdict, by, reason, at } }));
      }
      case 'identity': {
        const { serial, order, variant } = message;
        return this.with(message.part, (known) => ({
          ...known,
          part: { ...known.part, serial, order, variant },
        }));
      }
      default:
        return null;
    }
  }

  private with(id: PartId, change: (known: KeptResult) => KeptResult): KeptResult | null {
    const known = this.results.get(id);
    return known === undefined ? null : change(known);
  }
}
