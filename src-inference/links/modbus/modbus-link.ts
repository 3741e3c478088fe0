// Signals to the line over Modbus TCP. It knows the present only: after a pause the signals are written as they are then.
import ModbusRTU from 'modbus-serial';
import {
  conditionOf,
  linkTarget,
  type ModbusAddress,
  type ModbusLinkSpec,
  type Signals,
  StationError,
  type StationSnapshot,
  signalNames,
  signalsOf,
} from '../../contract/index.ts';
import { connectionError, linkError } from '../connection-errors.ts';
import { breakable, type LinkDriver, type LinkSession } from '../link-session.ts';
import { allOff, type SignalWrite, signalWrites, wantsHorn } from './signal-values.ts';

const connectMilliseconds = 5000;
/** A signal that comes later than this is no signal. */
const answerMilliseconds = 2000;
const goodbyeMilliseconds = 1000;

export function modbusDriver(spec: ModbusLinkSpec): LinkDriver {
  return {
    connect: async () => new ModbusSession(spec, await connect(spec)),
    async test() {
      const client = await connect(spec);
      try {
        for (const signal of signalNames) {
          const at = spec.addresses[signal];
          if (at !== null) await readOne(client, at, spec);
        }
      } finally {
        client.destroy(() => undefined);
      }
    },
  };
}

class ModbusSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly spec: ModbusLinkSpec;
  private readonly client: ModbusRTU;
  private readonly fail: (error: StationError) => void;
  private readonly timer: NodeJS.Timeout;
  private signals: Signals = allOff;
  private beat = 0;
  private horn: { readonly since: number } | null = null;
  private current: StationSnapshot | null = null;
  private isClosed = false;
  private writing: Promise<void> = Promise.resolve();
  private isWaiting = false;

  constructor(spec: ModbusLinkSpec, client: ModbusRTU) {
    const { broken, fail } = breakable();
    this.spec = spec;
    this.client = client;
    this.broken = broken;
    this.fail = fail;
    client.on('close', () =>
      fail(linkError('link_unreachable', linkTarget(spec), 'the connection broke off')),
    );
    client.on('error', (error: unknown) => fail(connectionError(linkTarget(spec), error)));
    this.timer = setInterval(() => {
      this.beat += 1;
      this.follow();
      this.write();
    }, spec.heartbeatSeconds * 1000);
  }

  present(snapshot: StationSnapshot): void {
    this.current = snapshot;
    const before = JSON.stringify(this.signals);
    this.follow();
    if (JSON.stringify(this.signals) !== before) this.write();
  }

  /** A signal has no queue. */
  wake(): void {}

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.timer);
    this.signals = allOff;
    if (this.client.isOpen) {
      const goodbye = this.writing.then(() => this.writeAll());
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, goodbyeMilliseconds);
      });
      await Promise.race([goodbye.catch(() => undefined), late]);
      clearTimeout(timer);
    }
    this.client.destroy(() => undefined);
  }

  private follow(): void {
    const snapshot = this.current;
    if (snapshot === null) return;
    const now = performance.now();
    if (!wantsHorn(snapshot)) this.horn = null;
    else this.horn ??= { since: now };
    const horn = this.horn !== null && now - this.horn.since < this.spec.hornSeconds * 1000;
    this.signals = { ...signalsOf(conditionOf(snapshot)), horn };
  }

  /** One round at a time; what changed meanwhile is written by the next. */
  private write(): void {
    if (this.isWaiting || this.isClosed) return;
    this.isWaiting = true;
    this.writing = this.writing
      .then(() => {
        this.isWaiting = false;
        return this.writeAll();
      })
      .catch((thrown: unknown) => this.fail(connectionError(linkTarget(this.spec), thrown)));
  }

  private async writeAll(): Promise<void> {
    for (const write of signalWrites(this.spec.addresses, this.signals, this.beat)) {
      await writeOne(this.client, write, this.spec);
    }
  }
}

async function connect(spec: ModbusLinkSpec): Promise<ModbusRTU> {
  const client = new ModbusRTU();
  const target = linkTarget(spec);
  let timer: NodeJS.Timeout | undefined;
  try {
    client.setTimeout(answerMilliseconds);
    client.setID(spec.unit);
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(linkError('link_unreachable', target, 'nothing answers at this address')),
        connectMilliseconds,
      );
    });
    await Promise.race([client.connectTCP(spec.host, { port: spec.port }), late]);
    return client;
  } catch (thrown) {
    client.destroy(() => undefined);
    throw connectionError(target, thrown);
  } finally {
    clearTimeout(timer);
  }
}

async function writeOne(
  client: ModbusRTU,
  { signal, at, value }: SignalWrite,
  spec: ModbusLinkSpec,
): Promise<void> {
  try {
    if (at.table === 'coil') await client.writeCoil(at.address, value !== 0);
    else await client.writeRegister(at.address, value);
  } catch (thrown) {
    throw modbusError(thrown, at, spec, `cannot write "${signal}"`);
  }
}

async function readOne(client: ModbusRTU, at: ModbusAddress, spec: ModbusLinkSpec): Promise<void> {
  try {
    if (at.table === 'coil') await client.readCoils(at.address, 1);
    else await client.readHoldingRegisters(at.address, 1);
  } catch (thrown) {
    throw modbusError(thrown, at, spec, 'cannot read');
  }
}

/** Exception codes of the Modbus application protocol 1.1b3, chapter 7. */
const exceptions: Readonly<Record<number, string>> = {
  1: 'the server does not know this function',
  2: 'the server has no such address',
  3: 'the server does not take this value',
  4: 'the server has failed',
  6: 'the server is busy',
  10: 'the gateway has no way to this unit',
  11: 'the unit behind the gateway does not answer',
};

function modbusError(
  thrown: unknown,
  { table, address }: ModbusAddress,
  spec: ModbusLinkSpec,
  what: string,
): StationError {
  const { modbusCode, name } = thrown as { readonly modbusCode?: number; readonly name?: string };
  const target = linkTarget(spec);
  if (modbusCode !== undefined) {
    const why = exceptions[modbusCode] ?? `exception ${modbusCode}`;
    return new StationError('link_rejected', `${target}: ${what}, ${table} ${address}: ${why}.`, {
      where: target,
      hint: 'Compare the addresses with those of the server. They count from 0 here.',
      cause: thrown,
    });
  }
  if (name === 'TransactionTimedOutError') {
    return linkError('link_unreachable', target, `no answer within ${answerMilliseconds / 1000} s`, thrown);
  }
  return connectionError(target, thrown);
}
