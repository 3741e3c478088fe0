// A small inference server for the tests: KServe v2 over gRPC and HTTP with binary tensors, around ONNX Runtime. Windows that come
// while others are named go through a network with a batch axis together. What is wrong with it is told by messages.
//
// The setup is JSON in the first argument:
// { models: [{ name, file, maxBatch }], token, tls: { cert, key }, grpcPort, httpPort }
// Regions of shared memory are Triton's extension; `sharesMemory: false` leaves it out.
// With `file: null` the model answers at once: `{ inputs, output }` says what it takes and how many numbers it answers.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import protobuf from 'protobufjs';

const setup = JSON.parse(process.argv[2]);
/** fault: null, 'nan', 'shape', 'name', 'error'; pause: milliseconds before each answer; ready: false while the model loads. */
let state = { fault: null, pauseMilliseconds: 0, ready: true };
let windows = 0;
let sharedWindows = 0;
let largestBatch = 0;
process.on('message', (change) => {
  if (change === 'count')
    return process.send({ windows, sharedWindows, regions: [...regions.keys()], largestBatch });
  if (change.forgetRegions) for (const name of regions.keys()) unregisterRegion(name);
  state = { ...state, ...change };
  process.send('changed');
});
// The one that started it is gone.
process.on('disconnect', () => process.exit());

const kinds = {
  uint8: ['UINT8', Uint8Array],
  float32: ['FP32', Float32Array],
  float16: ['FP16', Uint16Array],
  int64: ['INT64', BigInt64Array],
};
const kindOf = (datatype) => Object.keys(kinds).find((kind) => kinds[kind][0] === datatype);

class Refused extends Error {
  constructor(grpc, http, message) {
    super(message);
    this.grpc = grpc;
    this.http = http;
  }
}

class Model {
  waiting = [];
  isRunning = false;

  static async open({ name, file, maxBatch = 0, inputs, output }) {
    const model = new Model();
    model.name = name;
    model.maxBatch = maxBatch;
    if (file === null) {
      model.metadata = { name, inputs, outputs: [output] };
      return model;
    }
    model.session = await InferenceSession.create(file, { intraOpNumThreads: 1, logSeverityLevel: 4 });
    const forms = (list) =>
      list.map((one) => ({
        name: one.name,
        datatype: kinds[one.type][0],
        shape: one.shape.map((size) => (typeof size === 'number' && size > 0 ? size : -1)),
      }));
    model.metadata = {
      name,
      inputs: forms(model.session.inputMetadata),
      outputs: forms(model.session.outputMetadata),
    };
    return model;
  }

  /** @param inputs `[{ name, datatype, shape, bytes }]` @returns `[{ name, datatype, shape, bytes }]` */
  infer(inputs) {
    for (const wanted of this.metadata.inputs) {
      const given = inputs.find(({ name }) => name === wanted.name);
      const fits =
        given?.datatype === wanted.datatype &&
        given.shape.length === wanted.shape.length &&
        wanted.shape.every((size, i) => size < 0 || size === given.shape[i]);
      if (!fits) throw new Refused(status.INVALID_ARGUMENT, 400, `unexpected input for '${this.name}'`);
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ inputs, resolve, reject });
      if (!this.isRunning) void this.work();
    });
  }

  async work() {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      // What has arrived meanwhile is read before the next run: ONNX Runtime blocks the thread.
      await new Promise((resolve) => setTimeout(resolve, state.pauseMilliseconds));
      const batch = this.waiting.splice(0, Math.max(1, this.maxBatch));
      largestBatch = Math.max(largestBatch, batch.length);
      windows += batch.length;
      try {
        const outputs = await this.run(batch.map(({ inputs }) => inputs));
        for (const [i, { resolve }] of batch.entries()) resolve(outputs[i]);
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.isRunning = false;
  }

  async run(batch) {
    const [wanted] = this.metadata.outputs;
    if (!this.session) {
      const size = wanted.shape.reduce((product, one) => product * Math.abs(one), 1);
      const shape = wanted.shape.map(Math.abs);
      return batch.map(() => [{ ...wanted, shape, bytes: Buffer.from(new Float32Array(size).buffer) }]);
    }
    const feeds = Object.fromEntries(
      batch[0].map(({ name, datatype, shape }) => {
        const type = kindOf(datatype);
        const bytes = Buffer.concat(batch.map((inputs) => inputs.find((one) => one.name === name).bytes));
        const data = new kinds[type][1](new Uint8Array(bytes).buffer);
        const dims = batch.length === 1 ? shape : [batch.length, ...shape.slice(1)];
        return [name, new Tensor(type, data, dims)];
      }),
    );
    const results = await this.session.run(feeds);
    return batch.map((_, i) =>
      this.metadata.outputs.map(({ name, datatype }) => {
        const { dims, data } = results[name];
        const size = data.length / batch.length;
        const part = data.slice(i * size, (i + 1) * size);
        const shape = batch.length === 1 ? dims : [1, ...dims.slice(1)];
        return { name, datatype, shape, bytes: Buffer.from(part.buffer, part.byteOffset, part.byteLength) };
      }),
    );
  }
}

