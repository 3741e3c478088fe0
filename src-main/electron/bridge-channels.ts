// What the page and the main process may say to each other besides their ports.
export const channels = {
  connectStation: 'stepwatch:connect-station',
  connectPreview: 'stepwatch:connect-preview',
} as const;

/** A port arrives under this name, also in the page. */
export const portNames = ['station-port', 'preview-port'] as const;
export type PortName = (typeof portNames)[number];
