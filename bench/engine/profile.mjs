// CPU profile of this process, taken while it works.
import { Session } from 'node:inspector/promises';

let session;

export async function startProfile() {
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
}

/** @returns Self time by function and by module, as shares of the time the process was busy. */
export async function stopProfile() {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Map();
  const modules = new Map();
  let busy = 0;
  profile.samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = nodes.get(id).callFrame;
    // Turning the profile on and off is not the work that is measured.
    if (functionName === '(idle)' || functionName === '(root)' || url === 'node:inspector') return;
    const time = profile.timeDeltas[index];
    busy += time;
    const module = moduleOf(url, functionName);
    add(functions, `${functionName || '(anonymous)'} ${module} ${shortened(url)}:${lineNumber + 1}`, time);
    add(modules, module, time);
  });
  const shares = (map, count) =>
    [...map]
      .sort(([, one], [, other]) => other - one)
      .slice(0, count)
      .map(([name, time]) => [name, time / busy]);
  const total = profile.timeDeltas.reduce((sum, delta) => sum + delta, 0);
  return { busy: busy / total, functions: shares(functions, 60), modules: shares(modules, 25) };
}

function add(map, name, time) {
  map.set(name, (map.get(name) ?? 0) + time);
}

function shortened(url) {
  return url.split('/').slice(-2).join('/');
}

function moduleOf(url, functionName) {
  const [, dependency] = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/.exec(url) ?? [];
  if (dependency) return dependency;
  const [, own] = /dist\/src\/([^/]+\/[^/]+)/.exec(url) ?? [];
  if (own) return `src/${own}`;
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  return url === '' ? (functionName.startsWith('(') ? functionName : '(native)') : 'other';
}
