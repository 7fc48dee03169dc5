/** Folders below which only one person's or one laboratory's machine has anything. */
const HOST_PATH =
  /^(?:\/(?:home|Users)\/[\w.-]+\/|\/(?:mnt|media|scratch|nfs\d*|gpfs|lustre|raid\d*|ssd\d*|hdd\d*|data\d+|home\d+|share|netscratch|Volumes)\/[\w.-]|[A-Za-z]:[\\/][\w.-])/;

/** Names that stand for "yours" in instructions, and the homes that images come with. */
const PLACEHOLDER =
  /^\/(?:home|Users)\/(?:user|username|your[\w-]*|you|me|xxx+|name|ubuntu|vagrant|travis|runner|circleci|docker|app)\//i;

/** Whether an absolute path names a place of somebody's machine, not of every machine. */
export function isHostPath(path: string): boolean {
  return HOST_PATH.test(path) && !PLACEHOLDER.test(path);
}
