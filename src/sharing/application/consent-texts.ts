import { Injectable } from '@nestjs/common';
import { consentText, type ConsentKind, type ConsentText } from '../domain/index.js';
import { currentConsentTexts } from '../texts/index.js';

/** The texts in force; they are public and tell nothing about anybody. */
@Injectable()
export class ConsentTexts {
  /** @returns `undefined` where the language has none. */
  find(kind: ConsentKind, language: string): ConsentText | undefined {
    return consentText(currentConsentTexts, kind, language);
  }
}
