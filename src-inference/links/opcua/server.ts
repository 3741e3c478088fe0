// The OPC UA server of a station: who may come in, and what they find.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { OPCUAServer, OPCUAServerOptions } from 'node-opcua';
import { version } from '../../../package.json';
import { StationError } from '../../contract/index.ts';
import type { StationMessage } from '../messages/station-message.ts';
import type { Ask } from '../questions.ts';
import { loadOpcua, type Opcua } from './library.ts';
import { readRecentResults } from './recent-results.ts';
import { bindResultMethods } from './result-methods.ts';
import { ResultStore } from './result-store.ts';
import type { ServerSetup } from './server-messages.ts';
import { bindAcknowledgement, bindRecipeMethods } from './station-methods.ts';
import type { VisionState } from './vision-state.ts';
import { VisionSystem } from './vision-system.ts';

/** Results of so many parts can be asked for. */
const keptResults = 200;
const mostClients = 20;
/** Somebody who guesses passwords waits. */
const wrongPasswordMilliseconds = 1000;

export class StationServer {
  private readonly server: OPCUAServer;
  private readonly system: VisionSystem | null;
  private readonly store: ResultStore;

  /** @throws StationError `link_not_installed`, `port_unavailable`. */
  static async open(setup: ServerSetup, ask: Ask): Promise<StationServer> {
    const opcua = await loadOpcua();
    const server = new opcua.OPCUAServer(await serverOptions(opcua, setup));
    const store = new ResultStore(keptResults);
    if (setup.isTest) {
      await server.initialize();
      return new StationServer(server, null, store);
    }
    await Promise.all([server.initialize(), readRecentResults(setup.record, store)]);
    const system = new VisionSystem(opcua, server, setup.spec.station);
    bindResultMethods(system, store);
    bindRecipeMethods(system, ask);
    bindAcknowledgement(system, ask);
    if (store.latest) system.showLatest(store.latest);
    await server.start().catch((cause: unknown) => {
      const { port } = setup.spec;
      throw new StationError('port_unavailable', `Port ${port} cannot be used: ${String(cause)}.`, {
        where: `port ${port}`,
        hint: 'Choose another port, or stop the program that uses it.',
        cause,
      });
    });
    return new StationServer(server, system, store);
  }

  private constructor(server: OPCUAServer, system: VisionSystem | null, store: ResultStore) {
    this.server = server;
    this.system = system;
    this.store = store;
  }

  present(state: VisionState): void {
    this.system?.present(state);
  }

  take(message: StationMessage): void {
    const result = this.store.take(message);
    if (result === null) return;
    if (result === this.store.latest) this.system?.showLatest(result);
    if (message.kind === 'part') this.system?.tellResult(result);
  }

  async close(): Promise<void> {
    await this.server.shutdown(0);
  }
}

async function serverOptions(opcua: Opcua, { spec, certificates }: ServerSetup): Promise<OPCUAServerOptions> {
  const { MessageSecurityMode, SecurityPolicy, nodesets } = opcua;
  const trust = new opcua.OPCUACertificateManager({
    rootFolder: certificates,
    automaticallyAcceptUnknownCertificate: false,
  });
  await trust.initialize();
  const isOpen = spec.security === 'none';
  return {
    port: spec.port,
    // Both the certificates of programs and those of users: one folder to look after.
    serverCertificateManager: trust,
    userCertificateManager: trust,
    nodeset_filename: [nodesets.standard, nodesets.machineVision],
    securityPolicies: [...(isOpen ? [SecurityPolicy.None] : []), SecurityPolicy.Basic256Sha256],
    securityModes: [...(isOpen ? [MessageSecurityMode.None] : []), MessageSecurityMode.SignAndEncrypt],
    allowAnonymous: spec.anonymous,
    userManager: {
      isValidUserAsync: (user, password, give) => {
        const isRight =
          spec.user !== null &&
          spec.password !== null &&
          isSame(user, spec.user) &&
          isSame(password, spec.password);
        setTimeout(() => give(null, isRight), isRight ? 0 : wrongPasswordMilliseconds);
      },
    },
    maxConnectionsPerEndpoint: mostClients,
    serverCapabilities: { maxSessions: mostClients },
    serverInfo: { applicationName: { text: `Stepwatch ${spec.station}` }, productUri: 'urn:stepwatch' },
    buildInfo: {
      productName: 'Stepwatch',
      productUri: 'urn:stepwatch',
      manufacturerName: 'Stepwatch',
      softwareVersion: version,
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
