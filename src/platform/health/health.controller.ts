import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/public.decorator.js';
import type { ReadinessCheck, ReadinessCode } from './readiness.js';
import { ShutdownState } from './shutdown-state.js';

/** Injection token of the list of `ReadinessCheck`. */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');

/** One part of the answer of /health/ready; names and codes only. */
export interface ReadinessPart {
  readonly name: string;
  readonly status: 'ok' | 'failed';
  readonly code?: ReadinessCode;
}

function part(name: string, code: ReadinessCode | undefined): ReadinessPart {
  return code === undefined ? { name, status: 'ok' } : { name, status: 'failed', code };
}

/** For load balancers and supervisors. Needs no login and tells no secrets. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[],
    private readonly shutdown: ShutdownState,
  ) {}

  /** 200 while the process runs; otherwise it should be restarted. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 when requests can be served, else 503 with the parts that fail. */
  @Get('ready')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: string; parts: ReadinessPart[] }> {
    const checked = await Promise.all(this.checks.map(async (check) => part(check.name, await check.run())));
    const parts = [part('process', this.shutdown.isShuttingDown ? 'SHUTTING_DOWN' : undefined), ...checked];
    const ready = parts.every(({ status }) => status === 'ok');
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not_ready', parts };
  }
}
