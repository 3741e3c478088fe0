// One picture of a preview on its way to a screen, over a WebSocket or a message port: 32 bytes of header, then the JPEG.
//
// | byte | type    | meaning                                              |
// | ---- | ------- | ---------------------------------------------------- |
// | 0    | uint8   | version of the envelope, 1                           |
// | 1    | uint8   | kind of the payload, 1: JPEG                         |
// | 4    | uint32  | sequence, rises by one with each picture that is made |
// | 8    | uint16  | width in pixels                                      |
// | 10   | uint16  | height in pixels                                     |
// | 16   | float64 | when the frame was taken, milliseconds since 1970    |
// | 24   | float64 | when the picture was handed on, milliseconds since 1970 |
//
// Little-endian; bytes that are not named are 0. The screen asks for each picture with the text `next`.
const headerBytes = 32;
const version = 1;
const jpeg = 1;

/** What a screen sends to get one picture. */
export const previewCredit = 'next';

export interface PreviewPicture {
  /** JPEG. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly capturedAt: number;
  readonly handedOnAt: number;
}

export function packPreview(picture: PreviewPicture): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + picture.data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint8(1, jpeg);
  view.setUint32(4, picture.sequence, true);
  view.setUint16(8, picture.width, true);
  view.setUint16(10, picture.height, true);
  view.setFloat64(16, picture.capturedAt, true);
  view.setFloat64(24, picture.handedOnAt, true);
  bytes.set(picture.data, headerBytes);
  return bytes;
}

/** @returns Null for what is no picture of this version. The data is a view, not a copy. */
export function unpackPreview(buffer: ArrayBuffer): PreviewPicture | null {
  if (buffer.byteLength < headerBytes) return null;
  const view = new DataView(buffer);
  if (view.getUint8(0) !== version || view.getUint8(1) !== jpeg) return null;
  return {
    data: new Uint8Array(buffer, headerBytes),
    sequence: view.getUint32(4, true),
    width: view.getUint16(8, true),
    height: view.getUint16(10, true),
    capturedAt: view.getFloat64(16, true),
    handedOnAt: view.getFloat64(24, true),
  };
}
