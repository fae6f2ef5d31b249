import type { MigrationDetails } from '../application/migration-queries.js';
import type { MigrationItem } from '../migration.js';
import { migrationText, type ProcessForecast } from '../migration-report.js';
import type { MigrationForecast, ProcessMigration, ProcessMigrationItem } from './migration.type.js';

const VERDICTS = { fits: 'FITS', needsMapping: 'NEEDS_MAPPING', cannot: 'CANNOT' } as const;

/** Migration as the API shows it. */
export function toMigrationType(details: MigrationDetails): ProcessMigration {
  const { migration, counts, stillOnOldVersion } = details;
  const { id, definitionKey: key, mapping, reason, requestedAt, finishedAt } = migration;
  return {
    id,
    key,
    fromVersion: mapping.from,
    toVersion: mapping.to,
    status: migration.status.toUpperCase(),
    reason,
    requestedAt,
    finishedAt,
    ...counts,
    stillOnOldVersion,
    summary: migrationText(migration, counts),
  };
}

/** Forecast as the API shows it. */
export function toForecastType(forecast: ProcessForecast): MigrationForecast {
  return { ...forecast, verdict: VERDICTS[forecast.verdict] };
}

/** What became of a process, as the API shows it. */
export function toItemType(item: MigrationItem): ProcessMigrationItem {
  return { ...item, status: item.status.toUpperCase() };
}
