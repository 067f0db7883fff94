// What this process has used since it was started: microseconds of user and system time.
export function usage() {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, allocated: null };
}
