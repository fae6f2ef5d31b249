import { Injectable } from '@nestjs/common';

/** Whether this process is on its way out. One per process. */
@Injectable()
export class ShutdownState {
  private ending = false;

  /** From now on /health/ready answers 503. */
  begin(): void {
    this.ending = true;
  }

  get isShuttingDown(): boolean {
    return this.ending;
  }
}
