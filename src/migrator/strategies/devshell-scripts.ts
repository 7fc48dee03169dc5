import { call, identifier, indented, nothing, select, string, type Expression } from '../nix/expression.js';

const lib = identifier('lib');
const python = identifier('python');
const pythonName = select(python, ['libPrefix']);
const pythonWithLibraries = identifier('pythonWithLibraries');

/** Text that Nix puts into a script as one quoted argument. */
const quoted = (text: Expression) => call(select(lib, ['escapeShellArg']), text);

export interface SetUpOptions {
  /** Whether this Python has no module `venv`. */
  isPython2: boolean;
  /** Whether the flake has `manylinux`. */
  manylinux: boolean;
  /** Whether the flake looks for the driver of the GPU. */
  driverLibraries: boolean;
  /** The file with bounds for versions. */
  constraints: boolean;
  /** Whether there is anything to install. */
  installs: boolean;
}

/**
 * The program `set-up-python`: makes the folder .venv-nix and installs the packages. It keeps what it made it from,
 * and whether that worked: a failed installation is not tried again whenever the shell opens, which with direnv is on
 * every `cd`.
 */
export function setUpScript(options: SetUpOptions): Expression {
  const { isPython2, manylinux, driverLibraries, constraints, installs } = options;
  const installedFrom = call(select(lib, ['escapeShellArgs']), identifier('installedFrom'));
  return indented`
    cd "$(dirname "$VIRTUAL_ENV")" || exit
    state=.venv-nix/.nix-py-audit
    site=.venv-nix/${select(python, ['sitePackages'])}
    # The name of this program changes with Python, the libraries and the commands.
    wanted=$(echo "$0"; sha256sum -- /dev/null ${installedFrom} 2>&1)

    say() {
      printf 'nix-py-audit: %s\\n' "$1" >&2
    }
    is_state() {
      [ "$(cat $state 2>/dev/null)" = "$1 $wanted" ]
    }
    ready() {
      say ${quoted(identifier('readyMessage'))}
      ${driverLibraries ? LINK_DRIVER : nothing}
    }
    make_environment() {
      rm -rf .venv-nix
      mkdir .venv-nix
      echo unfinished > $state
      echo '*' > .venv-nix/.gitignore
      ${isPython2 ? MAKE_PREFIX : MAKE_VENV}
      ${manylinux ? ALLOW_MANYLINUX : nothing}
      echo 'import sys; sys.path.insert(0, "${identifier('pythonStart')}"); import python_start; del sys.path[0]' >> $site/nix.pth
      ${isPython2 ? ADD_PIP : nothing}
    }
    install_packages() {
      ${installs ? INSTALL : INSTALL_NOTHING}
    }

    if [ "$1" = --if-needed ] && is_state installed; then
      ready
    elif [ "$1" = --if-needed ] && is_state failed; then
      say 'The last installation of the Python packages failed. To try again, and to see why: set-up-python'
    elif [ -e .venv-nix ] && [ ! -e $state ]; then
      say 'The folder .venv-nix was not made here. Move it away, then run: set-up-python'
    else
      say ${quoted(identifier('startMessage'))}
      unset PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
      export PIP_DISABLE_PIP_VERSION_CHECK=1
      ${constraints ? EXPORT_CONSTRAINTS : nothing}
      if make_environment < /dev/null >&2 && install_packages < /dev/null >&2; then
        echo "installed $wanted" > $state
        ready
      else
        echo "failed $wanted" > $state
        say 'Installing the Python packages FAILED; the reason is in the messages above.'
        say 'This shell works all the same, without the missing packages. To try again: set-up-python'
      fi
    fi
  `;
}

const MAKE_VENV = indented`
  ${pythonWithLibraries}/bin/${pythonName} -m venv .venv-nix || return
`;

/** Python 2 takes the folder that has a copy of its library (here: links) for its own, as old virtualenvs did. */
const MAKE_PREFIX = indented`
  # Python 2 has no venv: it takes the folder in which it finds its library for the one it is installed in.
  mkdir -p .venv-nix/bin .venv-nix/include $site
  cp ${pythonWithLibraries}/bin/python2.7 .venv-nix/bin/
  ln -s python2.7 .venv-nix/bin/python2
  ln -s python2.7 .venv-nix/bin/python
  ln -s ${python}/include/python2.7 .venv-nix/include/
  for file in ${python}/lib/python2.7/*; do
    case $file in */site-packages) ;; *) ln -s "$file" .venv-nix/lib/python2.7/ ;; esac
  done
`;

