// The connections to the line and the plant, and what their clients may ask of the station.
import { join } from 'node:path';
import { checkedInput } from '../contract/index.ts';
import { Links, type Question } from '../links/index.ts';
import type { EventLog } from '../station/index.ts';
import type { Identity } from './identity.ts';
import type { PartControl } from './part-control.ts';
import type { RecipeControl } from './recipe-control.ts';
import type { Rollouts } from './rollouts/rollouts.ts';
import type { SnapshotStore } from './snapshot-store.ts';

interface Context {
  /** Of the station. */
  readonly directory: string;
  readonly record: string;
  readonly snapshot: SnapshotStore;
  readonly eventLog: EventLog;
  readonly identity: Identity;
  readonly parts: PartControl;
  readonly recipes: RecipeControl;
  readonly rollouts: Rollouts;
}

export function connections({
  directory,
  record,
  snapshot,
  eventLog,
  identity,
  parts,
  recipes,
  rollouts,
}: Context): Links {
  return new Links({
    record,
    evidence: join(directory, 'evidence'),
    rollouts: join(directory, 'rollouts'),
    outbox: join(directory, 'links/outbox.sqlite'),
    snapshot: () => snapshot.current,
    publish: (event) => eventLog.publishLater(event),
    identify: (next, by) => {
      // What is refused is an event, and a state that screens show.
      identity.identifyNext({ identity: next, by, rework: false }).catch(() => undefined);
    },
    ordered: (link, orders) => rollouts.ordered(link, orders),
    fetched: (rollout, error) => rollouts.fetched(rollout, error),
    perform: (question, by) => perform(question, by, parts, recipes),
  });
}

/** What a client of a connection wants, the same way as a screen's wish. @throws StationError of the command. */
async function perform(
  question: Question,
  by: string,
  parts: PartControl,
  recipes: RecipeControl,
): Promise<unknown> {
  switch (question.command) {
    case 'listRecipes':
      return recipes.list();
    case 'useRecipe':
      return recipes.use(checkedInput('useRecipe', question.input).name, { via: 'link', address: by });
    case 'acknowledgePart':
      return parts.acknowledge(checkedInput('acknowledgePart', question.input));
    default:
      return question satisfies never;
  }
}
