// Scenes of the inference servers.
import type {
  InferenceServerSpec,
  PlainStationError,
  ServingState,
} from '../../src-inference/contract/index.ts';
import { atWork } from './parts.ts';
import type { Scene } from './scenes.ts';

const spec: InferenceServerSpec = {
  protocol: 'grpc',
  tls: { caFile: '/etc/stepwatch/plant-ca.pem', certificateFile: null, keyFile: null },
  addresses: ['triton1.plant.example:8001', 'triton2.plant.example:8001'],
  model: 'coupling-demo',
  version: null,
  token: '***',
  timeoutSeconds: 0.5,
};
const [first, second] = spec.addresses.map((address) => `grpcs://${address}/coupling-demo`) as [
  string,
  string,
];
const silent: PlainStationError = {
  code: 'server_timeout',
  message: `${first}: no answer in 0.50 s.`,
  where: first,
  hint: 'Give it more time, or use a faster server or fewer stations.',
};
const mismatch: PlainStationError = {
  code: 'server_mismatch',
  message: `${second}: the card has 9 labels, the model of the server answers logits: ? x 400 FP32.`,
  where: second,
  hint: 'Serve the network of this card: stepwatch export triton writes it (docs/inference-server.md).',
};

const served = (serving: ServingState): NonNullable<Scene['snapshot']> => ({
  settings: { ...atWork.settings, inferenceServer: { enabled: true, spec } },
  serving,
});
const route = '#/setup/model';
const here = served({ place: 'here', server: null, error: silent });

export const serverScenes = {
  served: { snapshot: served({ place: 'server', server: first, error: null }) },
  'served-here': { snapshot: here },
  'served-other': { snapshot: served({ place: 'server', server: second, error: silent }) },
  'setup-server': { route, snapshot: served({ place: 'server', server: first, error: null }) },
  'setup-server-here': { route, snapshot: here },
  'setup-server-tested': {
    route,
    snapshot: served({ place: 'server', server: first, error: null }),
    answers: {
      testInferenceServer: () => [
        { server: first, error: null, milliseconds: 12.4, network: { precision: 'fp32', target: null } },
        { server: second, error: mismatch, milliseconds: null, network: null },
      ],
    },
    press: ['button:Test'],
  },
} as const satisfies Readonly<Record<string, Scene>>;