// ---- shared memory: what `shm_open` and `mmap` give a server in C++ is read here ----

/** By name: an open file, and a buffer of its size. */
const regions = new Map();

function registerRegion(name, key, byteSize) {
  if (setup.sharesMemory === false) throw new Refused(status.UNIMPLEMENTED, 404, 'shared memory is not on');
  if (regions.has(name)) throw new Refused(status.ALREADY_EXISTS, 400, `'${name}' is registered already`);
  try {
    regions.set(name, { file: openSync(`/dev/shm${key}`, 'r'), bytes: Buffer.alloc(byteSize) });
  } catch {
    throw new Refused(status.INVALID_ARGUMENT, 400, `cannot open the shared memory '${key}'`);
  }
}

function unregisterRegion(name) {
  const region = regions.get(name);
  if (region) closeSync(region.file);
  regions.delete(name);
}

function readRegion({
  shared_memory_region: name,
  shared_memory_offset: offset = 0,
  shared_memory_byte_size: size,
}) {
  const region = regions.get(name);
  if (!region)
    throw new Refused(status.INVALID_ARGUMENT, 400, `Unable to find shared memory region: '${name}'`);
  sharedWindows += 1;
  const bytes = region.bytes.subarray(offset, offset + size);
  readSync(region.file, bytes, 0, size, offset);
  return bytes;
}

const models = new Map();
for (const one of setup.models) models.set(one.name, await Model.open(one));

function modelOf(name, version) {
  const model = models.get(name);
  const isKnown = model && (!version || version === '1');
  if (!isKnown) throw new Refused(status.NOT_FOUND, 404, `Request for unknown model: '${name}' is not found`);
  return model;
}

function mustKnow(authorization) {
  if (!setup.token || authorization === `Bearer ${setup.token}`) return;
  throw new Refused(status.UNAUTHENTICATED, 401, 'the token is not known');
}

function spoiled(outputs) {
  const [first, ...rest] = outputs;
  switch (state.fault) {
    case 'nan':
      return [
        { ...first, bytes: Buffer.from(new Float32Array(first.bytes.length / 4).fill(NaN).buffer) },
        ...rest,
      ];
    case 'shape':
      return [{ ...first, shape: [1, 2], bytes: first.bytes.subarray(0, 8) }, ...rest];
    case 'name':
      return [{ ...first, name: 'other' }, ...rest];
    default:
      return outputs;
  }
}

async function infer(name, version, inputs) {
  const model = modelOf(name, version);
  if (!state.ready) throw new Refused(status.UNAVAILABLE, 503, 'the model is not ready');
  if (state.fault === 'error') throw new Refused(status.INTERNAL, 500, 'out of memory');
  return spoiled(await model.infer(inputs));
}

// ---- HTTP ----

/** What a model without a network gets is only read, so that little more than the way there is measured. */
function isInstant(url) {
  const [, name] = /^\/v2\/models\/([^/]+)\/infer$/.exec(url) ?? [];
  return models.get(name ?? '')?.session === undefined && name !== undefined;
}

