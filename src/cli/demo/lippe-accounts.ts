import { Injectable } from '@nestjs/common';
import { DemoAccounts, type DemoAccount } from '../../platform/index.js';
import { LIPPE_STAFF, STORY_PERSON } from './lippe-directory.js';

/** Accounts of the Lippe demonstration as the login page offers them. */
@Injectable()
export class LippeDemoAccounts extends DemoAccounts {
  override list(): Promise<readonly DemoAccount[]> {
    const person = {
      ...STORY_PERSON,
      description:
        'sieht den eigenen Fall und entscheidet über Einwilligungen (sobald der Fall angelegt ist)',
    };
    return Promise.resolve([person, ...LIPPE_STAFF]);
  }
}
