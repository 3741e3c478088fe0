// The topics of plain JSON, and what is on them (docs/connections.md). Pure.
import type { Health, MqttLinkSpec } from '../../contract/index.ts';
import type { PresentState } from '../messages/present-state.ts';
import type { StationMessage } from '../messages/station-message.ts';
import type { Publication } from './broker.ts';

type Named = Pick<MqttLinkSpec, 'group' | 'station'>;

export function topicOf({ group, station }: Named, what: string): string {
  return `${group}/${station}/${what}`;
}

/** Retained: whether the station is there. The broker itself says it when the station is lost. */
export function onlinePublication(named: Named, online: boolean): Publication {
  const payload = JSON.stringify({ station: named.station, online });
  return { topic: topicOf(named, 'online'), payload, qos: 1, retain: true };
}

/** Retained: how the station is now. */
export function statePublication(named: Named, state: PresentState): Publication {
  const payload = JSON.stringify({ station: named.station, ...state });
  return { topic: topicOf(named, 'state'), payload, qos: 1, retain: true };
}

export function healthPublication(named: Named, health: Health): Publication {
  const payload = JSON.stringify({ station: named.station, ...health });
  return { topic: topicOf(named, 'health'), payload, qos: 0, retain: false };
}

export function messagePublication(named: Named, message: StationMessage): Publication {
  const payload = JSON.stringify({ station: named.station, ...message });
  return { topic: topicOf(named, message.kind), payload, qos: 1, retain: false };
}
