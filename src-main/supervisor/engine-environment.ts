// What the engine gets to know of the environment: what its libraries look for. Passwords and tokens of the shell, and
// switches of Node or Electron that were meant for the shell, stay outside.

const names = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'TZ',
  'LANG',
  'LANGUAGE',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'LD_LIBRARY_PATH',
  'LD_PRELOAD',
  'UV_THREADPOOL_SIZE',
  'STEPWATCH_CPU',
]);

/** GStreamer and GLib, decoders and drivers, ONNX Runtime and the folders of a person. */
const prefixes = [
  'LC_',
  'XDG_',
  'GST_',
  'GIO_',
  'G_',
  'GI_',
  'LIBVA_',
  'VDPAU_',
  'MESA_',
  'PULSE_',
  'CUDA_',
  'NVIDIA_',
  'ORT_',
  'OMP_',
  'MALLOC_',
  'ASAN_',
];

export function engineEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    if (names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))) kept[name] = value;
  }
  return kept;
}
