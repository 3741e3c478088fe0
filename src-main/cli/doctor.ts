// stepwatch doctor
import {
  type CpuReport,
  type DoctorReport,
  type ModelInfo,
  networkName,
  type SandboxReport,
  StationError,
  type TensorRtReport,
  toStationError,
} from '../../src-inference/contract/index.ts';
import { commandFolders } from '../supervisor/index.ts';
import { exitCodes } from './exit-codes.ts';
import { colors, printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

/** @returns The exit code. */
export async function doctor(
  engineEntry: URL,
  options: { readonly model: string; readonly json: boolean },
): Promise<number> {
  const [report, model] = await withEngine(
    engineEntry,
    commandFolders([options.model]),
    () => undefined,
    async (engine) => [
      await engine.request('doctor', null),
      await engine.request('readModel', { directory: options.model }).catch(toStationError),
    ],
  );
  if (options.json) printJson({ ...report, network: networkOf(model) });
  else printReport(report, model);
  return report.healthy ? exitCodes.pass : exitCodes.notChecked;
}

/** A model that cannot be used says why, and the rest of the report is there all the same. */
function networkOf(model: ModelInfo | StationError) {
  return model instanceof StationError ? { error: model } : { model: model.name, ...model.choice };
}

function printReport(report: DoctorReport, model: ModelInfo | StationError): void {
  const { versions, elements, cameras, backends, remedy, healthy } = report;
  printLine(
    `stepwatch ${versions.stepwatch}  Node ${versions.node}  GStreamer ${versions.gstreamer}  ` +
      `ONNX Runtime ${versions.onnxruntime}`,
  );
  printLine();
  const rows = elements.map((choice) => ({
    cells: [
      choice.role,
      choice.element ?? colors.red('missing'),
      choice.element === null ? '' : `${choice.plugin} ${choice.version}`,
      choice.element === null ? choice.package : choice.hardware ? colors.green('hardware') : 'software',
    ],
  }));
  printLine(table(['job', 'element', 'plugin', ''], rows));
  printLine();
  printLine(`cameras   ${cameras.map(({ device, name }) => `${device} (${name})`).join(', ') || 'none'}`);
  const names = backends.map(({ name, bundled }) => (bundled ? name : `${name} (needs its own libraries)`));
  printLine(`backends  ${names.join(', ')}`);
  printTensorRt(report.tensorrt);
  printSandbox(report.sandbox);
  printNetwork(report.cpu, model);
  printLine();
  if (remedy === null) printLine(colors.green('Nothing is missing.'));
  else
    printLine(
      `${healthy ? 'Some sources or outputs do not work' : 'Videos cannot be checked'}. Install: ${remedy}`,
    );
}

function printTensorRt({ by, addon, library, driver, gpu, missing }: TensorRtReport): void {
  const there = [
    addon && `addon for ${addon}`,
    library && `library ${library}`,
    gpu,
    driver && `driver for CUDA ${driver}`,
  ].filter(Boolean);
  const runs = { addon: 'networks run in it', onnxruntime: 'networks run in it by ONNX Runtime' };
  printLine(`TensorRT  ${[by === null ? 'no' : runs[by], ...there].join(', ')}`);
  for (const { what, hint } of missing) printLine(`          ${what}. ${colors.dim(hint)}`);
}

function printSandbox({ level, landlock, systemCalls, missing }: SandboxReport): void {
  const words = {
    closed: colors.green('closed in'),
    partly: colors.yellow('closed in partly'),
    open: colors.red('NOT CLOSED IN'),
  };
  const there = [landlock && `files and programs (Landlock ${landlock})`, systemCalls && 'system calls'];
  printLine(`sandbox   ${[`the engine is ${words[level]}`, ...there.filter(Boolean)].join(', ')}`);
  for (const sentence of missing) printLine(`          ${colors.dim(sentence)}`);
}

function printNetwork(cpu: CpuReport, model: ModelInfo | StationError): void {
  const forced = cpu.isForced ? ', forced by STEPWATCH_CPU, which is for tests only' : '';
  printLine(`CPU       ${cpu.model}: ${cpu.title} (${cpu.capability}${forced}). ${cpu.reason}`);
  printLine(`int8      is made for ${cpu.int8Target} here`);
  if (model instanceof StationError) return printLine(`network   none: ${model.message} ${model.hint ?? ''}`);
  const { name, choice } = model;
  printLine(`network   ${name} runs ${networkName(choice)} on ${choice.backend}: ${choice.reason}`);
}
