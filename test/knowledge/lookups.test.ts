import { describe, expect, test } from '@jest/globals';
import { aptPackage } from '../../src/knowledge/apt.js';
import { knownProgram } from '../../src/knowledge/executables.js';
import { hostModule } from '../../src/knowledge/host-modules.js';
import { distributionsFor } from '../../src/knowledge/import-names.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { nixAttributes } from '../../src/knowledge/nix-attributes.js';
import { isUnfree, nixpkgsRelease, releaseForPython } from '../../src/knowledge/nixpkgs.js';
import { isEndOfLife, newestPythonAt, pythonRelease } from '../../src/knowledge/python-releases.js';
import { sharedLibrary } from '../../src/knowledge/sonames.js';
import { isStandardModule, stdlibWindow } from '../../src/knowledge/stdlib.js';
import { needsOf } from '../../src/knowledge/system-libraries.js';

const knowledge = loadKnowledge();

/** Names of JavaScript's own object properties: a table looked up carelessly has "rows" for them. */
const TRAPS = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

describe('distributionsFor', () => {
  test.each([
    ['cv2', 'opencv-python', 'high'],
    ['yaml', 'pyyaml', 'high'],
    ['PIL', 'pillow', 'high'],
    ['sklearn.ensemble', 'scikit-learn', 'high'],
    ['numpy.linalg', 'numpy', 'high'],
    ['google.protobuf.message', 'protobuf', 'high'],
    ['google.cloud.storage.blob', 'google-cloud-storage', 'high'],
    ['google.cloud.something_new', 'google-cloud-something-new', 'low'],
    ['azure.storage.blob', 'azure-storage-blob', 'high'],
    ['azure.storage', 'azure-storage', 'high'],
    ['azure.mgmt.compute.models', 'azure-mgmt-compute', 'high'],
    ['ruamel.yaml', 'ruamel-yaml', 'high'],
    ['zope.interface', 'zope-interface', 'high'],
    ['mpl_toolkits.mplot3d', 'matplotlib', 'high'],
    ['mpl_toolkits.basemap', 'basemap', 'high'],
    ['flask.ext.login', 'flask-login', 'high'],
    ['oauth2_provider', 'django-oauth-toolkit', 'high'],
    ['pkg_resources', 'setuptools', 'high'],
    ['caffe2.python', 'torch', 'high'],
    ['some_thing_nobody_knows', 'some-thing-nobody-knows', 'medium'],
  ])('%s is installed by %s (%s)', (module, name, confidence) => {
    expect(distributionsFor(knowledge, module)).toMatchObject({ name, confidence });
  });

  test.each(['google', 'azure', 'zope', 'backports', 'google.cloud'])(
    '%s alone names no distribution',
    (module) => {
      const answer = distributionsFor(knowledge, module);
      expect(answer).toMatchObject({ namespace: true, identity: false });
      expect(answer.name).toBeUndefined();
    },
  );

  test.each(['src', 'utils', 'models', 'test'])('%s is a file of the repository', (module) => {
    expect(distributionsFor(knowledge, module)).toMatchObject({ generic: true });
    expect(distributionsFor(knowledge, module).name).toBeUndefined();
  });

  test.each(['maya', 'bpy.types', 'nuke', 'scene'])(
    '%s of a host is not looked for by its name',
    (module) => {
      const answer = distributionsFor(knowledge, module);
      expect(answer).toMatchObject({ identity: false, confidence: 'low' });
      expect(answer.name === undefined || answer.name === hostModule(knowledge, module)?.distribution).toBe(
        true,
      );
    },
  );

  test('what an index has for a host module is named, without confidence', () => {
    expect(distributionsFor(knowledge, 'RPi.GPIO')).toMatchObject({ name: 'rpi-gpio', confidence: 'low' });
  });

  test('Python 2 had other distributions', () => {
    expect(distributionsFor(knowledge, 'MySQLdb').name).toBe('mysqlclient');
    const old = distributionsFor(knowledge, 'MySQLdb', { python: 2 });
    expect(old.name).toBe('mysql-python');
    expect(old.alternatives).toContain('mysqlclient');
    expect(old.alternatives).not.toContain('mysql-python');
  });

  test('warns of a stranger that has the import name for its own', () => {
    expect(distributionsFor(knowledge, 'jwt')).toMatchObject({ name: 'pyjwt', stranger: true });
  });

  test('says that it only guesses', () => {
    expect(distributionsFor(knowledge, 'whatever_this_is').identity).toBe(true);
    expect(distributionsFor(knowledge, 'cv2').identity).toBe(false);
  });

  test('never proposes what a row calls low with more confidence', () => {
    const low = Object.entries(knowledge.imports.imports).filter(([, row]) => row.confidence === 'low');
    expect(low.length).toBeGreaterThan(50);
    for (const [module] of low) expect(distributionsFor(knowledge, module).confidence).toBe('low');
  });

  test.each(TRAPS)('%s has no row', (name) => {
    expect(distributionsFor(knowledge, name)).toMatchObject({ identity: true });
  });

  test('a private name is nobody’s distribution', () => {
    expect(distributionsFor(knowledge, '__version__').name).toBeUndefined();
  });
});