const ADD_PIP = indented`
  python -m ensurepip || return
`;

const ALLOW_MANYLINUX = indented`
  # Before the standard library. (Python reads the file twice in a venv.)
  echo 'import sys; "${identifier('manylinux')}" in sys.path or sys.path.insert(0, "${identifier('manylinux')}")' > $site/nix.pth
`;

const INSTALL = indented`
  ${call(select(lib, ['concatStringsSep']), string(' &&\n'), identifier('install'))}
`;

const INSTALL_NOTHING = indented`
  true
`;

/** As a variable, because only that reaches the pip that pip starts to compile a package; a URL, for blanks in it. */
const EXPORT_CONSTRAINTS = indented`
  here=\${PWD//%/%25}
  export PIP_CONSTRAINT=file://\${here// /%20}/nix/constraints.txt
`;

/**
 * The driver has to be the one of the running kernel, so it is the machine's: of the usual distributions only its
 * libraries, never their folder, which has a C library of its own.
 */
const LINK_DRIVER = indented`
  # Where the driver of the GPU has no folder of its own (NixOS and WSL have one), make one.
  rm -rf .venv-nix/gpu-driver
  mkdir .venv-nix/gpu-driver
  /sbin/ldconfig -p 2>/dev/null |
    sed -nE 's/^\\s*(libcuda|libcudadebugger|libnvcuvid|libnvidia-[a-z0-9-]+)\\.so\\S* \\(libc6,(x86-64|AArch64).*\\) => //p' |
    while read -r library; do ln -sf "$library" .venv-nix/gpu-driver/; done
  for folder in /run/opengl-driver/lib /usr/lib/wsl/lib .venv-nix/gpu-driver; do
    if [ -e $folder/libcuda.so.1 ]; then return; fi
  done
  say 'No NVIDIA driver (libcuda.so.1) was found on this machine: what needs a GPU will not run here.'
`;

export interface HookOptions {
  /** Whether the flake has `environment`. */
  environment: boolean;
  /** Whether the flake has `cuda`. */
  cuda: boolean;
  /** Whether uv installs the packages. */
  uv: boolean;
}

/** What happens when the shell opens. It never leaves the shell, whatever goes wrong. */
export function shellHook({ environment, cuda, uv }: HookOptions): Expression {
  return indented`
    # Nix sets these for building packages; pip and Python programs trip over them.
    unset SOURCE_DATE_EPOCH DETERMINISTIC_BUILD PYTHONPATH PYTHONHOME PYTHONHASHSEED PYTHONNOUSERSITE
    unset PYTHONDONTWRITEBYTECODE _PYTHON_SYSCONFIGDATA_NAME _PYTHON_HOST_PLATFORM
    ${environment ? EXPORT_ENVIRONMENT : nothing}
    ${cuda ? EXPORT_CUDA : nothing}
    ${uv ? EXPORT_UV : nothing}
    project=$PWD
    while [ -n "$project" ] && ! grep -qs '^# nix-py-audit: strategy=devshell' "$project/flake.nix"; do
      project=\${project%/*}
    done
    if [ -n "$project" ]; then
      export VIRTUAL_ENV=$project/.venv-nix
      export PATH=$VIRTUAL_ENV/bin:$PATH
      set-up-python --if-needed || true
    else
      echo 'nix-py-audit: enter this shell from inside the folder of the project.' >&2
    fi
    unset project
  `;
}

const EXPORT_ENVIRONMENT = indented`
  export ${call(select(lib, ['concatStringsSep']), string(' '), identifier('environment'))}
`;

const EXPORT_CUDA = indented`
  export CUDA_HOME=${identifier('cuda')} CUDA_PATH=${identifier('cuda')} PATH=${identifier('cuda')}/bin:$PATH
`;

const EXPORT_UV = indented`
  export UV_PROJECT_ENVIRONMENT=.venv-nix UV_PYTHON_DOWNLOADS=never
`;
