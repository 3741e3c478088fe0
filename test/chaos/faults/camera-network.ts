// What networks do to the packets of a camera.
import type { Random } from '../../../src-inference/evaluation/index.ts';
import type { Impairment } from '../../impaired-relay/impairment.ts';
import type { TormentedStation } from '../tormented-station.ts';
import type { Fault } from './fault.ts';

const needsCamera = ({ camera }: TormentedStation): string | null =>
  camera === null ? 'the station watches a file' : null;

function impaired(name: string, impairment: (random: Random) => Impairment): Fault {
  return {
    name,
    impossible: needsCamera,
    async happen({ camera, witness }, random) {
      await camera!.impair({ seed: 1 + random.below(1e6), ...impairment(random) });
      await witness.hearOf(({ type }) => type === 'health');
      await witness.hearOf(({ type }) => type === 'health');
      await camera!.impair({});
    },
  };
}

export const packetsLost = impaired('packets of the camera are lost', (random) => ({
  lossShare: 0.2 * random.uniform(),
}));

export const packetsMixed = impaired('packets of the camera are doubled, late and in another order', () => ({
  duplicateShare: 0.1,
  jitterMilliseconds: 40,
  reorder: { share: 0.1, byPackets: 3 },
}));

export const cameraCutOff: Fault = {
  name: 'the camera is cut off until the station says so',
  impossible: needsCamera,
  async happen({ camera, witness }) {
    const noticed = witness.hearOf((event) => event.type === 'sourceState' && event.state !== 'playing');
    await camera!.impair({ cuts: [{ fromPacket: 0, packets: Number.MAX_SAFE_INTEGER }] });
    await noticed;
    await camera!.impair({});
  },
};
