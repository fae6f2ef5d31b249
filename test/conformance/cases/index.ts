import type { ChartGroup } from '../chart-case.js';
import { completion } from './completion.js';
import { delays } from './delays.js';
import { eventless } from './eventless.js';
import { history } from './history.js';
import { order } from './order.js';
import { preemption } from './preemption.js';
import { selection } from './selection.js';

/** All conformance cases by part of the semantics. */
export const chartGroups: readonly ChartGroup[] = [
  selection,
  order,
  preemption,
  eventless,
  completion,
  history,
  delays,
];
