// What was said of parts after their end: acknowledgements, verdicts of persons, serial numbers. It may be said on a later day
// than that of the part. Pure.
import type { Acknowledgement, PartId, PartIdentity, PartOverride } from '../contract/index.ts';
import type { CollectedPart, PartCollector } from './part-collector.ts';

export class Amendments {
  private readonly acknowledgements = new Map<PartId, Acknowledgement>();
  private readonly overrides = new Map<PartId, PartOverride>();
  private readonly identities = new Map<PartId, PartIdentity>();

  /** To be called with the newest day first. */
  addOlder({ acknowledgements, overrides, identities }: PartCollector): void {
    addMissing(this.acknowledgements, acknowledgements);
    addMissing(this.overrides, overrides);
    addMissing(this.identities, identities);
  }

  apply(part: CollectedPart): CollectedPart {
    const { summary } = part;
    const { id } = summary;
    return {
      ...part,
      summary: {
        ...summary,
        acknowledgement: this.acknowledgements.get(id) ?? summary.acknowledgement,
        override: this.overrides.get(id) ?? summary.override,
        identity: this.identities.get(id) ?? summary.identity,
      },
    };
  }
}

function addMissing<Value>(known: Map<PartId, Value>, older: ReadonlyMap<PartId, Value>): void {
  for (const [id, value] of older) if (!known.has(id)) known.set(id, value);
}
