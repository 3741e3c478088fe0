// The forms in which a person chooses a source: all of them in one dialog, or one by one. Loaded when they are opened.
export { CameraTab } from './camera-tab.tsx';
export { FileTab } from './file-tab.tsx';
export { RtspTab } from './rtsp-tab.tsx';
export { SourcePicker as default } from './source-picker.tsx';
export type { SourceTabProps } from './source-tab.ts';
export { UdpTab } from './udp-tab.tsx';