describe('hostModule', () => {
  test.each([
    ['bpy.types', 'bpy', 'application'],
    ['maya.cmds', 'maya.cmds', 'application'],
    ['win32com.client', 'win32com.client', 'windows'],
    ['win32com.shell', 'win32com', 'windows'],
    ['Foundation', 'Foundation', 'macos'],
    ['_winreg', '_winreg', 'windows'],
    ['java.util', 'java.util', 'jvm'],
    ['rospy', 'rospy', 'ros'],
    ['ROOT', 'ROOT', 'system-package'],
    ['Image', 'Image', 'retired'],
    ['google.appengine.ext.webapp', 'google.appengine.ext', 'application'],
    ['scene', 'scene', 'ios'],
  ])('%s is that of %s (%s)', (name, module, kind) => {
    expect(hostModule(knowledge, name)).toMatchObject({ module, kind });
  });

  test.each([...TRAPS, 'numpy', 'google.cloud', 'google.protobuf', 'pymel_tools'])('%s is none', (name) => {
    expect(hostModule(knowledge, name)).toBeUndefined();
  });
});

describe('the standard library', () => {
  test.each([
    ['os.path', undefined, true],
    ['urllib2', '2.7', true],
    ['urllib2', '3.6', false],
    ['urllib2', undefined, true],
    ['urllib.request', '2.7', false],
    ['urllib.request', '3.4.1', true],
    ['imp', '3.11.9', true],
    ['imp', '3.12', false],
    ['distutils.core', '3.12', false],
    ['distutils.anything', '3.12', false],
    ['collections.abc', '2.7', false],
    ['collections.abc', '3.3', true],
    ['concurrent.futures', '2.7', false],
    ['dataclasses', '3.6', false],
    ['dataclasses', '3.10', true],
    ['tomllib', '3.9', false],
    ['asyncio', '3.3', false],
    ['telnetlib', '3.13', false],
    ['annotationlib', '3.14', true],
    ['xml.etree.cElementTree', '3.13', true],
    ['numpy', undefined, false],
    ['test', '3.8', false],
    ...TRAPS.map((name): [string, undefined, boolean] => [name, undefined, false]),
  ])('%s in Python %s: %s', (module, python, expected) => {
    expect(isStandardModule(knowledge, module, python)).toBe(expected);
  });

  test('names what replaced a module', () => {
    expect(stdlibWindow(knowledge, 'ConfigParser')).toMatchObject({
      until: '2.7',
      successor: 'configparser',
    });
    expect(stdlibWindow(knowledge, 'distutils.core')).toMatchObject({
      until: '3.11',
      successor: 'setuptools',
    });
    expect(stdlibWindow(knowledge, 'os')).toEqual({});
    expect(stdlibWindow(knowledge, 'msvcrt')).toMatchObject({ platform: 'windows' });
  });
});

describe('sharedLibrary', () => {
  test.each([
    ['libGL.so.1', 'libGL.so.1'],
    ['libGL.so', 'libGL.so.1'],
    ['GL', 'libGL.so.1'],
    ['/usr/lib/x86_64-linux-gnu/libX11.so.6', 'libX11.so.6'],
    ['libsndfile', 'libsndfile.so.1'],
    ['sndfile', 'libsndfile.so.1'],
  ])('%s is %s', (name, soname) => {
    expect(sharedLibrary(knowledge, name)?.soname).toBe(soname);
  });

  test.each(['libGL.so.7', 'libnobody.so.1', 'nobody', '', ...TRAPS])('%s is not known', (name) => {
    expect(sharedLibrary(knowledge, name)).toBeUndefined();
  });

  test('an attribute goes by the name that a release has for it', () => {
    const x11 = sharedLibrary(knowledge, 'libX11.so.6');
    expect(x11?.nix('20.09')).toEqual(['xorg.libX11']);
    expect(x11?.nix('24.11')).toEqual(['xorg.libX11']);
    expect(x11?.nix('26.05')).toEqual(['libx11']);
    expect(sharedLibrary(knowledge, 'libasound.so.2')?.nix('21.05')).toEqual(['alsaLib']);
    expect(sharedLibrary(knowledge, 'libasound.so.2')?.nix('21.11')).toEqual(['alsa-lib']);
  });

  test('the driver’s libraries come from no package set', () => {
    expect(sharedLibrary(knowledge, 'libcuda.so.1')).toMatchObject({ hostDriver: true });
    expect(sharedLibrary(knowledge, 'libcuda.so.1')?.nix('24.11')).toEqual([]);
  });
});

