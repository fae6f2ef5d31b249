import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../../cases/index.js';
import { AnonymisedBriefRepository } from '../persistence/anonymised-brief.repository.js';

/**
 * Nothing leads from a released brief without names to a person who was erased: the way back is destroyed with their key,
 * on request and when the time for keeping their case and its conferences is over. The brief itself stays.
 */
@Injectable()
export class BriefErasure implements OnModuleInit {
  constructor(
    private readonly erasure: PersonErasure,
    private readonly briefs: AnonymisedBriefRepository,
  ) {}

  onModuleInit(): void {
    this.erasure.subscribe((tx, personId) => this.briefs.forgetOrigins(tx, personId));
  }
}
