// Draws the preview outside of the page's thread. The next picture is asked for when the one before it is drawn: nothing
// queues up, however slow the screen is.
import { previewCredit, unpackPreview } from '../../src-inference/contract/index.ts';
import type { PreviewEndpoint } from '../station/index.ts';
import type { FromPreviewWorker, ToPreviewWorker } from './preview-messages.ts';
import { createPreviewMeter } from './preview-statistics.ts';

/** What is needed of the worker's own global scope. The types of the page do not have it. */
interface WorkerScope {
  postMessage(message: FromPreviewWorker): void;
  onmessage: ((event: MessageEvent<ToPreviewWorker>) => void) | null;
}
const scope = self as unknown as WorkerScope;

interface OpenEndpoint {
  requestPicture(): void;
  close(): void;
}

type Source =
  | { readonly kind: 'none' }
  /** A picture was asked for, or is being drawn. */
  | { readonly kind: 'requested'; readonly endpoint: OpenEndpoint }
  /** The next picture is not asked for, because nobody sees the page. */
  | { readonly kind: 'suspended'; readonly endpoint: OpenEndpoint };

let context: ImageBitmapRenderingContext | null = null;
let source: Source = { kind: 'none' };
let isHidden = false;
const meter = createPreviewMeter();

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'canvas':
      context = data.canvas.getContext('bitmaprenderer');
      return;
    case 'endpoint':
      if (source.kind !== 'none') source.endpoint.close();
      source =
        data.endpoint === null
          ? { kind: 'none' }
          : { kind: 'requested', endpoint: openEndpoint(data.endpoint) };
      return;
    case 'visibility':
      isHidden = data.hidden;
      if (source.kind === 'suspended') requestNext(source.endpoint);
      return;
    default:
      data satisfies never;
  }
};

function openEndpoint(endpoint: PreviewEndpoint): OpenEndpoint {
  return endpoint.kind === 'socket' ? openSocket(endpoint.url) : openPort(endpoint.port);
}

function openSocket(url: string): OpenEndpoint {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const endpoint: OpenEndpoint = {
    requestPicture() {
      if (socket.readyState === WebSocket.OPEN) socket.send(previewCredit);
    },
    close() {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    },
  };
  socket.onopen = () => requestNext(endpoint);
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) void draw(data, endpoint);
  };
  socket.onclose = () => scope.postMessage({ kind: 'closed' });
  return endpoint;
}

function openPort(port: MessagePort): OpenEndpoint {
  const lost = (): void => scope.postMessage({ kind: 'closed' });
  const endpoint: OpenEndpoint = {
    requestPicture: () => port.postMessage(previewCredit),
    close() {
      port.onmessage = null;
      port.removeEventListener('close', lost);
      port.close();
    },
  };
  port.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) void draw(data, endpoint);
    else if (ArrayBuffer.isView(data)) void draw(wholeBuffer(data), endpoint);
  };
  port.addEventListener('close', lost);
  // After the caller has made it the source.
  queueMicrotask(() => requestNext(endpoint));
  return endpoint;
}

function wholeBuffer(view: ArrayBufferView): ArrayBuffer {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer;
}

function isSource(endpoint: OpenEndpoint): boolean {
  return source.kind !== 'none' && source.endpoint === endpoint;
}

function requestNext(endpoint: OpenEndpoint): void {
  if (!isSource(endpoint)) return;
  source = { kind: isHidden ? 'suspended' : 'requested', endpoint };
  if (!isHidden) endpoint.requestPicture();
}

async function draw(envelope: ArrayBuffer, endpoint: OpenEndpoint): Promise<void> {
  const picture = unpackPreview(envelope);
  if (picture !== null) {
    try {
      const bitmap = await createImageBitmap(
        new Blob([picture.data as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }),
      );
      if (!isSource(endpoint)) {
        bitmap.close();
        return;
      }
      const { width, height } = bitmap;
      context?.transferFromImageBitmap(bitmap);
      const now = performance.timeOrigin + performance.now();
      const statistics = meter.add(now, now - picture.capturedAt, width, height);
      if (statistics !== null) scope.postMessage({ kind: 'statistics', statistics });
    } catch {
      // The picture was damaged on its way. The next one comes soon.
    }
  }
  requestNext(endpoint);
}
