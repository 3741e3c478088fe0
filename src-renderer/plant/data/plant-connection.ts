// The connection of a page to the plant's server. It is made again for as long as the page is open.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PlantMessage } from '../../../src-inference/contract/index.ts';
import { isSessionOver } from '../../station/index.ts';
import { afterMessage, type PlantState, unknownPlant } from './plant-state.ts';

const retryMilliseconds = 2000;
/** The server sends every second: a connection that has said nothing for so long is dead. */
const silentMilliseconds = 10_000;

export type Plant = StoreApi<PlantState>;

export function connectPlant(page: URL): Plant {
  const plant = createStore<PlantState>(() => unknownPlant);
  open(plant, page);
  return plant;
}

function open(plant: Plant, page: URL): void {
  const address = new URL('/plant', page);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  let heard = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  socket.onmessage = ({ data }) => {
    clearTimeout(silence);
    silence = setTimeout(() => socket.close(), silentMilliseconds);
    // A server that was started again knows nothing of what this page has.
    if (!heard) plant.setState({ stations: [] });
    heard = true;
    plant.setState(
      afterMessage(plant.getState(), JSON.parse(String(data)) as PlantMessage, performance.now()),
    );
  };
  socket.onclose = async () => {
    clearTimeout(silence);
    const refused = !heard && (await isSessionOver(page));
    plant.setState({ connection: refused ? 'refused' : 'lost' });
    setTimeout(() => open(plant, page), refused ? 5 * retryMilliseconds : retryMilliseconds);
  };
}
