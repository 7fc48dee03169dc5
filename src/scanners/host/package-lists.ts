import type { Evidence, SystemPackageFact } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import { readYaml } from '../yaml.js';
import type { Scanner, SourceFile } from '../scanner.js';

/** apt.txt (Binder), Aptfile (Heroku) and packages.txt (Streamlit): one Debian package per line. */
export const aptList: Scanner = {
  format: 'apt.txt',
  matches: (path) => /(?:^|\/)(?:apt\.txt|Aptfile)$|^packages\.txt$/.test(path),
  scan: scanAptList,
};

function scanAptList(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, ''));
  const facts: Evidence[] = [];
  for (let line = 1; line <= Math.min(positions.lineCount, 2000); line++) {
    const text = positions.line(line).replace(/#.*/, '');
    // packages.txt is a common name: a line that is no list of package names says that this file is something else.
    if (/^\s*:repo:|^\s*https?:/.test(text)) continue;
    for (const word of text.matchAll(/\S+/g)) {
      const match = /^([a-z0-9][a-z0-9.+-]+)(?::\w+)?(?:=(\S+))?$/.exec(word[0]);
      if (!match) return facts;
      const offset = positions.offset(line) + word.index;
      const location = positions.at(offset, offset + word[0].length);
      facts.push(systemPackage('apt', match[1]!, match[2], location, text.trim()));
    }
  }
  return facts;
}

/** Brewfile: what Homebrew installs on the author's Mac. */
export const brewfile: Scanner = {
  format: 'Brewfile',
  matches: (path) => /(?:^|\/)Brewfile$/.test(path),
  scan(file) {
    const positions = new Positions(file.path, file.text);
    const facts: Evidence[] = [];
    for (let line = 1; line <= Math.min(positions.lineCount, 2000); line++) {
      const text = positions.line(line);
      const match = /^\s*(?:brew|cask)\s+["'](?:[\w-]+\/[\w-]+\/)?([\w.+-]+)(?:@([\w.]+))?["']/.exec(text);
      if (match) facts.push(systemPackage('brew', match[1]!, match[2], positions.atLine(line), text.trim()));
    }
    return facts;
  },
};

/** .ebextensions/*.config: yum packages of Elastic Beanstalk. */
export const ebextensions: Scanner = {
  format: '.ebextensions',
  matches: (path) => /(?:^|\/)\.ebextensions\/[^/]+\.config$/.test(path),
  scan(file) {
    const { root, problems } = readYaml(file, '.ebextensions');
    const facts: Evidence[] = [...problems];
    for (const { key, value } of root.get('packages', 'yum').entries) {
      const version = value.items[0]?.text ?? '';
      facts.push(systemPackage('yum', key, version === '' ? undefined : version, value.keyLocation, key));
    }
    return facts;
  },
};

function systemPackage(
  manager: SystemPackageFact['manager'],
  name: string,
  version: string | undefined,
  location: SystemPackageFact['location'],
  text: string,
): SystemPackageFact {
  const versioned = version === undefined ? {} : { version };
  return { kind: 'system-package', manager, name, ...versioned, origin: 'manifest', location, text };
}
