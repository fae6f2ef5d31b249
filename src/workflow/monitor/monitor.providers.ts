import { FindStuckProcesses } from './application/find-stuck-processes.js';
import { MonitorClock } from './application/monitor-clock.js';
import { ProcessMonitor } from './application/process-monitor.js';
import { ReadWaitingTimes } from './application/read-waiting-times.js';
import { ReleaseFromQuarantine } from './application/release-from-quarantine.js';
import { StuckProcessReader } from './application/stuck-process-reader.js';
import { MonitorResolver } from './graphql/monitor.resolver.js';
import { WaitingTimesResolver } from './graphql/waiting-times.resolver.js';
import { StuckProcessStore } from './persistence/stuck-process.store.js';

/** Parts of the monitor, for the module of the engine. */
export const monitorProviders = [
  StuckProcessStore,
  FindStuckProcesses,
  ProcessMonitor,
  MonitorClock,
  StuckProcessReader,
  ReleaseFromQuarantine,
  MonitorResolver,
  ReadWaitingTimes,
  WaitingTimesResolver,
];
