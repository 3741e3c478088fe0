import { cameraCutOff, packetsLost, packetsMixed } from './camera-network.ts';
import { clockSetBack, clockSetForward } from './clocks.ts';
import { diskFull, journalDeleted } from './disks.ts';
import type { Fault } from './fault.ts';
import { engineStopped, hostStopped, slowScreen } from './hanging.ts';
import {
  bothKilled,
  endedPolitely,
  engineKilled,
  hostKilled,
  hostKilledEngineStopped,
  powerLost,
} from './killing.ts';
import { outOfMemory } from './memory.ts';
import { networkIsNoNetwork } from './networks.ts';

export type { Fault } from './fault.ts';

export const faults: readonly Fault[] = [
  engineKilled,
  hostKilled,
  bothKilled,
  hostKilledEngineStopped,
  powerLost,
  endedPolitely,
  engineStopped,
  hostStopped,
  slowScreen,
  clockSetBack,
  clockSetForward,
  outOfMemory,
  networkIsNoNetwork,
  diskFull,
  journalDeleted,
  packetsLost,
  packetsMixed,
  cameraCutOff,
];
