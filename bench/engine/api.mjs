// The API process under load: the compiled server with its real login, log and limits.
import { serve } from './child.mjs';
import { dist } from './paths.mjs';
import { application, deploy, seed, teach } from './world.mjs';
import { startProfile, stopProfile } from './profile.mjs';

const { createHttpApp, createLogger } = await dist('src/platform/index.js');

let app;

serve({
  async start({ port, staff }) {
    const { module, config } = application();
    app = await createHttpApp(module, {
      trustProxy: false,
      bodyLimitBytes: config.http.bodyLimitBytes,
      httpsOnly: false,
      logger: createLogger(config),
    });
    teach(app);
    await app.listen(port, '127.0.0.1');
    if (staff > 0) await seed(app, staff);
    else await deploy(app);
  },
  startProfile,
  stopProfile,
  stop: () => app?.close(),
});
