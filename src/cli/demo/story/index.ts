export { runStory } from './run-story.js';
