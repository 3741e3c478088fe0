// What of the Node packages a station never opens. The one place that decides it: files that only developers, browsers, other
// platforms or the installation of a package use. Licences stay.
import type { Architecture } from './architecture.ts';

/** Packages, and folders and files of packages, as a pattern of their path. */
const superfluous: readonly RegExp[] = [
  // Modbus is TCP here.
  /^(@serialport\/[^/]+|serialport)\//,
  // Only the installation of ONNX Runtime uses them.
  /^(adm-zip|global-agent|onnxruntime-node\/script)\//,
  /^onnxruntime-node\/bin\/napi-v6\/(darwin|win32)\//,
  // Node is linked with the other C library.
  /^@libsql\/linux-[^/]+-musl\//,
  // For browsers.
  /^(mqtt|protobufjs)\/dist\//,
  // The OPC UA server has two of these descriptions (src-inference/links/opcua/server.ts).
  /^node-opcua-nodesets\/nodesets\/(?!Opc\.Ua\.(MachineVision\.)?NodeSet2\.)/,
];

/** Directly in the folder of any package. */
const ofDevelopers = /^(\..*|tests?|__tests__|examples?|docs?|bench(mark)?s?)\//i;
/** Anywhere in a package. */
const neverOpened =
  /\.(map|[cm]?ts|tsbuildinfo|flow|md|markdown|cmd|c|cc|cpp|h|gyp)$|(^|\/)(\.[^/]*|Makefile)$/i;
const licence = /(^|\/)(licen[cs]e|notice|copying)[^/]*$/i;
const withinOnnxRuntime = /^onnxruntime-node\/bin\/napi-v6\/linux\/([^/]+)\//;

/** @param path Of a file, below `node_modules`. */
export function isNeeded(path: string, architecture: Architecture): boolean {
  if (path.startsWith('.')) return false;
  // As of the package itself, also where it lies inside of another one.
  const ofPackage = path.slice(path.lastIndexOf('/node_modules/') + 1).replace(/^node_modules\//, '');
  if (superfluous.some((pattern) => pattern.test(ofPackage))) return false;
  const platform = withinOnnxRuntime.exec(ofPackage)?.[1];
  if (platform !== undefined && platform !== architecture) return false;
  if (licence.test(ofPackage)) return true;
  const inside = ofPackage.replace(/^(@[^/]+\/)?[^/]+\//, '');
  return !ofDevelopers.test(inside) && !neverOpened.test(inside);
}
