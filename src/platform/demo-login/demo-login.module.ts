import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { usesDemoIssuer } from '../auth/issuer.js';
import { AppConfig } from '../config/app-config.js';
import { DemoAccounts } from './demo-accounts.js';
import { mountGraphiql } from './graphiql.js';
import { mountDemoLogin } from './mount-demo-login.js';

/**
 * Outside production: the query editor, and the demonstration's identity provider unless another one is configured.
 * Needs a globally exported `DemoAccounts`; does nothing in a process without an HTTP server.
 */
@Module({})
export class DemoLoginModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: AppConfig,
    private readonly accounts: DemoAccounts,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.mode === 'production' || !this.host.httpAdapter) return;
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    const isDemonstration = usesDemoIssuer(this.config);
    if (isDemonstration) await mountDemoLogin(server, this.config, this.accounts);
    mountGraphiql(server, { accounts: isDemonstration ? this.accounts : undefined });
  }
}
