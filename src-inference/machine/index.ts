export { MachineMonitor } from './machine-monitor.ts';
