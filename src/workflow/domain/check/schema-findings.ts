import type { JsonObject } from '../definition.js';
import type { ErrorObject } from '../schema-validation.js';
import { pointer, type Finding } from './finding.js';
import { knownValidator } from './known-validators.js';

/** Keywords that only repeat what an error inside them says. */
const REPEATING = new Set(['if', 'anyOf', 'oneOf']);

/** What the JSON Schema of the format has to say about a document. */
export function schemaFindings(document: unknown, schema: JsonObject): readonly Finding[] {
  const errors = knownValidator(schema)(document);
  const telling = errors.filter(({ keyword }) => !REPEATING.has(keyword));
  const findings = (telling.length > 0 ? telling : errors).map(schemaFinding);
  return [...new Map(findings.map((found) => [`${found.code}${found.path}${found.en}`, found])).values()];
}

function schemaFinding(error: ErrorObject): Finding {
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const { missingProperty, additionalProperty } = params;
  if (missingProperty !== undefined) {
    const path = error.instancePath + pointer([missingProperty]);
    const code = ['de', 'en', 'plain', 'label'].includes(missingProperty) ? 'LABEL_MISSING' : 'SCHEMA';
    return { code, path, de: `„${missingProperty}“ fehlt.`, en: `“${missingProperty}” is missing.` };
  }
  if (additionalProperty !== undefined) {
    const path = error.instancePath + pointer([additionalProperty]);
    const [de, en] = ['ist hier nicht vorgesehen', 'is not part of the format here'];
    return {
      code: 'SCHEMA',
      path,
      de: `„${additionalProperty}“ ${de}.`,
      en: `“${additionalProperty}” ${en}.`,
    };
  }
  const reason = error.message ?? error.keyword;
  return {
    code: 'SCHEMA',
    path: error.instancePath,
    de: `Der Wert entspricht nicht dem Format (${reason}).`,
    en: `The value does not fit the format (${reason}).`,
  };
}
