// The service behind Restate: a virtual object per loan, which holds where the loan stands.
import * as restate from '@restatedev/restate-sdk';
import { serve } from '../engine/child.mjs';
import { LoanWriter } from './rows.mjs';

let writer;

async function stateOf(ctx) {
  return (await ctx.get('loan')) ?? (await ctx.run('read', () => writer.read(ctx.key)));
}

const { exclusive } = restate.handlers.object;

const loan = restate.object({
  name: 'loan',
  handlers: {
    /** Writes the rows to PostgreSQL; the key makes a repeated attempt harmless. */
    withRows: exclusive(async (ctx, { type, key }) => {
      const state = await stateOf(ctx);
      const next = await ctx.run('write', () => writer.advanceFrom(state, ctx.key, type, key));
      ctx.set('loan', next);
      return next;
    }),
    /** Keeps everything in Restate: cheaper, but nobody can ask it with SQL. */
    ownStore: exclusive(async (ctx, { type }) => {
      const state = await stateOf(ctx);
      const { event } = writer.patterns[type];
      const { next, at } = await ctx.run('decide', () => {
        const decided = writer.next(state, type);
        return { next: decided.next, at: decided.at };
      });
      const row = { at, prev: state.head, type, actor: event.actor_id, guards: event.guards };
      ctx.set(`log/${next.revision}`, { ...row, from: event.from_states, to: event.to_states });
      ctx.set(`audit/${next.revision}`, writer.patterns.line);
      if (type === 'FOUND') ctx.set('deadline', writer.patterns.deadline);
      else ctx.clear('deadline');
      ctx.set('item', writer.patterns[type].item);
      ctx.set('loan', next);
      return next;
    }),
  },
  options: { journalRetention: 0, enableLazyState: true },
});

serve({
  async start({ appUrl, patterns, connections, port }) {
    writer = new LoanWriter(appUrl, patterns, connections);
    await restate.serve({ services: [loan], port });
  },
});
