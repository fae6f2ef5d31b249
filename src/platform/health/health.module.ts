import { type DynamicModule, Global, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { HealthController, READINESS_CHECKS } from './health.controller.js';
import type { ReadinessCheck } from './readiness.js';
import { ShutdownState } from './shutdown-state.js';

/** Where the checks come from. */
export interface HealthModuleSetup<Dependencies extends readonly unknown[]> {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: { readonly [Index in keyof Dependencies]: InjectionToken<Dependencies[Index]> };
  readonly useFactory: (...dependencies: Dependencies) => readonly ReadinessCheck[];
}

/** /health/live and /health/ready. */
@Global()
@Module({})
export class HealthModule {
  static forRootAsync<Dependencies extends readonly unknown[]>(
    setup: HealthModuleSetup<Dependencies>,
  ): DynamicModule {
    return {
      module: HealthModule,
      imports: [...(setup.imports ?? [])],
      controllers: [HealthController],
      providers: [
        ShutdownState,
        {
          provide: READINESS_CHECKS,
          inject: [...(setup.inject ?? [])] as InjectionToken[],
          useFactory: setup.useFactory,
        },
      ],
      exports: [ShutdownState],
    };
  }
}
