import {
  PictureMaker,
  pictureScopes,
  pictureSvg,
  statechartOf,
  type ProcessDefinition,
  type Vocabulary,
} from '../../../workflow/index.js';

/** Name of the file with the picture of a process or of one region of it, beside its page. */
export function pictureFile(definition: ProcessDefinition, scopeId: string = definition.key): string {
  return `${scopeId.replaceAll('.', '-')}.svg`;
}

/** What is drawn of a process: the whole, and every region with states inside. */
export function pictureList(
  definition: ProcessDefinition,
): readonly { readonly file: string; readonly scopeId: string }[] {
  return pictureScopes(statechartOf(definition.machine))
    .filter(({ scope }) => scope.children.length > 0)
    .map(({ scope }) => ({ file: pictureFile(definition, scope.id), scopeId: scope.id }));
}

/**
 * Pictures of a process by file name.
 *
 * @param notice Told in a comment at the end of each file.
 */
export async function drawPictures(
  definition: ProcessDefinition,
  vocabulary: Vocabulary,
  notice: string,
): Promise<readonly (readonly [file: string, svg: string])[]> {
  const maker = await PictureMaker.of(definition, vocabulary);
  const pictures: (readonly [string, string])[] = [];
  for (const { file, scopeId } of pictureList(definition)) {
    const picture = await maker.picture(scopeId);
    pictures.push([file, `${pictureSvg(picture)}<!-- ${notice} -->\n`]);
  }
  return pictures;
}
