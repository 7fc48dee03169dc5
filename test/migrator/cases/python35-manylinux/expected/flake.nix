# Written by nix-py-audit: `nix-py-audit . --fix` writes it anew.
# nix-py-audit: strategy=devshell
#
# A shell in which tagger runs, with Python 3.5, the libraries and the programs listed below. These
# stay exactly the same, on every machine and at any time.
# Enter it with: nix develop
# Nix sees only files that git knows: git add -N flake.nix flake.lock
{
  description = "A tagger of 2016";

  # The packages of Nix, release 19.09, as of 2020-09-24.
  inputs.nixpkgs = {
    url = "github:NixOS/nixpkgs/75f4ba05c63be3f147bcc2f7bd4ba1f029cedcb1";
    flake = false;
  };

  outputs =
    { self, nixpkgs }:
    let
      pkgsFor =
        system:
        import nixpkgs {
          inherit system;
          config = { };
        };

      shellFor =
        system:
        let
          pkgs = pkgsFor system;
          inherit (pkgs) lib;

          # Python 3.5: torch==0.3.0.post4 has wheels up to 3.6, and run.sh names python3.5.
          python = pkgs.python35;

          # Libraries that Python packages load. Only Python is told where they are.
          libraries = [
            # libstdc++.so.6: numpy, pandas
            pkgs.stdenv.cc.cc.lib
          ];

          # Programs that the project starts, or that are needed to install it.
          programs = [ ];

          # How the Python packages are installed: again whenever one of these files changes.
          installedFrom = [ ];
          install = [ ];

          # From here on: how it works. There should be no need to change it.
          libraryPath = lib.makeLibraryPath ([ python ] ++ libraries);

          # Python, with the libraries on its search path. Python takes the path back as soon as it
          # runs (pythonStart), so that programs which it starts do not load these libraries in
          # place of their own.
          pythonWithLibraries = pkgs.writeShellScriptBin python.libPrefix ''
            path=${libraryPath}
            export LD_LIBRARY_PATH_BEFORE_PYTHON=''${LD_LIBRARY_PATH-}
            export LD_LIBRARY_PATH=$path''${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
            exec -a "$0" ${python.interpreter} "$@"
          '';
          pythonStart = pkgs.writeTextDir "python_start.py" ''
            import os

            before = os.environ.pop("LD_LIBRARY_PATH_BEFORE_PYTHON", None)
            if before:
                os.environ["LD_LIBRARY_PATH"] = before
            elif before is not None:
                os.environ.pop("LD_LIBRARY_PATH", None)
          '';
          # This release of nixpkgs has its Python refuse wheels for "manylinux". The libraries are
          # there: allow them.
          manylinux = pkgs.writeTextDir "_manylinux.py" ''
            manylinux1_compatible = manylinux2010_compatible = manylinux2014_compatible = True
          '';

          startMessage = "Setting up Python 3.5 in .venv-nix; this may take some minutes.";
          readyMessage = "Python 3.5 is ready (.venv-nix).";

          # The program that makes .venv-nix.
          setUp = pkgs.writeShellScriptBin "set-up-python" ''
            cd "$(dirname "$VIRTUAL_ENV")" || exit
            state=.venv-nix/.nix-py-audit
            site=.venv-nix/${python.sitePackages}
            # The name of this program changes with Python, the libraries and the commands.
            wanted=$(echo "$0"; sha256sum -- /dev/null ${lib.escapeShellArgs installedFrom} 2>&1)

            say() {
              printf 'nix-py-audit: %s\n' "$1" >&2
            }
            is_state() {
              [ "$(cat $state 2>/dev/null)" = "$1 $wanted" ]
            }
            ready() {
              say ${lib.escapeShellArg readyMessage}
            }
            make_environment() {
              rm -rf .venv-nix
              mkdir .venv-nix
              echo unfinished > $state
              echo '*' > .venv-nix/.gitignore
              ${pythonWithLibraries}/bin/${python.libPrefix} -m venv .venv-nix || return
              # Before the standard library. (Python reads the file twice in a venv.)
              echo 'import sys; "${manylinux}" in sys.path or sys.path.insert(0, "${manylinux}")' > $site/nix.pth
              echo 'import sys; sys.path.insert(0, "${pythonStart}"); import python_start; del sys.path[0]' >> $site/nix.pth
            }
            install_packages() {
              true
            }

            if [ "$1" = --if-needed ] && is_state installed; then
              ready
            elif [ "$1" = --if-needed ] && is_state failed; then
              say 'The last installation of the Python packages failed. To try again, and to see why: set-up-python'
            elif [ -e .venv-nix ] && [ ! -e $state ]; then
              say 'The folder .venv-nix was not made here. Move it away, then run: set-up-python'
            else
              say ${lib.escapeShellArg startMessage}
              unset PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
              export PIP_DISABLE_PIP_VERSION_CHECK=1
              if make_environment < /dev/null >&2 && install_packages < /dev/null >&2; then
                echo "installed $wanted" > $state
                ready
              else
                echo "failed $wanted" > $state
                say 'Installing the Python packages FAILED; the reason is in the messages above.'
                say 'This shell works all the same, without the missing packages. To try again: set-up-python'
              fi
            fi
          '';
        in
        pkgs.mkShell {
          buildInputs = libraries;
          nativeBuildInputs = programs ++ [ setUp ];
          # Old C code does not compile with the warnings that Nix turns into errors.
          hardeningDisable = [ "all" ];
          shellHook = ''
            # Nix sets these for building packages; pip and Python programs trip over them.
            unset SOURCE_DATE_EPOCH DETERMINISTIC_BUILD PYTHONPATH PYTHONHOME PYTHONHASHSEED PYTHONNOUSERSITE
            unset PYTHONDONTWRITEBYTECODE _PYTHON_SYSCONFIGDATA_NAME _PYTHON_HOST_PLATFORM
            project=$PWD
            while [ -n "$project" ] && ! grep -qs '^# nix-py-audit: strategy=devshell' "$project/flake.nix"; do
              project=''${project%/*}
            done
            if [ -n "$project" ]; then
              export VIRTUAL_ENV=$project/.venv-nix
              export PATH=$VIRTUAL_ENV/bin:$PATH
              set-up-python --if-needed || true
            else
              echo 'nix-py-audit: enter this shell from inside the folder of the project.' >&2
            fi
            unset project
          '';
        };
    in
    { devShells.x86_64-linux.default = shellFor "x86_64-linux"; };
}
