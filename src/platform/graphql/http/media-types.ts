/** Media type of a response. */
export type ResponseType = 'application/graphql-response+json' | 'application/json';

interface Range {
  readonly type: string;
  readonly quality: number;
  readonly position: number;
}

function rangesOf(accept: string): Range[] {
  return accept.split(',').flatMap((part, position) => {
    const [type = '', ...parameters] = part.split(';').map((token) => token.trim().toLowerCase());
    const charset = parameters.find((parameter) => parameter.startsWith('charset='));
    if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) return [];
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    return type === '' || Number.isNaN(quality) ? [] : [{ type, quality, position }];
  });
}

function specificity(range: string, offered: ResponseType): number {
  if (range === offered) return 2;
  if (range === 'application/*') return 1;
  return range === '*/*' ? 0 : -1;
}

/** In order of our preference where the client has none: wildcards get the type that every client reads. */
const OFFERED: readonly ResponseType[] = ['application/json', 'application/graphql-response+json'];

/**
 * Media type to answer with (GraphQL over HTTP, section Body).
 *
 * @param accept Header as it came in; a missing one counts as `application/json`.
 * @returns `undefined` when nothing acceptable can be produced: answer 406.
 */
export function negotiate(accept: string | undefined): ResponseType | undefined {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  const ranges = rangesOf(accept);
  const candidates = OFFERED.flatMap((offered) => {
    const [best] = ranges
      .map((range) => ({ ...range, rank: specificity(range.type, offered) }))
      .filter((range) => range.rank >= 0)
      .sort((a, b) => b.rank - a.rank);
    return best && best.quality > 0 ? [{ offered, ...best }] : [];
  });
  candidates.sort((a, b) => b.quality - a.quality || b.rank - a.rank || a.position - b.position);
  return candidates[0]?.offered;
}

/** Whether a request body of this content type is read: JSON in UTF-8. */
export function isJsonUtf8(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '')
    .split(';')
    .map((token) => token.trim().toLowerCase());
  if (type !== 'application/json') return false;
  return parameters.every(
    (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-?8"?$/.test(parameter),
  );
}
