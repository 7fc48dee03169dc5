# Written by nix-py-audit: `nix-py-audit . --fix` writes it anew.
# nix-py-audit: strategy=devshell
#
# A shell in which old-crawler runs, with Python 2.7, the libraries and the programs listed below.
# These stay exactly the same, on every machine and at any time.
# The Python packages are installed in the folder .venv-nix, in the versions that these files ask
# for: requirements.txt.
# Enter it with: nix develop
# Nix sees only files that git knows: git add -N flake.nix flake.lock
{
  description = "A crawler of 2014";

  # The packages of Nix, release 23.05, as of 2024-01-03.
  inputs.nixpkgs = {
    url = "github:NixOS/nixpkgs/70bdadeb94ffc8806c0570eb5c2695ad29f0e421";
    flake = false;
  };

  outputs =
    { self, nixpkgs }:
    let
      pkgsFor =
        system:
        import nixpkgs {
          inherit system;
          config = {
            # No longer maintained: security holes in it stay open.
            permittedInsecurePackages = [ "python-2.7.18.7" ];
          };
        };

      shellFor =
        system:
        let
          pkgs = pkgsFor system;
          inherit (pkgs) lib;

          # Python 2.7: print statements in 14 files.
          python = pkgs.python27;

          # Libraries that Python packages load. Only Python is told where they are.
          libraries = [
            # libstdc++.so.6: numpy, pandas
            pkgs.stdenv.cc.cc.lib
            # libxml2.so.2: lxml is compiled
            pkgs.libxml2
            # libxslt.so.1: lxml is compiled
            pkgs.libxslt
          ];

          # Programs that the project starts, or that are needed to install it.
          programs = [
            # lxml 3.4 has no wheel
            pkgs.pkg-config
          ];

          # How the Python packages are installed: again whenever one of these files changes.
          installedFrom = [ "requirements.txt" ];
          install = [ "python -m pip install -r requirements.txt" ];

          # From here on: how it works. There should be no need to change it.
          libraryPath = lib.makeLibraryPath ([ python ] ++ libraries);

          # Python, with the libraries on its search path. Python takes the path back as soon as it
          # runs (pythonStart), so that programs which it starts do not load these libraries in
          # place of their own.
          pythonWithLibraries = pkgs.writeShellScriptBin python.libPrefix ''
            path=${libraryPath}
            export PYTHONNOUSERSITE=1
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

          startMessage = "Setting up Python 2.7 with the packages of requirements.txt in .venv-nix; this may take some minutes.";
          readyMessage = "Python 2.7 with the packages of requirements.txt is ready (.venv-nix). Try: python crawl.py";

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
              # Python 2 has no venv: it takes the folder in which it finds its library for the one it is installed in.
              mkdir -p .venv-nix/bin .venv-nix/include $site
              cp ${pythonWithLibraries}/bin/python2.7 .venv-nix/bin/
              ln -s python2.7 .venv-nix/bin/python2
              ln -s python2.7 .venv-nix/bin/python
              ln -s ${python}/include/python2.7 .venv-nix/include/
              for file in ${python}/lib/python2.7/*; do
                case $file in */site-packages) ;; *) ln -s "$file" .venv-nix/lib/python2.7/ ;; esac
              done
              echo 'import sys; sys.path.insert(0, "${pythonStart}"); import python_start; del sys.path[0]' >> $site/nix.pth
              python -m ensurepip || return
            }
            install_packages() {
              ${lib.concatStringsSep " &&\n" install}
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

      # For: nix fmt
      formatterFor =
        system:
        let
          pkgs = pkgsFor system;
        in
        pkgs.nixfmt-tree or (pkgs.nixfmt-rfc-style or pkgs.nixpkgs-fmt);
    in
    {
      devShells.x86_64-linux.default = shellFor "x86_64-linux";
      formatter.x86_64-linux = formatterFor "x86_64-linux";
    };
}
