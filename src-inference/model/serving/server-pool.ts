// Several inference servers with the same model: the first that is well names the windows. One that fails is left out, tried again
// after pauses that get longer, and used again when it has named a window of zeros. What is asked when none is well fails at
// once; the caller has another way.
import { formatServer, StationError, toStationError } from '../../contract/index.ts';
import { type ConnectionSetup, ServerConnection } from './server-connection.ts';
import type { PoolState, ServedBy } from './serving-messages.ts';

/** Before a server that has failed is tried again: the first time, and at most. */
const firstPauseSeconds = 0.5;
const longestPauseSeconds = 15;
/** Share of the pause that chance takes away: stations that lost the same server must not come back in step. */
const jitter = 0.25;
/** Windows after which a server counts as steady: its next failure begins with the shortest pause. */
const steadyWindows = 20;

interface Member {
  readonly address: string;
  readonly target: string;
  connection: ServerConnection | null;
  /** Why there is no connection; null before the first attempt. */
  error: StationError | null;
  failures: number;
  answered: number;
  timer: NodeJS.Timeout | undefined;
}

export class ServerPool {
  private readonly setup: ConnectionSetup;
  private readonly onState: (state: PoolState) => void;
  private readonly members: readonly Member[];
  private isClosed = false;
  private said = '';

  /** @param onState Called with the first state when every server was tried, or the preferred one is well; then with changes. */
  constructor(setup: ConnectionSetup, onState: (state: PoolState) => void) {
    this.setup = setup;
    this.onState = onState;
    this.members = setup.spec.addresses.map((address) => ({
      address,
      target: formatServer(setup.spec, address),
      connection: null,
      error: null,
      failures: 0,
      answered: 0,
      timer: undefined,
    }));
    for (const member of this.members) void this.connect(member);
  }

  /**
   * @param frames `[T, H, W, 3]` uint8 RGB. They may be filled again when it resolves, not when it rejects.
   * @throws StationError of the server that failed last, when none is left.
   */
  async name(frames: Uint8Array): Promise<readonly number[]> {
    let last: StationError | null = null;
    for (const member of this.members) {
      const { connection } = member;
      if (connection === null) continue;
      try {
        const probabilities = await connection.name(frames);
        member.answered += 1;
        if (member.answered === steadyWindows) member.failures = 0;
        return probabilities;
      } catch (thrown) {
        last = toStationError(thrown);
        this.lose(member, connection, last);
      }
    }
    throw last ?? this.whyNone();
  }

  close(): void {
    this.isClosed = true;
    for (const { timer, connection } of this.members) {
      clearTimeout(timer);
      connection?.close();
    }
  }

  private async connect(member: Member): Promise<void> {
    try {
      const connection = await ServerConnection.open(this.setup, member.address);
      if (this.isClosed) return connection.close();
      member.connection = connection;
      member.error = null;
      member.answered = 0;
    } catch (thrown) {
      if (this.isClosed) return;
      this.failed(member, toStationError(thrown));
    }
    this.say();
  }

  /** Several windows may be under way: only the first one that fails breaks the connection. */
  private lose(member: Member, connection: ServerConnection, error: StationError): void {
    if (member.connection !== connection || this.isClosed) return;
    connection.close();
    member.connection = null;
    this.failed(member, error);
    this.say();
  }

  private failed(member: Member, error: StationError): void {
    member.error = error;
    const pause = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** member.failures);
    member.failures += 1;
    member.timer = setTimeout(() => void this.connect(member), pause * 1000 * (1 - jitter * Math.random()));
  }

  private whyNone(): StationError {
    const [preferred] = this.members;
    return (
      preferred?.error ??
      new StationError('server_model_not_ready', `${preferred?.target}: the station is still connecting.`)
    );
  }

  private say(): void {
    const [preferred] = this.members;
    const isKnown = this.members.every(({ connection, error }) => connection !== null || error !== null);
    if (!isKnown && preferred?.connection == null) return;
    const state = this.state();
    const text = JSON.stringify([state.by?.server ?? null, state.error?.code ?? null]);
    // The same failure again is no news.
    if (text === this.said) return;
    this.said = text;
    this.onState(state);
  }

  private state(): PoolState {
    const serving = this.members.find(({ connection }) => connection !== null);
    const isPreferred = serving === this.members[0];
    return {
      by: serving?.connection ? servedBy(serving.connection) : null,
      error: isPreferred && serving ? null : this.whyNone().toJSON(),
    };
  }
}

function servedBy({ target, network, trialMilliseconds }: ServerConnection): ServedBy {
  const { precision, target: madeFor } = network;
  return { server: target, network: { precision, target: madeFor }, milliseconds: trialMilliseconds };
}
