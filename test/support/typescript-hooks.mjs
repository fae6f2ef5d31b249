// Lets a plain Node process run the sources: imports written as `.js` find the `.ts` file beside them.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const ours =
      specifier.startsWith('.') &&
      specifier.endsWith('.js') &&
      !context.parentURL?.includes('/node_modules/');
    return nextResolve(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
