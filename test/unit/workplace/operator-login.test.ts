// When the operator is logged out by itself: by events and a clock of the test.
import { expect, it } from 'vitest';
import { type EngineEvent, usualIdentitySettings } from '../../../src-inference/contract/index.ts';
import { OperatorLogin, type OperatorLoginParts } from '../../../src-inference/workplace/operator-login.ts';

const health = { type: 'health', health: {} } as EngineEvent;
const started = { type: 'partStarted', part: 1, atSeconds: 1, code: null } as EngineEvent;

function atTheBench(logOut: { atShift: boolean; idleMinutes: number | null }) {
  const said: EngineEvent[] = [];
  const state = { operator: 'Ana', part: null as object | null };
  let minutes = 0;
  const login = new OperatorLogin({
    people: {},
    configuration: { settings: { identity: { ...usualIdentitySettings, logOut } } },
    snapshot: {
      get current() {
        return state;
      },
    },
    eventLog: { publish: async (event: EngineEvent) => void said.push(event) },
    now: () => new Date(minutes * 60_000),
  } as unknown as OperatorLoginParts);
  return {
    said,
    state,
    at(minute: number, event: EngineEvent) {
      minutes = minute;
      login.notice({ sequence: 1, at: '', event });
    },
  };
}

it('an idle bench logs the operator out, counted from the last sign of life', () => {
  const bench = atTheBench({ atShift: false, idleMinutes: 30 });
  bench.at(20, started);
  bench.at(49, health);
  expect(bench.said).toEqual([]);
  bench.at(50, health);
  expect(bench.said).toEqual([{ type: 'operatorChanged', operator: null, reason: 'idle' }]);
});

it('a part in progress keeps the operator logged in', () => {
  const bench = atTheBench({ atShift: false, idleMinutes: 30 });
  bench.state.part = {};
  bench.at(300, health);
  expect(bench.said).toEqual([]);
});

it('a new shift logs the operator out only where it is set', () => {
  const [set, unset] = [true, false].map((atShift) => atTheBench({ atShift, idleMinutes: null }));
  for (const bench of [set!, unset!]) bench.at(600, { type: 'shiftStarted' });
  expect(set!.said).toMatchObject([{ reason: 'shift' }]);
  expect(unset!.said).toEqual([]);
});
