/** Folders below which only one person's, one laboratory's or one service's machine has anything. */
const HOST_PATH =
  /^(?:\/(?:home\d*|Users|root|mnt|media|scratch|netscratch|nfs\d*|gpfs|lustre|raid\d*|ssd\d*|hdd\d*|disk\d*|data\d*|datasets?|storage|share|projects?|workspace|work|export|content|kaggle|Volumes|afs|cluster|vol\d*|dbfs)\/[\w.~-]|[A-Za-z]:[\\/](?!Windows\b|Program)[\w.-]|\\\\[\w.-]+\\\w)/;

/** Names that stand for "yours" in examples. */
const PLACEHOLDER = /^\/(?:home|Users|path)\/(?:user|username|your[\w-]*|you|me|xxx+|name|foo|bar|<\w*>)\//i;

/** Whether an absolute path names a place of somebody's machine, not of every machine. */
export function isHostPath(path: string): boolean {
  return path.length < 1000 && HOST_PATH.test(path) && !PLACEHOLDER.test(path);
}
