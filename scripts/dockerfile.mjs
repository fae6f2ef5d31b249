// Reads our Dockerfile: only the instructions it uses, so that the build can be checked without a container engine.

/** Instructions that a rehearsal has to carry out or look at; anything else in the file is refused. */
const KNOWN = [
  'ARG',
  'FROM',
  'LABEL',
  'ENV',
  'WORKDIR',
  'COPY',
  'RUN',
  'USER',
  'EXPOSE',
  'HEALTHCHECK',
  'CMD',
];

/**
 * @param text Content of a Dockerfile.
 * @returns Instructions in order, each with its keyword and the rest of its (joined) lines.
 * @throws {Error} an instruction that is not known here.
 */
export function parseDockerfile(text) {
  const withoutComments = text.replace(/^\s*#.*\n/gm, '');
  const lines = withoutComments.replace(/\\\n/g, ' ').split('\n');
  return lines.filter((line) => line.trim() !== '').map(parseInstruction);
}

function parseInstruction(line) {
  const [, keyword, rest] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
  if (!KNOWN.includes(keyword)) throw new Error(`Unknown instruction in Dockerfile: ${line}`);
  return { keyword, rest: rest.trim() };
}

/**
 * @returns Stages in order: name (or number), image, and instructions after FROM; build arguments filled in.
 */
export function stagesOf(text) {
  const args = {};
  const stages = [];
  for (const { keyword, rest } of parseDockerfile(text)) {
    if (keyword === 'ARG') {
      const [name, value = ''] = rest.split('=');
      args[name] = value;
    } else if (keyword === 'FROM') {
      const [image, , name = String(stages.length)] = rest.split(/\s+/);
      stages.push({
        name,
        image: image.replace(/\$\{(\w+)\}/g, (_, arg) => args[arg] ?? ''),
        instructions: [],
      });
    } else {
      stages.at(-1).instructions.push({ keyword, rest });
    }
  }
  return stages;
}

/** @returns Stage to copy from (`undefined`: the project's folder), sources and target of a COPY. */
export function parseCopy(rest) {
  const parts = rest.split(/\s+/);
  const from = parts[0].startsWith('--from=') ? parts.shift().slice('--from='.length) : undefined;
  return { from, sources: parts.slice(0, -1), target: parts.at(-1) };
}

/** @returns Variables of an ENV instruction (`NAME=value ...`, values without spaces). */
export function parseEnv(rest) {
  return Object.fromEntries(rest.split(/\s+/).map((pair) => pair.split('=')));
}