describe('nixAttributes', () => {
  const names = { nix: ['old'], nix_since: '19.09', nix_by_release: { '21.05': ['new'], '25.11': [] } };
  test.each([
    ['18.09', []],
    ['19.09', ['old']],
    ['20.09', ['old']],
    ['21.05', ['new']],
    ['24.11', ['new']],
    ['26.05', []],
  ])('%s: %j', (release, expected) => {
    expect(nixAttributes(names, release)).toEqual(expected);
  });
});

describe('packages and programs', () => {
  test('Debian packages, with version and architecture', () => {
    expect(aptPackage(knowledge, 'libgl1:amd64')?.name).toBe('libgl1');
    expect(aptPackage(knowledge, 'cmake=3.7*')?.nix('21.05')).toEqual(['cmake']);
    expect(aptPackage(knowledge, 'build-essential')).toMatchObject({ needless: true });
    expect(aptPackage(knowledge, 'libgl1-mesa-glx')?.renamedTo).toContain('libgl1');
    for (const name of TRAPS) expect(aptPackage(knowledge, name)).toBeUndefined();
  });

  test('programs, by name or path', () => {
    expect(knownProgram(knowledge, '/usr/bin/ffmpeg')?.nix('21.05')).toEqual(['ffmpeg']);
    expect(knownProgram(knowledge, 'pdftotext')?.nix('24.11')).toEqual(['poppler_utils']);
    expect(knownProgram(knowledge, 'pdftotext')?.nix('25.05')).toEqual(['poppler-utils']);
    expect(knownProgram(knowledge, 'nvidia-smi')).toMatchObject({ hostDriver: true });
    for (const name of TRAPS) expect(knownProgram(knowledge, name)).toBeUndefined();
  });

  test('what a distribution needs, in any spelling of its name', () => {
    const needs = needsOf(knowledge, 'OpenCV_Python')?.needs ?? [];
    expect(needs.find((need) => need.kind === 'runtime-library')?.sonames).toContain('libGL.so.1');
    expect(needsOf(knowledge, 'requests')?.needs).toEqual([]);
    expect(needsOf(knowledge, 'constructor')).toBeUndefined();
  });
});

describe('nixpkgs and Python releases', () => {
  test.each([
    ['2.7', '22.11', 'python27'],
    ['3.5', '20.03', 'python35'],
    ['3.6.9', '21.05', 'python36'],
    ['3.7', '22.11', 'python37'],
    ['3.8', '23.11', 'python38'],
    ['3.9', '24.11', 'python39'],
    ['3.10', '25.11', 'python310'],
  ])('the newest release with Python %s is %s', (python, release, attribute) => {
    expect(releaseForPython(knowledge, python)).toMatchObject({ release, attribute, insecure: false });
  });

  test('no release has a Python that was never packaged', () => {
    expect(releaseForPython(knowledge, '3.3')).toBeUndefined();
    expect(nixpkgsRelease(knowledge, '17.09')).toBeUndefined();
  });

  test.each([
    ['unrar', true],
    ['cudaPackages_11.cudnn', true],
    ['unrar-wrapper', false],
    ['zlib', false],
    ...TRAPS.map((name): [string, boolean] => [name, false]),
  ])('%s without a free licence: %j', (attribute, expected) => {
    expect(isUnfree(knowledge, attribute)).toBe(expected);
  });

  test('pins are complete enough for a flake.lock', () => {
    expect(nixpkgsRelease(knowledge, '21.05')).toMatchObject({ has_flake: true, ref: 'nixos-21.05' });
    expect(nixpkgsRelease(knowledge, '19.09')).toMatchObject({ has_flake: false });
  });

  test.each([
    ['2019-03-14', '3.7'],
    ['2018-06-26', '3.6'],
    ['2018-06-27', '3.7'],
    ['2021-12-01', '3.10'],
    ['2001-01-01', undefined],
  ])('on %s the newest Python was %s', (date, python) => {
    expect(newestPythonAt(knowledge, date)).toBe(python);
  });

  test('an end of life is judged on a day', () => {
    expect(pythonRelease(knowledge, '3.7.4')?.eol).toBe('2023-06-27');
    expect(isEndOfLife(knowledge, '3.7', '2023-06-26')).toBe(false);
    expect(isEndOfLife(knowledge, '3.7', '2023-06-27')).toBe(true);
    expect(isEndOfLife(knowledge, '3.7')).toBe(true);
    expect(isEndOfLife(knowledge, '3.13')).toBe(false);
  });
});
