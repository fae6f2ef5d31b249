import { AnchorAudit, AuditHeads, SealAudit } from '../../../audit/index.js';
import { SystemClock } from '../../../platform/index.js';
import { EXIT, type Command, type ExitCode, type OptionValues } from '../command.js';
import type { Terminal } from '../terminal.js';
import { withRegister } from './audit-surroundings.js';

async function run(_options: OptionValues, terminal: Terminal): Promise<ExitCode> {
  await withRegister(async (unitOfWork, config) => {
    const clock = new SystemClock();
    const seal = new SealAudit(unitOfWork, clock);
    const anchors = new AnchorAudit(unitOfWork, clock, config, seal, new AuditHeads(unitOfWork, config));
    for (const regionId of await seal.regions()) {
      const anchor = await anchors.now(regionId);
      terminal.say(
        anchor
          ? `Region ${regionId}: Anker ${anchor.number} vom ${anchor.day} über ${anchor.position} Zeilen. · anchor ${anchor.number} of ${anchor.day} over ${anchor.position} lines. ${anchor.hash} (${anchor.keyId})`
          : `Region ${regionId}: nichts zu bezeugen. · nothing to attest.`,
      );
    }
  });
  return EXIT.ok;
}

/** Signs where the chain of every region stands now. */
export const auditAnchor: Command = {
  name: 'audit anchor',
  summary: {
    de: 'Signiert jetzt den Stand aller Ketten des Prüfregisters; einmal täglich geschieht das von selbst.',
    en: 'Signs the state of all chains of the audit register now; once a day this happens by itself.',
  },
  run,
};
