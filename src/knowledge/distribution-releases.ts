import { rowOf } from './rows.js';
import type { DistributionRow, Knowledge } from './types.js';

/** A release of a Linux distribution, as an image tag names it. */
export interface DistributionRelease {
  /** `debian`, `ubuntu`, `alpine`, `centos`, `centos-stream`, `fedora` */
  distribution: string;
  /** `9`, `18.04` */
  release: string;
  row: DistributionRow;
  /** The tag names no release: `latest`, `stable`. */
  floating: boolean;
}

/** Names of one release line that move from release to release. */
const MOVING = new Set([
  '',
  'latest',
  'stable',
  'stable-slim',
  'rolling',
  'devel',
  'oldstable',
  'edge',
  'rawhide',
]);

/**
 * Finds the distribution release that an image tag names: a number (`9`, `9.13`, `18.04`), a codename (`stretch`,
 * `stretch-slim`, `buster-20200607`), or a moving name (`latest`), which the day decides.
 *
 * @param today which release a moving name means: the newest one released by then
 */
export function distributionRelease(
  knowledge: Knowledge,
  distribution: string,
  tag: string,
  today = knowledge.about.collected,
): DistributionRelease | undefined {
  const releases = rowOf(knowledge.images.releases, distribution);
  if (!releases) return undefined;
  const found = (release: string, floating: boolean): DistributionRelease | undefined => {
    const row = rowOf(releases, release);
    return row && { distribution, release, row, floating };
  };
  if (MOVING.has(tag)) {
    const newest = Object.entries(releases)
      .filter(([release, row]) => (row.released ?? '9999') <= today && isLasting(distribution, release))
      .sort(([, a], [, b]) => ((a.released ?? '') < (b.released ?? '') ? -1 : 1))
      .at(-1);
    return newest && found(newest[0], true);
  }
  const [word = ''] = tag.split('-', 1);
  const stream = /^stream(\d+)$/.exec(word);
  if (distribution === 'centos' && stream) {
    return distributionRelease(knowledge, 'centos-stream', stream[1] ?? '', today);
  }
  const byNumber = found(word, false) ?? found(word.split('.').slice(0, 2).join('.'), false);
  if (byNumber) return byNumber;
  // Only where the major number alone names the release: debian 9.13, centos 7.9.2009.
  const byMajor = found(word.split('.', 1)[0] ?? '', false);
  if (byMajor) return byMajor;
  const byCodename = Object.entries(releases).find(([, row]) => row.codename === word.toLowerCase());
  return byCodename && found(byCodename[0], false);
}

/** Whether `latest` may mean a release: of Ubuntu, only those with long-term support. */
function isLasting(distribution: string, release: string): boolean {
  return distribution !== 'ubuntu' || /^\d?[02468]\.04$/.test(release);
}
