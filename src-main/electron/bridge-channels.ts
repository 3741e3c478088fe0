// Names of the messages by which the page asks the main process for a port.
export const channels = {
  connectStation: 'stepwatch:connect-station',
  connectPreview: 'stepwatch:connect-preview',
} as const;

/** Names of the messages that carry the port, to the preload script and on to the page. */
export const portNames = ['station-port', 'preview-port'] as const;
export type PortName = (typeof portNames)[number];
