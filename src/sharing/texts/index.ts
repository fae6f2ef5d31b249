import type { ConsentTextVersion } from '../domain/consent-text.js';
import { arabicCopyWords } from './2026-11-1/copy/ar.js';
import { germanCopyWords } from './2026-11-1/copy/de.js';
import { englishCopyWords } from './2026-11-1/copy/en.js';
import { persianCopyWords } from './2026-11-1/copy/fa.js';
import { frenchCopyWords } from './2026-11-1/copy/fr.js';
import { russianCopyWords } from './2026-11-1/copy/ru.js';
import { tigrinyaCopyWords } from './2026-11-1/copy/ti.js';
import { turkishCopyWords } from './2026-11-1/copy/tr.js';
import { ukrainianCopyWords } from './2026-11-1/copy/uk.js';
import { arabicTexts } from './2026-11-1/ar.js';
import { germanTexts } from './2026-11-1/de.js';
import { englishTexts } from './2026-11-1/en.js';
import { persianTexts } from './2026-11-1/fa.js';
import { frenchTexts } from './2026-11-1/fr.js';
import { russianTexts } from './2026-11-1/ru.js';
import { tigrinyaTexts } from './2026-11-1/ti.js';
import { turkishTexts } from './2026-11-1/tr.js';
import { ukrainianTexts } from './2026-11-1/uk.js';

/** Texts that are put before persons today. A released version is never edited: a new wording is a new folder. */
export const currentConsentTexts: ConsentTextVersion = {
  version: '2026-11-1',
  files: [
    germanTexts,
    englishTexts,
    arabicTexts,
    persianTexts,
    turkishTexts,
    tigrinyaTexts,
    ukrainianTexts,
    russianTexts,
    frenchTexts,
  ],
  copyWords: [
    germanCopyWords,
    englishCopyWords,
    arabicCopyWords,
    persianCopyWords,
    turkishCopyWords,
    tigrinyaCopyWords,
    ukrainianCopyWords,
    russianCopyWords,
    frenchCopyWords,
  ],
};

/** Every version that was ever put before somebody: what they were shown stays readable. */
const consentTextVersions: readonly ConsentTextVersion[] = [currentConsentTexts];

/** A version by its name. @throws {Error} there was never one: a released version is not taken away. */
export function consentTextVersion(version: string): ConsentTextVersion {
  const found = consentTextVersions.find((candidate) => candidate.version === version);
  if (!found) throw new Error(`Texts of version ${version} are missing`);
  return found;
}
