/** Whether a host name or address, as in HOST or a URL, is this machine's own: reachable from nowhere else. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}
