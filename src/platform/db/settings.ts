const settings = {
  listen_addresses: '',
  port: '5432', // only a part of the socket's name
  unix_socket_permissions: '0700',
  shared_buffers: '128MB',
  max_connections: '100',
  // No replicas and no log shipping: the shortest log that still survives a crash.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  random_page_cost: '1.1',
  // Our queries take milliseconds; compiling them takes longer.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A client that was killed must not keep its instance lock until its query ends.
  client_connection_check_interval: '2s',
  // Statements, their parameters, and even error texts ("Key (phone)=(…) already exists") hold what people told us.
  // So the log keeps the server's own life (start, stop, recovery, fatal), nothing of what a statement said.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
};

// For tests: nothing needs to outlive the machine.
const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The arguments of `postgres`: everything we set is said here, so no file has to be kept in step. */
export function serverArguments(data: string, socketFolder: string, fast: boolean): string[] {
  const all = {
    ...settings,
    ...(fast ? fastSettings : {}),
    unix_socket_directories: `"${socketFolder}"`,
  };
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** The arguments of `initdb`: text sorts by code point on every platform, and letters beyond ASCII are letters. */
export function initArguments(data: string, superuser: string, fast: boolean): string[] {
  const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  return [
    ...['-D', data, '-U', superuser, '-E', 'UTF8', '--auth=reject', '--no-instructions'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', `--lc-ctype=${letters}`],
    ...(fast ? ['--no-sync'] : []),
  ];
}

/** Who may connect: the superuser by reaching the socket at all (its folder is 0700), all others by password. */
export function accessRules(superuser: string): string {
  return `local all ${superuser} trust\nlocal all all scram-sha-256\n`;
}
