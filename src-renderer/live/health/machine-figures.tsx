import type { MachineReading } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Figure } from './figure.tsx';
import { hottestCelsius, isMemoryShort, temperatureTone } from './health-items.ts';

/** Figures of the machine: only those that it tells, and those that are not as they should be. */
export function MachineFigures({ machine }: { readonly machine: MachineReading }) {
  const text = useText();
  const formats = useFormats();
  const { gpu, watts, powerMode, throttled, memoryMegabytes, totalMegabytes } = machine;
  const celsius = hottestCelsius(machine);
  return (
    <>
      {gpu?.loadPercent != null && (
        <Figure label={text('live.health.gpu')}>{formats.percent(gpu.loadPercent / 100)}</Figure>
      )}
      {celsius !== null && (
        <Figure label={text('live.health.temperature')} tone={temperatureTone(celsius)}>
          {text('live.health.celsius', { value: formats.number(celsius) })}
        </Figure>
      )}
      {(watts !== null || powerMode !== null) && (
        <Figure label={text('live.health.power')}>
          {[watts !== null && text('live.health.watts', { value: formats.number(watts, 1) }), powerMode]
            .filter(Boolean)
            .join(' · ')}
        </Figure>
      )}
      {throttled.length > 0 && (
        <Figure label={text('live.health.throttled')} tone="warn">
          {throttled.map((reason) => text(`live.health.throttle.${reason}`)).join(', ')}
        </Figure>
      )}
      {isMemoryShort(machine) && memoryMegabytes !== null && totalMegabytes !== null && (
        <Figure label={text('live.health.machineMemory')} tone="warn">
          {formats.percent(memoryMegabytes / totalMegabytes)}
        </Figure>
      )}
    </>
  );
}
