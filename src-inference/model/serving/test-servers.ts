// Tries inference servers as a station would use them, each by itself, in a thread of its own.
import {
  formatServer,
  type InferenceServerSpec,
  type ServerTest,
  StationError,
} from '../../contract/index.ts';
import type { ModelCard } from '../card.ts';
import { servingSetup } from './served-classifier.ts';
import { ServingThread } from './serving-thread.ts';

/** @throws StationError `not_possible` for a network with a state. */
export function testServers(card: ModelCard, spec: InferenceServerSpec): Promise<readonly ServerTest[]> {
  if (card.input.state.length > 0) {
    throw new StationError(
      'not_possible',
      `The network of "${card.name}" keeps a state from window to window.`,
      {
        where: card.directory,
        hint: 'Such a network runs on this machine.',
      },
    );
  }
  return Promise.all(spec.addresses.map((address) => testServer(card, spec, address)));
}

async function testServer(card: ModelCard, spec: InferenceServerSpec, address: string): Promise<ServerTest> {
  const server = formatServer(spec, address);
  const thread = new ServingThread(servingSetup(card, { ...spec, addresses: [address] }), () => undefined);
  try {
    const { by, error } = await thread.opened;
    return { server, error, milliseconds: by?.milliseconds ?? null, network: by?.network ?? null };
  } finally {
    await thread.close();
  }
}
