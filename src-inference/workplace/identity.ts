// Which part it is, and who says otherwise than the checker. What is not taken is told to every screen, whoever sent it.
import {
  askingPart,
  byStation,
  type Commands,
  type EarlierPart,
  type EngineEvent,
  identityFields,
  type PartIdentity,
  type ScanResult,
  StationError,
  type StationSnapshot,
  toStationError,
} from '../contract/index.ts';
import { readCode, recipeOfVariant, visibleText } from '../identity/index.ts';
import { dependsOnCode } from '../recipe/index.ts';
import type { EventLog, Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import type { History } from './history.ts';
import type { OperatorLogin } from './operator-login.ts';
import type { RecipeControl } from './recipe-control.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface IdentityParts {
  readonly station: Station;
  readonly eventLog: EventLog;
  readonly snapshot: SnapshotStore;
  readonly configuration: Configuration;
  readonly recipes: RecipeControl;
  readonly history: History;
  readonly login: OperatorLogin;
}

interface Claim {
  readonly identity: PartIdentity;
  readonly by: string;
  readonly rework: boolean;
}

export class Identity {
  private readonly parts: IdentityParts;

  constructor(parts: IdentityParts) {
    this.parts = parts;
  }

  /** @throws StationError, see `scanCode` in the command table. */
  async scan({ text, by }: Commands['scanCode']['input']): Promise<ScanResult> {
    const { configuration, login } = this.parts;
    const code = await this.orRefuse({ text, by }, async () => {
      const read = readCode(text, configuration.settings.identity);
      if (read.kind === 'badge') await login.byBadge(read.badge);
      return read;
    });
    if (code.kind === 'badge') return { kind: 'operator', name: this.snapshot.operator! };
    const { identity } = code;
    const asking = askingPart(this.snapshot);
    if (asking !== null && identity.serial !== null) {
      await this.identify({ id: asking.id, identity, by, rework: false });
      return { kind: 'part', id: asking.id, identity };
    }
    const { part } = this.snapshot;
    if (part !== null && identity.serial !== null && part.identity?.serial === identity.serial) {
      // The label of the part on the bench once more.
      return { kind: 'part', id: part.id, identity: part.identity };
    }
    const completed = completedBy(this.snapshot.nextPart, identity);
    await this.identifyNext({ identity: completed, by, rework: false });
    return { kind: 'nextPart', identity: completed };
  }

  /** @throws StationError, see `identifyNextPart` in the command table. */
  async identifyNext({ identity, by, rework }: Commands['identifyNextPart']['input']): Promise<void> {
    const { eventLog } = this.parts;
    if (identity === null) return eventLog.publish({ type: 'nextPartIdentified', identity, by });
    await this.orRefuse({ identity, by }, async () => {
      await this.mustBeNew({ identity, by, rework }, null);
      await this.chooseRecipe(identity);
    });
    await eventLog.publish({ type: 'nextPartIdentified', identity, by });
    await this.beginMarkedPart(identity);
  }

  /** Begins the next part at once with a code, else as the recipe says: with the code that is known already. */
  async start(code: string | null): Promise<void> {
    const { station, configuration, eventLog } = this.parts;
    if (code !== null) {
      const read = readCode(code, configuration.settings.identity);
      const identity = read.kind === 'part' ? read.identity : { serial: code, order: null, variant: null };
      await eventLog.publish({ type: 'nextPartIdentified', identity, by: 'startPart' });
      return station.closePart(code);
    }
    const { nextPart } = this.snapshot;
    const isMarked = station.plans?.latest.startsByMark === true;
    // Whoever scans a part means it; a button is pressed by accident, too.
    await station.closePart(isMarked && nextPart !== null ? codeOf(nextPart) : null, true);
  }

  /** @throws StationError, see `identifyPart` in the command table. */
  async identify({ id, identity, by, rework }: Commands['identifyPart']['input']): Promise<void> {
    const completed = await this.orRefuse({ identity, by }, async () => {
      const { part, lastPart } = this.snapshot;
      const known = part ?? lastPart;
      if (known?.id !== id) {
        throw new StationError('not_possible', 'The next part has begun already.', {
          where: id,
          hint: 'Only the part in progress, or the last one, can be identified.',
        });
      }
      if (part !== null) this.mustFitRecipe(identity);
      await this.mustBeNew({ identity, by, rework }, id);
      return completedBy(known.identity, identity);
    });
    await this.parts.eventLog.publish({ type: 'partIdentified', id, identity: completed, by });
  }

  /** @throws StationError `part_not_found`, also for a part that is still in progress. */
  async override({ id, verdict, by, reason }: Commands['overridePart']['input']): Promise<void> {
    const { lastPart } = this.snapshot;
    const part = lastPart?.id === id ? lastPart : await this.parts.history.summaryOf(id);
    const replaces = part.override?.verdict ?? null;
    await this.parts.eventLog.publish({ type: 'partOverridden', id, verdict, by, reason, replaces });
  }

  /** A part whose steps depend on its code begins as soon as the one before it has ended. */
  notice(event: EngineEvent): void {
    if (event.type !== 'partEnded' && event.type !== 'partAborted') return;
    const { nextPart } = this.snapshot;
    if (nextPart !== null) this.beginMarkedPart(nextPart).catch(() => undefined);
  }

  private get snapshot(): StationSnapshot {
    return this.parts.snapshot.current;
  }

