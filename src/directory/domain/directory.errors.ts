import { defineErrors } from '../../kernel/index.js';

/** Codes of this capability. */
export const directoryErrors = defineErrors({
  UNIT_UNKNOWN: {
    de: 'Diese Stelle gibt es im Verzeichnis nicht.',
    en: 'There is no such unit in the directory.',
    action: 'Die Stelle im Verzeichnis suchen und ihre Kennung verwenden.',
  },
});
