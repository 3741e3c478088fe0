// One inference server whose model was checked against the card: bytes of a window in, one probability per label out.
import { formatServer, type InferenceServerSpec, StationError } from '../../contract/index.ts';
import {
  type KserveClient,
  openClient,
  serverError,
  type TensorIn,
  type TensorOut,
} from '../../kserve/index.ts';
import { toProbabilities } from '../answer.ts';
import type { CardPlaces } from '../card.ts';
import { clipTensors } from '../clip-tensors.ts';
import { datatypes, fitServed, type ServedNetwork, type Wanted } from './served-network.ts';

/** What every connection of a station is made by. */
export interface ConnectionSetup extends Wanted {
  readonly spec: InferenceServerSpec;
  readonly places: CardPlaces;
}

/** Metadata come at once from a server that is well. */
const askMilliseconds = 5000;
/** The first window may have to wait until a server has made its kernels. */
const trialMilliseconds = 20_000;

/** Types of numbers as ONNX Runtime calls them. */
const answerTypes: Readonly<Record<string, string>> = { FP16: 'float16', FP32: 'float32', FP64: 'float64' };

export class ServerConnection {
  /** As `grpc://host:8001/model`. */
  readonly target: string;
  readonly network: ServedNetwork;
  private readonly setup: ConnectionSetup;
  private readonly client: KserveClient;
  private measured = 0;

  /**
   * Asks what the model takes, and has one window of zeros named.
   *
   * @throws StationError with a code `server_...`, or `settings_invalid` for a certificate that cannot be read.
   */
  static async open(setup: ConnectionSetup, address: string): Promise<ServerConnection> {
    const target = formatServer(setup.spec, address);
    const client = await openClient(setup.spec, address);
    try {
      const network = fitServed(await client.ready(askMilliseconds), setup, target);
      const { frames, height, width } = network.input;
      const empty = new Uint8Array(frames * height * width * 3);
      const connection = new ServerConnection(setup, target, client, network);
      // The first window pays for what a server makes on demand.
      await connection.name(empty, trialMilliseconds);
      const askedAt = performance.now();
      await connection.name(empty, trialMilliseconds);
      connection.measured = performance.now() - askedAt;
      return connection;
    } catch (thrown) {
      client.close();
      throw thrown;
    }
  }

  private constructor(setup: ConnectionSetup, target: string, client: KserveClient, network: ServedNetwork) {
    this.setup = setup;
    this.target = target;
    this.client = client;
    this.network = network;
  }

  /** That a window of zeros took when the connection was opened, there and back. */
  get trialMilliseconds(): number {
    return this.measured;
  }

  /**
   * @param frames `[T, H, W, 3]` uint8 RGB. They may be filled again when it resolves, not when it rejects.
   * @returns One probability for each label.
   * @throws StationError with a code `server_...`.
   */
  async name(
    frames: Uint8Array,
    timeoutMilliseconds: number = this.setup.spec.timeoutSeconds * 1000,
  ): Promise<readonly number[]> {
    const { output } = this.setup;
    const inputs = this.inputsOf(frames);
    return this.probabilities(await this.client.infer({ inputs, output: output.name }, timeoutMilliseconds));
  }

  close(): void {
    this.client.close();
  }

  private inputsOf(frames: Uint8Array): readonly TensorIn[] {
    const { input, shapes } = this.network;
    return [...clipTensors(frames, input)].map(([name, { type, shape, data }]) => ({
      name,
      datatype: datatypes[type],
      shape: shapes[name] ?? shape,
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    }));
  }

  private probabilities({ name, datatype, shape, data }: TensorOut): readonly number[] {
    const { output, labels, places } = this.setup;
    const dims = shape.map(Number);
    const type = answerTypes[datatype];
    if (type === undefined) {
      throw serverError(
        'server_answer_invalid',
        this.target,
        `the output "${name}" is ${dims.join(' x ')} ${datatype}, which is no probability`,
      );
    }
    try {
      return toProbabilities({ type, dims, data }, { output, labels, file: this.target, places });
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      throw serverError('server_answer_invalid', this.target, thrown.message.replace(/\.$/, ''), thrown);
    }
  }
}
