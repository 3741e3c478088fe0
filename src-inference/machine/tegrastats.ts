// Reads a line of `tegrastats`, the tool of a Jetson that tells load, memory, temperatures and power. Its form changed with
// every generation; each field is therefore looked for by itself, and what is not there is null. Pure.
//
// Source of the forms: NVIDIA's Jetson Linux developer guides 32.7 (JetPack 4), 35.4 (JetPack 5), 36.4 (JetPack 6) and 38.2
// (JetPack 7), appendix "tegrastats utility". With JetPack 7 a Thor prints clocks of the GPU without its load, an Orin prints
// both, and sensors have small letters and their limit behind a slash.

export interface TegraReading {
  readonly memoryMegabytes: number | null;
  readonly totalMegabytes: number | null;
  readonly swapMegabytes: number | null;
  /** Mean of the cores that are switched on. */
  readonly cpuMegahertz: number | null;
  readonly cpuCelsius: number | null;
  readonly gpuPercent: number | null;
  readonly gpuMegahertz: number | null;
  readonly gpuCelsius: number | null;
  readonly watts: number | null;
}

/** The rail of the whole module; without one, the rails of its parts are added up. */
const wholeRails = ['VDD_IN', 'VIN', 'POM_5V_IN', 'VDD_SYS_5V0', 'SYS5V'];

/** Null: this is no line of tegrastats. */
export function parseTegrastats(line: string): TegraReading | null {
  const memory = /\bRAM (\d+)\/(\d+)MB/.exec(line);
  if (memory === null) return null;
  return {
    memoryMegabytes: Number(memory[1]),
    totalMegabytes: Number(memory[2]),
    swapMegabytes: numberIn(line, /\bSWAP (\d+)\//),
    cpuMegahertz: cpuClock(line),
    cpuCelsius: sensor(line, 'CPU'),
    gpuPercent: numberIn(line, /\bGR3D(?:_FREQ)? (\d+)%/),
    gpuMegahertz: gpuClock(line),
    gpuCelsius: sensor(line, 'GPU'),
    watts: power(line),
  };
}

/** `CPU [12%@1574,off]`, or with one clock for all cores `CPU [12%,off]@1574`. */
function cpuClock(line: string): number | null {
  const cores = /\bCPU \[([^\]]*)\](?:@(\d+))?/i.exec(line);
  if (cores === null) return null;
  if (cores[2] !== undefined) return Number(cores[2]);
  const clocks = [...cores[1]!.matchAll(/%@(\d+)/g)].map(([, clock]) => Number(clock));
  return clocks.length === 0 ? null : Math.round(clocks.reduce((sum, one) => sum + one, 0) / clocks.length);
}

/** `GR3D_FREQ 10%`, `10%@1300`, `10%@[1300,1300]`, `@[1300,1300]`: of several clusters the fastest. */
function gpuClock(line: string): number | null {
  const clocks = /\bGR3D(?:_FREQ)? (?:\d+%)?@\[?([\d,]+)/.exec(line)?.[1];
  return clocks === undefined ? null : Math.max(...clocks.split(',').filter(Boolean).map(Number));
}

/** `CPU@46.5C`, `cpu@52.968C/52.968C`. A sensor that is switched off says -256. */
function sensor(line: string, name: string): number | null {
  const celsius = numberIn(line, new RegExp(`\\b${name}@(-?[\\d.]+)C`, 'i'));
  return celsius === null || celsius <= -256 ? null : celsius;
}

/** `VDD_IN 4060mW/4060mW`, before JetPack 5 `POM_5V_IN 2545/2547`: now, and on average. */
function power(line: string): number | null {
  const rails = [...line.matchAll(/\b([A-Z][A-Z0-9_]*) (\d+)(?:mW)?\/(\d+)(?:mW)?(?= |$)/g)].map(
    ([, name, now]) => [name!, Number(now)] as const,
  );
  const whole = rails.find(([name]) => wholeRails.includes(name));
  if (whole !== undefined) return whole[1] / 1000;
  return rails.length === 0 ? null : rails.reduce((sum, [, now]) => sum + now, 0) / 1000;
}

function numberIn(line: string, pattern: RegExp): number | null {
  const found = pattern.exec(line)?.[1];
  return found === undefined ? null : Number(found);
}