async function answerHttp(request, response) {
  const chunks = [];
  if (isInstant(request.url)) {
    let first;
    await new Promise((resolve) => request.on('data', (chunk) => (first ??= chunk)).once('end', resolve));
    return answerInstantly(request, first, response);
  }
  for await (const chunk of request) chunks.push(chunk);
  try {
    mustKnow(request.headers.authorization);
    if (request.url === '/v2')
      return json(response, 200, { name: 'test server', version: '1', extensions: [] });
    const [, region, verb] =
      /^\/v2\/systemsharedmemory\/region\/([^/]+)\/(register|unregister)$/.exec(request.url) ?? [];
    if (region) {
      const { key, byte_size: size } = JSON.parse(Buffer.concat(chunks).toString());
      if (verb === 'register') registerRegion(region, key, size);
      else unregisterRegion(region);
      return json(response, 200, {});
    }
    const [, name, version, action] =
      /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(?:\/(ready|infer))?$/.exec(request.url) ?? [];
    if (!name) return json(response, 404, { error: 'not found' });
    const model = modelOf(decodeURIComponent(name), version);
    if (!action) return json(response, 200, model.metadata);
    if (action === 'ready') return json(response, state.ready ? 200 : 400, {});
    const body = Buffer.concat(chunks);
    const length = Number(request.headers['inference-header-content-length']);
    const { inputs } = JSON.parse(body.subarray(0, length).toString());
    let at = length;
    const read = inputs.map(({ parameters, ...form }) => {
      if (parameters.shared_memory_region) return { ...form, bytes: readRegion(parameters) };
      const bytes = body.subarray(at, at + parameters.binary_data_size);
      at += parameters.binary_data_size;
      return { ...form, bytes };
    });
    const outputs = await infer(model.name, version, read);
    const head = Buffer.from(
      JSON.stringify({
        model_name: model.name,
        outputs: outputs.map(({ bytes, ...form }) => ({
          ...form,
          parameters: { binary_data_size: bytes.length },
        })),
      }),
    );
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': head.length,
    });
    response.end(Buffer.concat([head, ...outputs.map(({ bytes }) => bytes)]));
  } catch (thrown) {
    json(response, thrown.http ?? 500, { error: thrown.message });
  }
}

function answerInstantly({ url, headers }, start, response) {
  const length = Number(headers['inference-header-content-length']);
  for (const { parameters } of JSON.parse(start.subarray(0, length).toString()).inputs) {
    // A server in C++ has it mapped: nothing is copied before the network reads it.
    if (parameters.shared_memory_region) readRegion({ ...parameters, shared_memory_byte_size: 1 });
  }
  const { output } = setup.models.find(({ name }) => url.includes(`/${name}/`));
  const bytes = Buffer.alloc(4 * output.shape.reduce((product, size) => product * size, 1));
  const parameters = { binary_data_size: bytes.length };
  const head = Buffer.from(JSON.stringify({ outputs: [{ ...output, parameters }] }));
  response.writeHead(200, { 'inference-header-content-length': head.length });
  response.end(Buffer.concat([head, bytes]));
}

