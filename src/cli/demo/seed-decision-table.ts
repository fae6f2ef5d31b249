import type { INestApplicationContext } from '@nestjs/common';
import type { UnitId } from '../../kernel/index.js';
import { DecisionTables, knownTables, tableHash } from '../../sharing/index.js';
import { demoId } from './lippe-directory.js';
import { demoStaff, must } from './seed-parts.js';

/**
 * The data protection officer of the demonstration signs off every version of the decision table. A real installation
 * denies every disclosure until its own officer has done so.
 */
export async function signOffDecisionTables(app: INestApplicationContext): Promise<void> {
  const officer = await demoStaff(app, 'datenschutz');
  for (const table of knownTables) {
    must(
      await app.get(DecisionTables).signOff(officer, {
        idempotencyKey: `seed-sign-off-${table.version}-${tableHash(table).slice(0, 12)}`,
        version: table.version,
        hash: tableHash(table),
        unitId: demoId<UnitId>('unit:projekt'),
      }),
    );
  }
}
