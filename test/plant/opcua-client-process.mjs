// A client of an OPC UA server, driven by its parent: each message is one call, each answer has its number.
import { createRequire } from 'node:module';

const opcua = createRequire(import.meta.url)('node-opcua');
const { AttributeIds, ClientMonitoredItem, MessageSecurityMode, SecurityPolicy, TimestampsToReturn } = opcua;

let client;
let session;
let subscription;
/** Requests that read what the server has, among them those that the client itself makes to learn its types. */
let reads = 0;

const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

async function nodeIdOf(path) {
  const { targets, statusCode } = await session.translateBrowsePath(opcua.makeBrowsePath('RootFolder', path));
  if (!targets?.length) throw new Error(`${path}: ${statusCode.name}`);
  return targets[0].targetId;
}

const calls = {
  /** @param user Null: anonymous. */
  async connect({ url, security, user, certificates }) {
    const clientCertificateManager = new opcua.OPCUACertificateManager({
      rootFolder: certificates,
      automaticallyAcceptUnknownCertificate: true,
    });
    await clientCertificateManager.initialize();
    client = opcua.OPCUAClient.create({
      endpointMustExist: false,
      securityMode: MessageSecurityMode[security === 'None' ? 'None' : 'SignAndEncrypt'],
      securityPolicy: SecurityPolicy[security],
      connectionStrategy: { maxRetry: 0 },
      // Its default learns all types of the server with some 600 requests when the first structure comes, and tells nothing meanwhile.
      dataTypeExtractStrategy: opcua.DataTypeExtractStrategy.Lazy,
      clientCertificateManager,
    });
    client.on('send_request', ({ schema }) => {
      if (['BrowseRequest', 'ReadRequest'].includes(schema.name)) reads += 1;
    });
    await client.connect(url);
    session = await client.createSession(
      user === null ? undefined : { type: opcua.UserTokenType.UserName, ...user },
    );
    return null;
  },
  async disconnect() {
    await subscription?.terminate().catch(() => undefined);
    await session?.close().catch(() => undefined);
    await client?.disconnect().catch(() => undefined);
    subscription = session = client = undefined;
    return null;
  },
  reads: async () => reads,
  namespaces: async () => (await session.readNamespaceArray()).map(String),
  async browse({ path }) {
    const { references } = await session.browse({
      nodeId: await nodeIdOf(path),
      referenceTypeId: 'HierarchicalReferences',
      includeSubtypes: true,
      resultMask: 63,
    });
    return references.map(({ browseName }) => browseName.toString());
  },
  async read({ path }) {
    const { value, statusCode } = await session.read({
      nodeId: await nodeIdOf(path),
      attributeId: AttributeIds.Value,
    });
    return { status: statusCode.name, value: plain(value?.value) };
  },
  async write({ path, value }) {
    const status = await session.write({
      nodeId: await nodeIdOf(path),
      attributeId: AttributeIds.Value,
      value: { value: { dataType: 'String', value } },
    });
    return status.name;
  },
  /** @param inputs Values by the data type of each argument, and structures as `{ id }`. */
  async call({ object, method, inputs }) {
    const objectId = await nodeIdOf(object);
    const methodId = await nodeIdOf(`${object}/${method}`);
    const { inputArguments } = await session.getArgumentDefinition(methodId);
    const values = await Promise.all(
      inputArguments.map(async ({ dataType }, index) => {
        const given = inputs[index] ?? null;
        if (dataType.namespace === 0) return { dataType: dataType.value, value: given ?? 0 };
        if (typeof given === 'number') return { dataType: 'Int32', value: given };
        if (given === null) return { dataType: 'ExtensionObject', value: null };
        return {
          dataType: 'ExtensionObject',
          value: await session.constructExtensionObject(dataType, given),
        };
      }),
    );
    const [result] = await session.call([{ objectId, methodId, inputArguments: values }]);
    return {
      status: result.statusCode.name,
      outputs: plain(result.outputArguments?.map(({ value }) => value)),
    };
  },
  /** What changes afterwards is told as it comes. */
  async subscribe({ path }) {
    const item = await monitor(await nodeIdOf(path), AttributeIds.Value, undefined);
    item.on('changed', ({ value, statusCode }) =>
      process.send({ changed: path, value: plain(value?.value), status: statusCode.name }),
    );
    return null;
  },
  async hear({ path, type, fields }) {
    const filter = opcua.constructEventFilter(fields);
    const item = await monitor(await nodeIdOf(path), AttributeIds.EventNotifier, filter);
    item.on('changed', (values) =>
      process.send({
        event: type,
        fields: Object.fromEntries(fields.map((name, at) => [name, plain(values[at].value)])),
      }),
    );
    return null;
  },
};

async function monitor(nodeId, attributeId, filter) {
  subscription ??= await session.createSubscription2({
    requestedPublishingInterval: 50,
    requestedLifetimeCount: 1000,
    requestedMaxKeepAliveCount: 10,
    publishingEnabled: true,
  });
  const parameters = {
    samplingInterval: 50,
    discardOldest: false,
    queueSize: 100,
    ...(filter && { filter }),
  };
  const item = ClientMonitoredItem.create(
    subscription,
    { nodeId, attributeId },
    parameters,
    TimestampsToReturn.Both,
  );
  await new Promise((resolve, reject) => {
    item.once('initialized', resolve);
    item.once('err', (message) => reject(new Error(message)));
  });
  return item;
}

process.on('message', async ({ id, name, input }) => {
  try {
    process.send({ id, output: await calls[name](input) });
  } catch (thrown) {
    process.send({ id, error: String(thrown?.message ?? thrown) });
  }
});
process.on('disconnect', () => process.exit());
process.send('ready');
