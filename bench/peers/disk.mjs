// How long the disk takes to make a page durable.
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../engine/load.mjs';

/** Median of 200 writes of 8 kB with fsync, in milliseconds. */
export function fsyncMs(folder) {
  const path = join(folder, 'fsync.tmp');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(8_192, 1);
  const times = Array.from({ length: 200 }, (_, index) => {
    writeSync(file, page, 0, page.length, index * page.length);
    const begin = performance.now();
    fsyncSync(file);
    return performance.now() - begin;
  });
  closeSync(file);
  rmSync(path);
  return median(times);
}
