import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { Clock, type Tx } from '../../../platform/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { DefaultFacts } from '../../application/default-facts.js';

/** Which bodies of a conference could decide in the sitting. */
@Injectable()
export class DecisionMandates {
  constructor(
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly facts: ConferenceFacts,
    private readonly defaults: DefaultFacts,
  ) {}

  /** Bodies for which somebody with mandate was there; the convening one through whoever convened. */
  async of(tx: Tx, { conference, participants }: ConferenceStanding): Promise<ReadonlySet<UnitId>> {
    const subject = { conference, participants };
    const said =
      (await this.facts.find('mandates', tx, subject)) ?? (await this.defaults.mandates(tx, subject));
    const bodies = [...said].flatMap(([unitId, has]) => (has ? [unitId] : []));
    const { convenerStaffId, convenerUnitId } = conference;
    if (convenerStaffId === null) return new Set(bodies);
    const today = this.clock.today().toString();
    const roles = await this.directory.listRoles(tx, [convenerStaffId], today);
    const own = roles.some(({ unitId, mandate }) => mandate && unitId === convenerUnitId);
    return new Set(own ? [...bodies, convenerUnitId] : bodies);
  }
}
