import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const LINE = /^((?:│ {3}| {4})*)[├└]── (\S+) \(/;

/** Paths of all routes of the server, in the order in which they were added. */
export function routesOf(app: NestFastifyApplication): readonly string[] {
  const server = app.getHttpAdapter().getInstance() as unknown as {
    printRoutes(options: { readonly commonPrefix: boolean }): string;
  };
  const above: string[] = [];
  const paths: string[] = [];
  for (const line of server.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = ''] = LINE.exec(line) ?? [];
    if (part === '') continue;
    const depth = indent.length / 4;
    const path = `${above[depth - 1] ?? ''}/${part}`.replaceAll(/\/+/g, '/');
    above[depth] = path;
    paths.push(path);
  }
  return paths;
}
