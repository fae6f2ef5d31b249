import { Module } from '@nestjs/common';
import { ProcessEffects } from './application/process-effects.js';

/** Guards, effects and facts of the immigration processes. */
@Module({ providers: [ProcessEffects] })
export class ProcessesModule {}
