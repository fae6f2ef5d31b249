import type { JsonObject } from '../definition.js';
import type { ErrorObject } from '../schema-validation.js';
import { pointer, type Finding } from './finding.js';
import { knownValidator } from './known-validators.js';

/** Keywords that only repeat what an error inside them says. */
const REPEATING = new Set(['if', 'anyOf', 'oneOf', 'propertyNames']);

/** Members that hold words for people, or the words in one language. */
const WORDS = ['de', 'en', 'plain', 'label', 'explanation', 'explanationNegated'];

/** What the JSON Schema of the format has to say about a document. */
export function schemaFindings(document: unknown, schema: JsonObject): readonly Finding[] {
  const findings = tellingErrors(document, schema).map(schemaFinding);
  return [...new Map(findings.map((found) => [`${found.code}${found.path}${found.en}`, found])).values()];
}

/** What a document gets wrong, without errors that only repeat others. */
export function tellingErrors(document: unknown, schema: JsonObject): readonly ErrorObject[] {
  const errors = knownValidator(schema)(document);
  const telling = errors.filter(({ keyword }) => !REPEATING.has(keyword));
  return telling.length > 0 ? telling : errors;
}

function schemaFinding(error: ErrorObject): Finding {
  const params = error.params as { missingProperty?: string; additionalProperty?: string };
  const { missingProperty, additionalProperty } = params;
  if (missingProperty !== undefined) {
    const path = error.instancePath + pointer([missingProperty]);
    const code = WORDS.includes(missingProperty) ? 'LABEL_MISSING' : 'SCHEMA';
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
  if (error.keyword === 'minLength' && WORDS.includes(error.instancePath.split('/').at(-1) ?? '')) {
    const path = error.instancePath;
    return { code: 'LABEL_MISSING', path, de: 'Der Text ist leer.', en: 'The text is empty.' };
  }
  if (error.propertyName !== undefined) return nameFinding(error.instancePath, error.propertyName);
  const reason = error.message ?? error.keyword;
  return {
    code: 'SCHEMA',
    path: error.instancePath,
    de: `Der Wert entspricht nicht dem Format (${reason}).`,
    en: `The value does not fit the format (${reason}).`,
  };
}

function nameFinding(place: string, name: string): Finding {
  const path = place + pointer([name]);
  const en = `“${name}” is no name of the format.`;
  return { code: 'SCHEMA', path, de: `„${name}“ ist kein Name nach dem Format.`, en };
}
