import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import type { JsonObject } from '../../domain/definition.js';

/** JSON Schema of mappings, as it comes with this release: `workflows/migration.schema.json`. */
export function readMappingSchema(): JsonObject {
  const file = join(projectRoot, 'workflows', 'migration.schema.json');
  return JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
}
