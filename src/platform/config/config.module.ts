import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule, registerAs } from '@nestjs/config';
import { AppConfig } from './app-config.js';

/** Gives every part of the application the one checked `AppConfig`. */
@Global()
@Module({})
export class AppConfigModule {
  /** @param config Result of `loadConfig`, completed by `withDatabase` when the embedded server runs. */
  static forRoot(config: AppConfig): DynamicModule {
    const source = registerAs('fallwerk', () => config);
    return {
      module: AppConfigModule,
      // Neither files nor variables: the values were read and checked before Nest was created.
      imports: [
        ConfigModule.forRoot({
          ignoreEnvFile: true,
          validatePredefined: false,
          skipProcessEnv: true,
          load: [source],
        }),
      ],
      providers: [{ provide: AppConfig, useFactory: () => config }],
      exports: [AppConfig],
    };
  }
}
