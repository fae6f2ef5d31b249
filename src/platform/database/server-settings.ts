import { totalmem } from 'node:os';

/** An eighth of the machine's memory: with many processes each event touches pages that no other touched. */
function sharedBuffersMB(): number {
  return Math.max(128, Math.min(1_024, Math.floor(totalmem() / 8 / 2 ** 20)));
}

/**
 * Content of the file of settings of the embedded server.
 *
 * @param fast Safe against nothing, for tests.
 */
export function serverSettings(port: number, fast: boolean): string {
  const common = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    shared_buffers: fast ? '32MB' : `${sharedBuffersMB()}MB`,
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    // The server's log must hold no personal data: neither the values of a violated key nor the statement.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_min_messages: 'warning',
  };
  const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };
  const lines = Object.entries(fast ? { ...common, ...unsafe } : common);
  return lines.map(([name, value]) => `${name} = '${value}'\n`).join('');
}
