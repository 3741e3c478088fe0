// Names windows on an inference server, and on this machine while none answers. A window that a server did not name is named here:
// none is lost. The next window goes to a server again as soon as one is well.
import type { InferenceServerSpec, NetworkChoice, ServingState, WindowScores } from '../../contract/index.ts';
import { serverError } from '../../kserve/index.ts';
import type { Clip } from '../../windows/index.ts';
import type { ModelCard } from '../card.ts';
import type { Wish } from '../choice.ts';
import { type Classifier, openClassifier, type Serving } from '../classifier.ts';
import type { BuildWatch } from '../tensorrt/index.ts';
import { servableNetworks } from './served-network.ts';
import type { PoolState, ServingSetup } from './serving-messages.ts';
import { ServingThread } from './serving-thread.ts';

/**
 * The network of the card on inference servers, and on this machine while none of them answers. Resolves when the servers were
 * tried; it does not matter whether one of them can be used.
 *
 * @param spec Null: on this machine only.
 * @throws StationError, as `openClassifier` does: this machine must be able to take over.
 */
export async function openServedClassifier(
  card: ModelCard,
  spec: InferenceServerSpec | null,
  wish: Partial<Wish> = {},
  watch: BuildWatch = {},
): Promise<Classifier> {
  const local = await openClassifier(card, wish, watch);
  if (spec === null) return local;
  if (card.input.state.length > 0) return { ...passed(local), serving: constant(cannotServe(card)) };
  const classifier = new ServedClassifier(servingSetup(card, spec), local);
  await classifier.opened;
  return classifier;
}

export function servingSetup(card: ModelCard, spec: InferenceServerSpec): ServingSetup {
  return {
    spec,
    networks: servableNetworks(card),
    output: card.output,
    labels: card.labels.length,
    places: card.places,
  };
}

class ServedClassifier implements Classifier {
  readonly inputSize: Classifier['inputSize'];
  readonly opened: Promise<PoolState>;
  readonly serving: Serving;
  private readonly local: Classifier;
  private readonly thread: ServingThread;
  private readonly listeners = new Set<(state: ServingState) => void>();

  constructor(setup: ServingSetup, local: Classifier) {
    this.local = local;
    this.inputSize = local.inputSize;
    this.thread = new ServingThread(setup, (state) => {
      for (const listener of this.listeners) listener(servingOf(state));
    });
    this.opened = this.thread.opened;
    const { thread, listeners } = this;
    this.serving = {
      get state() {
        return servingOf(thread.state);
      },
      onChange: (listener) => listeners.add(listener),
    };
  }

  /** The network that names the next window. */
  get choice(): NetworkChoice {
    const { by } = this.thread.state;
    if (by === null) return this.local.choice;
    return { ...by.network, backend: 'server', reason: `${by.server} runs it` };
  }

  async classify(clip: Clip): Promise<WindowScores> {
    const probabilities = await this.thread.name(clip);
    if (probabilities === null) return this.local.classify(clip);
    return { startSeconds: clip.startSeconds, endSeconds: clip.endSeconds, probabilities };
  }

  async close(): Promise<void> {
    this.listeners.clear();
    await Promise.all([this.thread.close(), this.local.close()]);
  }
}

function servingOf({ by, error }: PoolState): ServingState {
  return { place: by === null ? 'here' : 'server', server: by?.server ?? null, error };
}

function passed(local: Classifier): Omit<Classifier, 'serving'> {
  return {
    choice: local.choice,
    inputSize: local.inputSize,
    classify: (clip) => local.classify(clip),
    close: () => local.close(),
  };
}

function constant(state: ServingState): Serving {
  return { state, onChange: () => undefined };
}

/** What it remembers would have to travel with every window. */
function cannotServe({ name, directory }: ModelCard): ServingState {
  const error = serverError(
    'server_mismatch',
    directory,
    `the network of "${name}" keeps a state from window to window, which stays on this machine`,
  );
  return { place: 'here', server: null, error: error.toJSON() };
}
