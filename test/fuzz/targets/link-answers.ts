// Answers of controllers and brokers, to a real engine that tries a connection. The first byte of an input says which one is asked.
import { join } from 'node:path';
import { makeColourModel } from '../../onnx-models.ts';
import { modbusLink, mqttLink } from '../../plant/link-settings.ts';
import { engineTrial } from '../engine-trial.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { openScriptedServer, type Script } from '../scripted-server.ts';
import type { Target, Trial } from '../target.ts';

const links = [modbusLink, mqttLink] as const;
const modbus = 0;
const mqtt = 1;
/** Whoever answers for ever is left. */
const mostAnswers = 50;

/** One coil that is off; an exception; a register; that the broker takes the client; that it does not; a message for it. */
const answers: readonly (readonly [number, readonly number[]])[] = [
  [modbus, [0, 1, 0, 0, 0, 4, 1, 1, 1, 0]],
  [modbus, [0, 1, 0, 0, 0, 3, 1, 0x81, 2]],
  [modbus, [0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 7]],
  [mqtt, [0x20, 9, 0, 0, 6, 0x21, 0, 20, 0x24, 1, 0x2a]],
  [mqtt, [0x20, 3, 0, 0x87, 0]],
  [mqtt, [0x20, 2, 0, 0, 0x30, 9, 0, 5, 0x61, 0x2f, 0x62, 0x2f, 0x63, 1, 2]],
  [mqtt, [0x20, 3, 0, 0, 0, 0x90, 4, 0, 1, 0, 0, 0xe0, 0]],
];

export const target: Target = {
  runsIn: 'processes',
  seeds: async () => answers.map(([link, bytes]) => Buffer.of(link, ...bytes)),
  mutate: (seed, random, other) =>
    Buffer.concat([seed.subarray(0, 1), mutateBytes(seed.subarray(1), random, other.subarray(1))]),
  async open(folder): Promise<Trial> {
    const model = makeColourModel(join(folder, 'link-model'));
    let stations = 0;
    const server = await openScriptedServer();
    const trial = engineTrial(
      async (engine, input) => {
        const link = input[0] === mqtt ? mqtt : modbus;
        server.begin = () =>
          link === modbus ? answerModbus(input.subarray(1)) : answerMqtt(input.subarray(1));
        await engine.request('testLink', links[link](server.port));
      },
      (engine) =>
        engine.request('openWorkplace', {
          directory: join(folder, `link-station-${stations++}`),
          defaults: { model, recipes: [], folders: [] },
          source: null,
        }),
    );
    return {
      ...trial,
      async close() {
        await trial.close?.();
        await server.close();
      },
    };
  },
};

/** The number of the request comes back with it, but for some, so that most answers are looked at. */
function answerModbus(answer: Uint8Array): Script {
  let count = 0;
  return (request) => {
    count += 1;
    if (count > mostAnswers || answer.length === 0) return null;
    return answer[0] === 0 ? Buffer.concat([request.subarray(0, 2), answer.subarray(2)]) : answer;
  };
}

function answerMqtt(answer: Uint8Array): Script {
  let count = 0;
  return () => {
    count += 1;
    return count > mostAnswers || answer.length === 0 ? null : answer;
  };
}
