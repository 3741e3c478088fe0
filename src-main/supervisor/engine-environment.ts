// The environment variables that the engine gets: those that its libraries need. Passwords and tokens of the shell, and
// Node or Electron options that are meant for the shell, are left out.

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
  'STEPWATCH_ADDONS',
  'STEPWATCH_CPU',
  'STEPWATCH_SANDBOX',
  'STEPWATCH_SANDBOX_ABI',
  'STEPWATCH_TENSORRT_ADDON',
]);

/** Locale, folders of the user, GStreamer and GLib, decoders and drivers, ONNX Runtime. */
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
  'LSAN_',
  'UBSAN_',
];

/**
 * The C library keeps an arena of memory for each thread, up to eight for each core, and what is freed in one is of no use to
 * another. Threads of pipelines come and go; with four arenas a source takes no longer, and less stays behind.
 */
const arenas = '4';

export function engineEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = { MALLOC_ARENA_MAX: arenas };
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    if (names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))) kept[name] = value;
  }
  return kept;
}
