/** The story cannot go on; the message is a German sentence for the terminal. */
export class StoryFailed extends Error {
  override readonly name = 'StoryFailed';
}
