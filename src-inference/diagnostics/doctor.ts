// Looks for everything that a station needs on this machine.
import { version } from '../../package.json';
import type { DoctorReport } from '../contract/index.ts';
import { installedElements, listCameras, mediaVersion, remedyFor } from '../media/index.ts';
import { describeCpu, describeTensorRt, listBackends, runtimeVersion } from '../model/index.ts';
import { describeSandbox } from '../system/index.ts';

/** @throws StationError `media_unavailable` when GStreamer itself cannot be loaded. */
export async function doctor(): Promise<DoctorReport> {
  const elements = Object.values(installedElements());
  return {
    healthy: elements.every((choice) => choice.element !== null || !choice.essential),
    versions: {
      stepwatch: version,
      node: process.versions.node,
      gstreamer: mediaVersion().replace('GStreamer ', ''),
      onnxruntime: runtimeVersion(),
    },
    elements,
    cameras: await listCameras(),
    cpu: describeCpu(),
    backends: listBackends(),
    tensorrt: describeTensorRt(),
    sandbox: describeSandbox(),
    remedy: remedyFor(elements),
  };
}
