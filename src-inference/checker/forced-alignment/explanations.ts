// All explanations of a recording together: the forward-backward algorithm over the lattice, edge by edge.
import type { State } from '../automaton/state.ts';
import { logAdd } from '../decoder/extension.ts';
import { search } from './constants.ts';
import { type Ending, endings, type LatticeModel, type Place, visitSegments } from './lattice.ts';

/** All explanations that stand at one place, at one edge. */
interface Entry {
  readonly place: Place;
  readonly edge: number;
  /** In nats, of all of them together: from the beginning of the recording. */
  forward: number;
  /** In nats, of all that may follow: to its end. */
  backward: number;
  /** Of the likeliest one. */
  best: number;
  /** From where its last segment came; null at the beginning. */
  before: Entry | null;
  /** The label of that segment; null for one that is no action. */
  label: number | null;
}

/** An action of the likeliest explanation. Edges of windows. */
export interface ActionSegment {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

export interface Explanations {
  /** The actions of the likeliest one, by time. */
  readonly likeliest: readonly ActionSegment[];
  /** Calls `visit` with each action of each explanation and its posterior probability, 0 to 1. */
  visitActions(visit: (action: ActionSegment, posterior: number) => void): void;
}

/** @param endCost In nats, that the recording ends in this state. */
export function explain(model: LatticeModel, start: State, endCost: (state: State) => number): Explanations {
  const last = model.costs.windows;
  const entriesAt = forwardPass(model, start);
  const ends = entriesAt[last]!.all();
  for (const entry of ends) entry.backward = endCost(entry.place.state);
  const total = ends.reduce(
    (sum, { forward, backward }) => logAdd(sum, forward + backward),
    Number.POSITIVE_INFINITY,
  );
  return {
    likeliest: pathTo(ends),
    visitActions(visit) {
      for (let at = last - 1; at >= 0; at--) {
        for (const entry of entriesAt[at]!.all()) {
          let backward = Number.POSITIVE_INFINITY;
          visitSegments(model, entry.place, at, (to, label, after, cost) => {
            const next = entriesAt[to]!.get(after);
            // Nothing leads from there to the end of the recording.
            if (next === undefined || next.backward === Number.POSITIVE_INFINITY) return;
            const rest = cost + next.backward;
            backward = logAdd(backward, rest);
            if (label === null || entry.forward + rest - total > mostNats) return;
            visit({ from: at, to, label }, Math.exp(total - entry.forward - rest));
          });
          entry.backward = backward;
        }
      }
    },
  };
}

/** What is less likely than this, in nats, changes nothing. */
const mostNats = 12;

function forwardPass(model: LatticeModel, start: State): readonly EntryTable[] {
  const tables = Array.from({ length: model.costs.windows + 1 }, (_, edge) => new EntryTable(edge));
  // As if something unknown had been done before: the recording may begin with a pause or with an action.
  Object.assign(tables[0]!.at({ state: start, ending: 'unknown' }), { forward: 0, best: 0 });
  for (const [at, table] of tables.entries()) {
    table.prune();
    for (const entry of table.all()) {
      visitSegments(model, entry.place, at, (to, label, after, cost) => {
        const next = tables[to]!.at(after);
        next.forward = logAdd(next.forward, entry.forward + cost);
        const best = entry.best + cost;
        if (best < next.best) Object.assign(next, { best, before: entry, label });
      });
    }
  }
  return tables;
}

function pathTo(ends: readonly Entry[]): ActionSegment[] {
  const costOf = ({ best, backward }: Entry): number => best + backward;
  const [first] = ends.toSorted((a, b) => costOf(a) - costOf(b));
  const path: ActionSegment[] = [];
  for (let at: Entry | null = first ?? null; at !== null; at = at.before) {
    if (at.label !== null) path.push({ from: at.before!.edge, to: at.edge, label: at.label });
  }
  return path.reverse();
}

class EntryTable {
  private readonly edge: number;
  private readonly known = new Map<State, Partial<Record<Ending, Entry>>>();

  constructor(edge: number) {
    this.edge = edge;
  }

  at(place: Place): Entry {
    let ofState = this.known.get(place.state);
    if (ofState === undefined) {
      ofState = {};
      this.known.set(place.state, ofState);
    }
    ofState[place.ending] ??= {
      place,
      edge: this.edge,
      forward: Number.POSITIVE_INFINITY,
      backward: Number.POSITIVE_INFINITY,
      best: Number.POSITIVE_INFINITY,
      before: null,
      label: null,
    };
    return ofState[place.ending]!;
  }

  get({ state, ending }: Place): Entry | undefined {
    return this.known.get(state)?.[ending];
  }

  all(): Entry[] {
    return [...this.known.values()].flatMap((ofState) => endings.flatMap((ending) => ofState[ending] ?? []));
  }

  /** Drops the states whose explanations are all hopeless. */
  prune(): void {
    const bests = [...this.known].map(([state, ofState]) => {
      const best = Math.min(...endings.map((ending) => ofState[ending]?.best ?? Number.POSITIVE_INFINITY));
      return { state, best };
    });
    bests.sort((a, b) => a.best - b.best);
    const most = (bests[0]?.best ?? 0) + search.widthNats;
    for (const [rank, { state, best }] of bests.entries()) {
      if (rank >= search.mostStates || best > most) this.known.delete(state);
    }
  }
}