function json(response, code, value) {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

// ---- gRPC: field numbers of grpc_predict_v2.proto of KServe ----

const { root } = protobuf.parse(
  `syntax = "proto3";
  package inference;
  message Name { string name = 1; string version = 2; }
  message ModelReadyResponse { bool ready = 1; }
  message Tensor { string name = 1; string datatype = 2; repeated int64 shape = 3; }
  message ModelMetadataResponse {
    string name = 1; repeated string versions = 2; string platform = 3;
    repeated Tensor inputs = 4; repeated Tensor outputs = 5;
  }
  message Parameter { oneof choice { int64 int64_param = 2; string string_param = 3; } }
  message InputTensor {
    string name = 1; string datatype = 2; repeated int64 shape = 3; map<string, Parameter> parameters = 4;
  }
  message SystemSharedMemoryRegisterRequest {
    string name = 1; string key = 2; uint64 offset = 3; uint64 byte_size = 4;
  }
  message SystemSharedMemoryUnregisterRequest { string name = 1; }
  message Nothing {}
  message ModelInferRequest {
    string model_name = 1; string model_version = 2; string id = 3;
    repeated InputTensor inputs = 5; repeated Tensor outputs = 6; repeated bytes raw_input_contents = 7;
  }
  message ModelInferResponse {
    string model_name = 1; string model_version = 2; string id = 3;
    repeated Tensor outputs = 5; repeated bytes raw_output_contents = 6;
  }`,
  { keepCase: true },
);

function method(name, request, response, work) {
  const asked = root.lookupType(`inference.${request}`);
  const answered = root.lookupType(`inference.${response}`);
  const definition = {
    path: `/inference.GRPCInferenceService/${name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: (bytes) =>
      asked.toObject(asked.decode(bytes), { longs: Number, arrays: true, defaults: true, oneofs: true }),
    responseSerialize: (value) => Buffer.from(answered.encode(answered.create(value)).finish()),
    responseDeserialize: () => null,
  };
  const handle = async ({ request: message, metadata }, done) => {
    try {
      mustKnow(metadata.get('authorization')[0]);
      done(null, await work(message));
    } catch (thrown) {
      done({ code: thrown.grpc ?? status.INTERNAL, details: thrown.message });
    }
  };
  return { definition, handle };
}

const methods = {
  ModelReady: method('ModelReady', 'Name', 'ModelReadyResponse', ({ name, version }) => {
    modelOf(name, version);
    return { ready: state.ready };
  }),
  ModelMetadata: method('ModelMetadata', 'Name', 'ModelMetadataResponse', ({ name, version }) => ({
    ...modelOf(name, version).metadata,
    versions: ['1'],
    platform: 'onnxruntime_onnx',
  })),
  ModelInfer: method('ModelInfer', 'ModelInferRequest', 'ModelInferResponse', async (message) => {
    let raw = 0;
    const inputs = message.inputs.map(({ parameters, ...form }) => {
      const given = Object.entries(parameters ?? {}).map(([key, one]) => [
        key,
        one.choice === 'string_param' ? one.string_param : (one.int64_param ?? 0),
      ]);
      const place = Object.fromEntries(given);
      const bytes = place.shared_memory_region ? readRegion(place) : message.raw_input_contents[raw++];
      return { ...form, bytes };
    });
    const outputs = await infer(message.model_name, message.model_version, inputs);
    return {
      model_name: message.model_name,
      model_version: '1',
      outputs: outputs.map(({ bytes, ...form }) => form),
      raw_output_contents: outputs.map(({ bytes }) => bytes),
    };
  }),
};

const regionMethods = {
  SystemSharedMemoryRegister: method(
    'SystemSharedMemoryRegister',
    'SystemSharedMemoryRegisterRequest',
    'Nothing',
    ({ name, key, byte_size: size }) => {
      registerRegion(name, key, size);
      return {};
    },
  ),
  SystemSharedMemoryUnregister: method(
    'SystemSharedMemoryUnregister',
    'SystemSharedMemoryUnregisterRequest',
    'Nothing',
    ({ name }) => {
      unregisterRegion(name);
      return {};
    },
  ),
};
const allMethods = { ...methods, ...(setup.sharesMemory !== false && regionMethods) };

const tls = setup.tls && { cert: readFileSync(setup.tls.cert), key: readFileSync(setup.tls.key) };
const http = tls ? createTlsServer(tls, answerHttp) : createServer(answerHttp);
await new Promise((resolve) => http.listen(setup.httpPort ?? 0, '127.0.0.1', resolve));

const grpc = new Server({
  'grpc.max_receive_message_length': -1,
  'grpc.so_reuseport': 0,
  // A clip goes on its way without waiting for leave after every 64 kB, as with servers in C++.
  'grpc-node.flow_control_window': 16 * 2 ** 20,
});
grpc.addService(
  Object.fromEntries(Object.entries(allMethods).map(([name, { definition }]) => [name, definition])),
  Object.fromEntries(Object.entries(allMethods).map(([name, { handle }]) => [name, handle])),
);
const grpcCredentials = tls
  ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.cert }], false)
  : ServerCredentials.createInsecure();
const grpcPort = await new Promise((resolve, reject) => {
  grpc.bindAsync(`127.0.0.1:${setup.grpcPort ?? 0}`, grpcCredentials, (error, port) =>
    error ? reject(error) : resolve(port),
  );
});
process.send({ http: http.address().port, grpc: grpcPort });
