// Whether something is mounted where evidence shall go. Pure.

/** File systems that come over the network, or from a program that serves one. */
const foreign = /^(nfs\d?|cifs|smb\d?|smbfs|fuse\..*|9p|ceph|glusterfs|lustre|afs|virtiofs|davfs)$/;

/**
 * Whether a folder that nobody has marked as the store may be taken for it: something is mounted right there, or it is on a
 * share. Else it may be the empty folder under a share that is not mounted.
 *
 * @param path Absolute, without links.
 * @param mounts Content of `/proc/self/mountinfo`; see proc_pid_mountinfo(5).
 */
export function seemsMounted(path: string, mounts: string): boolean {
  let place = '';
  let type = '';
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const at = withoutEscapes(before.split(' ')[4] ?? '');
    if (at.length < place.length || !isWithin(path, at)) continue;
    place = at;
    type = after.split(' ')[0] ?? '';
  }
  return foreign.test(type) || (place === path && place !== '/');
}

function isWithin(path: string, folder: string): boolean {
  return folder !== '' && (path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`));
}

/** Blanks and backslashes are written in octal. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
