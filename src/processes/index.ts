export { ProcessesModule } from './processes.module.js';
