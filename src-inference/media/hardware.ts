// Hardware that fails while it is used: what it did is done in software from then on, and whoever listens is told. A decoder
// fails with what it is given, so only this source goes without it; an encoder that fails once is not tried again.

import { hardwareElements } from './elements.ts';
import { installedElements, setAside } from './installed.ts';
import type { BusMessage } from './native.ts';

export interface HardwareFailure {
  /** Name of the GStreamer element. */
  readonly element: string;
  /** As GStreamer says it. */
  readonly message: string;
}

type Listener = (failure: HardwareFailure) => void;

const listeners = new Set<Listener>();

/** @returns A function that ends it. */
export function onHardwareFailure(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Something is decoded in software from now on. */
export function reportHardwareFailure(failure: HardwareFailure): void {
  for (const listener of [...listeners]) listener(failure);
}

/** An encoder failed, or an element that serves it: nothing is encoded by hardware any more. */
export function setEncodersAside(failure: HardwareFailure): void {
  const { encodeH264, encodeJpeg } = installedElements();
  setAside(
    [encodeH264, encodeJpeg].flatMap(({ hardware, element }) => (hardware && element ? [element] : [])),
  );
  reportHardwareFailure(failure);
}

/** The hardware that an error comes from; null: it comes from somewhere else. */
export function hardwareFailureOf(error: BusMessage & { type: 'error' }): HardwareFailure | null {
  const element = error.factories.split(',').find((name) => hardwareElements.includes(name));
  if (element !== undefined) return { element, message: error.message };
  // Pictures in a form that the converter does not take, such as 24-bit RGB: whoever gives them fails, not the converter.
  const { convert } = installedElements();
  const isRefused = /reason not-(linked|negotiated)/.test(error.debug);
  return isRefused && convert.hardware && convert.element !== null
    ? { element: convert.element, message: error.message }
    : null;
}
