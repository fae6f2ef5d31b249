// Processor time, which a busy neighbour distorts less than the clock on the wall.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TICKS_PER_SECOND = 100;

/** Fields of /proc/<pid>/stat behind the name, which may hold spaces. */
function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (...positions) =>
    positions.reduce((sum, position) => sum + Number(fields[position]), 0) / TICKS_PER_SECOND;
  return { parent: Number(fields[1]), own: seconds(11, 12), ended: seconds(13, 14) };
}

/** Seconds a PostgreSQL server has used so far with all its processes; `undefined` where there is no /proc. */
export function serverSeconds(dataDir) {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  if (!existsSync('/proc/self/stat') || !existsSync(file)) return undefined;
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  let sum = stat(postmaster).own + stat(postmaster).ended;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const { parent, own } = stat(name);
      if (parent === postmaster) sum += own;
    } catch {
      // It ended between being listed and being read.
    }
  }
  return sum;
}

/** Seconds this process has used so far. */
export function ownSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