  /** @throws StationError `serial_known` when a part has the serial number already, and is not meant to be made again. */
  private async mustBeNew({ identity: { serial }, rework }: Claim, except: string | null): Promise<void> {
    if (serial === null || rework) return;
    const earlier = await this.partWithSerial(serial, except);
    if (earlier !== null) throw new SerialKnown(serial, earlier);
  }

  private async partWithSerial(serial: string, except: string | null): Promise<EarlierPart | null> {
    const any = {
      fromDay: null,
      toDay: null,
      verdict: null,
      recipe: null,
      step: null,
      before: null,
    } as const;
    const { part } = this.snapshot;
    if (part?.identity?.serial === serial && part.id !== except) {
      return { id: part.id, number: part.number, verdict: null, overrideVerdict: null };
    }
    const { parts } = await this.parts.history.listParts({ ...any, serial, limit: 2 });
    const found = parts.find(({ id }) => id !== except);
    if (found === undefined) return null;
    const { id, number, verdict, override } = found;
    return { id, number, verdict, overrideVerdict: override?.verdict ?? null };
  }

  /**
   * The variant chooses the recipe from the next part on. One that the settings do not know leaves nothing to check by: the
   * recipe before it would be the wrong one.
   *
   * @throws StationError `variant_unknown`, and those of a recipe that cannot be used.
   */
  private async chooseRecipe({ variant }: PartIdentity): Promise<void> {
    const { recipes, configuration } = this.parts;
    const { variants } = configuration.settings.identity;
    if (variant === null || variants.length === 0) return;
    const recipe = recipeOfVariant(variants, variant);
    const isInForce = recipe === configuration.settings.recipe && this.snapshot.recipe.state === 'ready';
    if (recipe !== null && isInForce) return;
    try {
      if (recipe === null) throw unknownVariant(variant);
      await recipes.use(recipe, byStation);
    } catch (thrown) {
      const error = toStationError(thrown);
      await recipes.checkNothing(recipe ?? variant, error);
      throw error;
    }
  }

  /** @throws StationError `not_possible` for a part that is judged by the recipe of another variant. */
  private mustFitRecipe({ variant }: PartIdentity): void {
    const { variants } = this.parts.configuration.settings.identity;
    const { recipe } = this.snapshot;
    if (variant === null || variants.length === 0 || recipe.state !== 'ready') return;
    const wanted = recipeOfVariant(variants, variant);
    if (wanted === recipe.name) return;
    throw new StationError('not_possible', `The part is judged by the recipe "${recipe.name}".`, {
      where: variant,
      hint:
        wanted === null
          ? `The settings have no recipe for the variant "${variant}".`
          : `The variant "${variant}" needs the recipe "${wanted}": abandon the part and begin it again.`,
    });
  }

  /** With a recipe whose parts begin by a mark, the code begins the part; one whose steps depend on the code must have it. */
  private async beginMarkedPart(identity: PartIdentity): Promise<void> {
    const { station } = this.parts;
    const plan = station.plans?.latest;
    if (!plan?.recipe) return;
    const needsCode = dependsOnCode(plan.recipe) && !station.hasOpenPart;
    if (plan.startsByMark || needsCode) await station.closePart(codeOf(identity));
  }

  /** Tells every screen what was not taken, and why. */
  private async orRefuse<Result>(
    claim: { readonly text?: string; readonly identity?: PartIdentity; readonly by: string },
    take: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await take();
    } catch (thrown) {
      const error = toStationError(thrown);
      const { by, identity = null } = claim;
      const text = claim.text ?? textOf(identity);
      await this.parts.eventLog.publish({
        type: 'identityRefused',
        text: visibleText(text),
        by,
        error: error.toJSON(),
        identity,
        earlier: error instanceof SerialKnown ? error.earlier : null,
      });
      throw error;
    }
  }
}

class SerialKnown extends StationError {
  readonly earlier: EarlierPart;

  constructor(serial: string, earlier: EarlierPart) {
    const result = (earlier.overrideVerdict ?? earlier.verdict ?? 'no verdict').toUpperCase();
    super(
      'serial_known',
      `The serial number "${serial}" was made before: part ${earlier.number}, ${result}.`,
      {
        where: earlier.id,
        hint: 'Say that it is rework, or scan the label of the part on the bench.',
      },
    );
    this.earlier = earlier;
  }
}

/** What is known already, with what a second code adds to it; a code for the same field takes the place of all. */
function completedBy(known: PartIdentity | null, added: PartIdentity): PartIdentity {
  if (known === null) return added;
  const isOther = identityFields.some(
    (field) => known[field] !== null && added[field] !== null && known[field] !== added[field],
  );
  if (isOther) return added;
  return {
    serial: added.serial ?? known.serial,
    order: added.order ?? known.order,
    variant: added.variant ?? known.variant,
  };
}

/** What the conditions of a recipe look at. */
function codeOf({ serial, order, variant }: PartIdentity): string | null {
  return serial ?? order ?? variant;
}

function textOf(identity: PartIdentity | null): string {
  return identityFields
    .map((field) => identity?.[field] ?? null)
    .filter((value) => value !== null)
    .join(' · ');
}

function unknownVariant(variant: string): StationError {
  return new StationError('variant_unknown', `The settings have no recipe for the variant "${variant}".`, {
    where: variant,
    hint: 'Scan the right label, or add the variant in Setup under Identity.',
  });
}
