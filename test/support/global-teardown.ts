/** Stops the cluster and removes it; runs also after failed tests. Left here by global-setup.ts. */
export default async function globalTeardown(): Promise<void> {
  await (globalThis as { removeTestCluster?: () => Promise<void> }).removeTestCluster?.();
}
