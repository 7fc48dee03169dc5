# Written by nix-py-audit: `nix-py-audit . --fix` writes it anew.
# nix-py-audit: strategy=devshell
#
# A shell in which pix2pix-reimplementation runs, with Python 3.6, the libraries and the programs
# listed below. These stay exactly the same, on every machine and at any time.
# The Python packages are installed in the folder .venv-nix, in the versions that these files ask
# for: requirements.txt.
# Enter it with: nix develop
# Nix sees only files that git knows: git add -N flake.nix flake.lock
# Mind: The data set is downloaded from a server that may be gone (download.sh:3).
{
  description = "Image translation with TensorFlow 1.14";

  # The packages of Nix, release 20.09, as of 2021-10-27.
  inputs.nixpkgs = {
    url = "github:NixOS/nixpkgs/1c1f5649bb9c1b0d98637c8c365228f57126f361";
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
            # CUDA has no free licence.
            allowUnfree = true;
          };
        };

      shellFor =
        system:
        let
          pkgs = pkgsFor system;
          inherit (pkgs) lib;

          # Python 3.6: tensorflow-gpu==1.14.0 has wheels for 2.7 and 3.3 to 3.7, scipy==1.1.0 for
          # 2.7 and 3.4 to 3.7; the README says 3.6.
          python = pkgs.python36;

          # CUDA 10.0: tensorflow-gpu 1.14 loads libcudart.so.10.0 and libcudnn.so.7 and does not
          # bring them
          cuda = pkgs.symlinkJoin {
            name = "cuda";
            paths = [
              pkgs.cudatoolkit_10_0.out
              pkgs.cudatoolkit_10_0.lib
              pkgs.cudnn_cudatoolkit_10_0
            ];
          };

          # Libraries that Python packages load. Only Python is told where they are.
          libraries = [
            # libstdc++.so.6: numpy, pandas
            pkgs.stdenv.cc.cc.lib
            # libz.so.1: numpy
            pkgs.zlib
            # libGL.so.1: opencv-python (requirements.txt:2)
            pkgs.libGL
            # libgthread-2.0.so.0: opencv-python (requirements.txt:2)
            pkgs.glib
          ];

          # Programs that the project starts, or that are needed to install it.
          programs = [ ];

          # How the Python packages are installed: again whenever one of these files changes.
          installedFrom = [ "requirements.txt" ];
          install = [
            "python -m pip install pip==21.3.1 setuptools==58.0.4"
            "python -m pip install -r requirements.txt"
          ];

          # From here on: how it works. There should be no need to change it.
          libraryPath = lib.makeLibraryPath ([ python ] ++ [ cuda ] ++ libraries);

          # Python, with the libraries on its search path. Python takes the path back as soon as it
          # runs (pythonStart), so that programs which it starts do not load these libraries in
          # place of their own.
          pythonWithLibraries = pkgs.writeShellScriptBin python.libPrefix ''
            path=${libraryPath}
            here=$(cd "''${0%/*}" && pwd)
            path=$path:/run/opengl-driver/lib:/usr/lib/wsl/lib:$here/../gpu-driver
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

          startMessage = "Setting up Python 3.6 with the packages of requirements.txt in .venv-nix; this may take some minutes.";
          readyMessage = "Python 3.6 with the packages of requirements.txt is ready (.venv-nix). Try: python train.py --dataset facades; or: python test.py";

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
              # Where the driver of the GPU has no folder of its own (NixOS and WSL have one), make one.
              rm -rf .venv-nix/gpu-driver
              mkdir .venv-nix/gpu-driver
              /sbin/ldconfig -p 2>/dev/null |
                sed -nE 's/^\s*(libcuda|libcudadebugger|libnvcuvid|libnvidia-[a-z0-9-]+)\.so\S* \(libc6,(x86-64|AArch64).*\) => //p' |
                while read -r library; do ln -sf "$library" .venv-nix/gpu-driver/; done
              for folder in /run/opengl-driver/lib /usr/lib/wsl/lib .venv-nix/gpu-driver; do
                if [ -e $folder/libcuda.so.1 ]; then return; fi
              done
              say 'No NVIDIA driver (libcuda.so.1) was found on this machine: what needs a GPU will not run here.'
            }
            make_environment() {
              rm -rf .venv-nix
              mkdir .venv-nix
              echo unfinished > $state
              echo '*' > .venv-nix/.gitignore
              ${pythonWithLibraries}/bin/${python.libPrefix} -m venv .venv-nix || return
              echo 'import sys; sys.path.insert(0, "${pythonStart}"); import python_start; del sys.path[0]' >> $site/nix.pth
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
            export CUDA_HOME=${cuda} CUDA_PATH=${cuda} PATH=${cuda}/bin:$PATH
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
