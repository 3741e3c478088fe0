// Draws the preview away from the page's thread: one picture is asked for when the one before it is drawn, so that
// nothing queues up however slow the screen is.
import { previewCredit, unpackPreview } from '../../../src-inference/contract/index.ts';
import type { PreviewLine } from '../../station/index.ts';
import { createFigureKeeper } from './preview-figures.ts';
import type { FromPreviewWorker, ToPreviewWorker } from './preview-messages.ts';

/** Of the worker's own scope, what is needed here: the page's types know it not. */
interface WorkerScope {
  postMessage(message: FromPreviewWorker): void;
  onmessage: ((event: MessageEvent<ToPreviewWorker>) => void) | null;
}
const scope = self as unknown as WorkerScope;

interface OpenLine {
  ask(): void;
  close(): void;
}

let context: ImageBitmapRenderingContext | null = null;
let open: OpenLine | null = null;
let hidden = false;
/** Whether a picture was drawn and the next one not asked for, because nobody looked. */
let owed = false;
const figures = createFigureKeeper();

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'canvas':
      context = data.canvas.getContext('bitmaprenderer');
      return;
    case 'line':
      open?.close();
      open = data.line === null ? null : openLine(data.line);
      owed = false;
      return;
    case 'hidden':
      hidden = data.hidden;
      if (!hidden && owed) askNext();
      return;
    default:
      data satisfies never;
  }
};

function openLine(line: PreviewLine): OpenLine {
  return line.kind === 'socket' ? openSocket(line.url) : openPort(line.port);
}

function openSocket(url: string): OpenLine {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  let wanted = true;
  socket.onopen = askNext;
  socket.onmessage = ({ data }) => {
    if (wanted && data instanceof ArrayBuffer) void draw(data);
  };
  socket.onclose = () => wanted && scope.postMessage({ kind: 'closed' });
  return {
    ask() {
      if (socket.readyState === WebSocket.OPEN) socket.send(previewCredit);
    },
    close() {
      wanted = false;
      socket.close();
    },
  };
}

function openPort(port: MessagePort): OpenLine {
  let wanted = true;
  port.onmessage = ({ data }) => {
    if (!wanted) return;
    if (data instanceof ArrayBuffer) void draw(data);
    else if (ArrayBuffer.isView(data)) void draw(wholeBuffer(data));
  };
  port.addEventListener('close', () => wanted && scope.postMessage({ kind: 'closed' }));
  // Asked for after `open` is set.
  queueMicrotask(askNext);
  return {
    ask: () => port.postMessage(previewCredit),
    close() {
      wanted = false;
      port.close();
    },
  };
}

function wholeBuffer(view: ArrayBufferView): ArrayBuffer {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer;
}

function askNext(): void {
  owed = hidden;
  if (!hidden) open?.ask();
}

async function draw(envelope: ArrayBuffer): Promise<void> {
  const from = open;
  const picture = unpackPreview(envelope);
  if (picture !== null) {
    try {
      const bitmap = await createImageBitmap(
        new Blob([picture.data as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }),
      );
      if (from !== open) return bitmap.close();
      const { width, height } = bitmap;
      context?.transferFromImageBitmap(bitmap);
      const now = performance.timeOrigin + performance.now();
      const result = figures.add(now, now - picture.capturedAt, width, height);
      if (result !== null) scope.postMessage({ kind: 'figures', figures: result });
    } catch {
      // A picture that was damaged on its way: the next one comes soon.
    }
  }
  if (from === open) askNext();
}
